"""No task runs without a worker, and none waits for one that does not come."""

from datetime import timedelta

from django_tasks_db.models import DBTaskResult

from spot.common import clock
from spot.common.invariants import Check, Found, found
from spot.common.jobs.queries import waiting_since
from spot.common.jobs.rescue import orphans

PATIENCE = timedelta(minutes=15)


def running() -> Found:
    """A task marked as running has a worker that does it."""
    lost = [f"task {row.pk} ({row.task_path}): its worker is gone" for row in orphans()]
    return found(DBTaskResult.objects.running().count(), lost)


def waiting() -> Found:
    """Whatever is due is done within a quarter of an hour: each lane has a worker."""
    late = clock.of_the_machine() - PATIENCE
    due = DBTaskResult.objects.ready().order_by()
    waits = due.annotate(since=waiting_since()).filter(since__lt=late)
    rows = waits.values_list("pk", "task_path", "since")
    said = [f"task {pk} ({path}): waits since {clock.iso(since)}" for pk, path, since in rows]
    return found(due.count(), said)


CHECKS: dict[str, Check] = {"queue_running": running, "queue_waiting": waiting}
