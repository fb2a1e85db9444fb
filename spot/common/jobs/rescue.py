"""Tasks that RUN in the table and nowhere else: their worker was killed, or its machine is gone."""

from datetime import timedelta

from django.db import transaction
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from spot.common import clock
from spot.common.jobs import names, outcomes
from spot.common.jobs.limits import DEAF_SECONDS
from spot.common.jobs.outcomes import Row
from spot.common.jobs.terms import job_at

# A worker ends a task at its limit, or itself with it soon after: what runs for longer runs nowhere.
LEASE_ENDS = timedelta(seconds=2 * DEAF_SECONDS)


def orphans(idle: str = "") -> list[Row]:
    """Running tasks whose worker is gone, or was `idle`: the one who asks, who does none."""
    running = DBTaskResult.objects.running()
    return [row for row in running if row.worker_ids[-1:] == [idle] or _is_orphan(row)]


def rescue(idle: str = "") -> int:
    """Each orphan is put off, or given up, as if it had failed; how many. A second copy does nothing more."""
    return sum(_rescued(row) for row in orphans(idle))


def _is_orphan(row: Row) -> bool:
    gone = names.is_gone(row.worker_ids[-1]) if row.worker_ids else None
    return _lease_ended(row) if gone is None else gone


def _lease_ended(row: Row) -> bool:
    limit = timedelta(seconds=job_at(row.task_path).terms.seconds) + LEASE_ENDS
    return row.started_at is None or row.started_at + limit < clock.of_the_machine()


def _rescued(orphan: Row) -> bool:
    with transaction.atomic():
        same = DBTaskResult.objects.filter(pk=orphan.pk, status=TaskResultStatus.RUNNING, started_at=orphan.started_at)
        row = same.get_locked()
        if row is not None:
            outcomes.failed(row, outcomes.WorkerGoneError(str(row.worker_ids[-1:])))
    return row is not None
