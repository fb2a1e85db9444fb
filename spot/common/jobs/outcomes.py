"""What becomes of a task that did not end well: tried again after a pause, given up, or handed back."""

from datetime import datetime, timedelta
from traceback import format_exception
from typing import Any

import structlog
from django.db import transaction
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from spot.common import clock
from spot.common.jobs.terms import Job, job_at

Row = DBTaskResult[Any, Any]
log = structlog.get_logger(__name__)


class WorkerGoneError(Exception):
    """The process that did the task has ended without a word."""


def failed(row: Row, failure: BaseException) -> None:
    """Put the task off, or give it up after its last attempt or a hopeless failure."""
    job = job_at(row.task_path)
    tried = len(row.worker_ids)
    if tried <= len(job.terms.pauses) and not job.hopeless(failure):
        _put_off(row, failure, timedelta(seconds=job.terms.pauses[tried - 1]))
    else:
        _give_up(row, failure, job)


def hand_back(row: Row) -> None:
    """The worker was told to stop before the task was done: another begins it anew, and nothing counts."""
    row.worker_ids = row.worker_ids[:-1]
    _ready(row, after=clock.of_the_machine())


def _put_off(row: Row, failure: BaseException, pause: timedelta) -> None:
    row.exception_class_path = f"{type(failure).__module__}.{type(failure).__qualname__}"
    row.traceback = "".join(format_exception(failure))
    _ready(row, after=clock.of_the_machine() + pause)
    log.warning("task_put_off", **_named(row), failure=repr(failure), seconds=pause.total_seconds())


def _ready(row: Row, *, after: datetime) -> None:
    row.status, row.run_after, row.started_at = TaskResultStatus.READY, after, None
    row.save()


def _give_up(row: Row, failure: BaseException, job: Job) -> None:
    """The task ends, and what depends on it hears of it, together."""
    log.error("task_given_up", **_named(row), failure=repr(failure))
    with transaction.atomic():
        row.set_failed(failure)
        try:
            with transaction.atomic():
                job.gave_up(failure, *row.args_kwargs["args"], **row.args_kwargs["kwargs"])
        except Exception:  # the task has failed all the same; the invariants name what it left behind
            log.exception("task_end_unsaid", **_named(row))


def _named(row: Row) -> dict[str, object]:
    return {"task": row.task_path, "id": str(row.pk), "attempt": len(row.worker_ids)}
