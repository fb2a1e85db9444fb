"""A process that does the tasks of one lane, one after the other, until it is told to stop.

`django_tasks_db` keeps the queue and offers a worker, which ends with the first error of the database,
never tries a task again and sets no limit: see docs/decisions/queue.md.
"""

import signal
import time
from collections.abc import Callable

import structlog
from django.db import Error, close_old_connections, connections
from django_tasks.base import TaskContext
from django_tasks_db.models import DBTaskResult
from django_tasks_db.utils import exclusive_transaction

from spot.common.jobs import names, outcomes
from spot.common.jobs.limits import TooLongError, hurry, within
from spot.common.jobs.outcomes import Row
from spot.common.jobs.rescue import rescue
from spot.common.jobs.terms import job_at

log = structlog.get_logger(__name__)
LOOK_SECONDS = 60
GRACE_SECONDS = 4
HEALS_EVERY_SECONDS = (0.5, 1, 2, 3)


class Stopped(BaseException):
    """Told to end while a task was running, and it did not end in its grace."""


class Worker:
    """`wanted` may end it besides a signal: a supervisor that is gone is not waited for."""

    def __init__(self, lane: str, *, interval: float = 1.0, wanted: Callable[[], bool] = lambda: True) -> None:
        self.lane, self.interval, self.wanted = lane, interval, wanted
        self.name = ""
        self.told_to_stop = self.busy = False
        self.unsure = True  # what the table says of us may not be so: at the start, and after a failure

    def run(self) -> None:
        """Until SIGTERM or SIGINT. A database that is away is asked again, and named once."""
        self.name = names.own()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._stop)
        failures = 0
        while self._goes_on():
            try:
                close_old_connections()
                worked = self.turn()
            except (Error, TooLongError) as failure:
                self._fell(failure, failures)
                failures += 1
            else:
                failures = 0
                self._rest(0 if worked else self.interval)

    def turn(self) -> bool:
        """Do the next task, if one waits. False when there was none."""
        with within(LOOK_SECONDS):
            if self.unsure:
                rescue(idle=self.name)
                self.unsure = False
            row = self._claimed()
        if row is not None:
            self._do(row)
        return row is not None

    def _claimed(self) -> Row | None:
        """The next task, marked as ours. One look without a lock first: SQLite locks the whole file."""
        waiting = DBTaskResult.objects.ready().filter(queue_name=self.lane)
        if not waiting.exists():
            return None
        with exclusive_transaction(waiting.db):
            row = waiting.get_locked()
            if row is not None:
                row.claim(self.name)
        return row

    def _do(self, row: Row) -> None:
        began = time.monotonic()
        try:
            value = self._called(row)
        except Stopped:
            connections.close_all()  # the task was cut anywhere, in a query too
            outcomes.hand_back(row)
        except Exception as failure:  # noqa: BLE001  whatever it was, it is kept beside the task
            if isinstance(failure, TooLongError):
                connections.close_all()
            outcomes.failed(row, failure)
        else:
            row.set_successful(value)
            seconds = round(time.monotonic() - began, 3)
            log.info("task_done", task=row.task_path, id=str(row.pk), seconds=seconds)

    def _called(self, row: Row) -> object:
        with within(job_at(row.task_path).terms.seconds):
            self.busy = True
            try:
                task, result = row.task, row.task_result
                first = [TaskContext(task_result=result)] if task.takes_context else []  # type: ignore[arg-type]
                return task.call(*first, *result.args, **result.kwargs)
            finally:
                self.busy = False

    def _fell(self, failure: Exception, failures: int) -> None:
        if not failures:
            log.warning("worker_waits", lane=self.lane, failure=repr(failure))
        self.unsure = True
        connections.close_all()
        self._rest(HEALS_EVERY_SECONDS[min(failures, len(HEALS_EVERY_SECONDS) - 1)])

    def _stop(self, *_: object) -> None:
        """The running task may end in its grace; then it is cut, and handed back."""
        self.told_to_stop = True
        if self.busy:
            hurry(GRACE_SECONDS, self._cut)

    def _cut(self, *_: object) -> None:
        raise Stopped

    def _goes_on(self) -> bool:
        return not self.told_to_stop and self.wanted()

    def _rest(self, seconds: float) -> None:
        """In short naps: Python goes on sleeping after a signal."""
        until = time.monotonic() + seconds
        while self._goes_on() and (left := until - time.monotonic()) > 0:
            time.sleep(min(left, 0.1))
