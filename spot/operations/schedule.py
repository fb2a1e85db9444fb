"""Periodic work, each piece idempotent: run twice, or by two copies, it does nothing more than once."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta

import structlog
from django.conf import settings
from django.core.management import call_command
from django.db import DatabaseError, close_old_connections, connections

from spot.airings import presence
from spot.breaks import services as breaks
from spot.common import clock, idempotency
from spot.common.jobs.limits import TooLongError, within
from spot.common.jobs.rescue import rescue
from spot.creatives import services as creatives
from spot.creatives import tasks as checking
from spot.messaging import services as messaging
from spot.operations import locking, nightly, watch
from spot.operations.processes import ending_on_signals

log = structlog.get_logger(__name__)
MINUTE, HOUR, DAY = 60, 3600, 86_400
LOOK_EVERY_SECONDS = 1
LONGEST_SECONDS = 5 * MINUTE


@dataclass
class Job:
    """A piece of work and how often it is due, in seconds; `due_at` is on the monotonic clock of this process.

    `away` is called with the failure when the database could not be asked.
    """

    name: str
    every_seconds: int
    work: Callable[[], object]
    away: Callable[[Exception], object] = lambda _: None
    due_at: float = field(default=0.0)


def generate_days() -> None:
    """Keep the grid generated SPOT_DAYS_AHEAD days ahead."""
    breaks.generate_until(clock.broadcast_today() + timedelta(days=settings.SPOT_DAYS_AHEAD))


JOBS = [
    Job("rescue_tasks", MINUTE // 2, rescue),
    Job("watch", MINUTE, watch.look, watch.database_away),
    Job("ask_for_verdicts", 5 * MINUTE, checking.ask_again),
    Job("send_alerts", MINUTE // 2, messaging.give_alerts),
    Job("generate_days", HOUR, generate_days),
    Job("nightly_backup", 5 * MINUTE, nightly.begin_when_due),
    Job("sweep_uploads", HOUR // 3, creatives.sweep),
    Job("sweep_presence", HOUR, presence.sweep),
    Job("forget_idempotency_keys", HOUR, idempotency.forget_old),
    Job("clear_sessions", DAY, lambda: call_command("clearsessions", verbosity=0)),
    Job("prune_tasks", DAY, lambda: call_command("prune_db_task_results", verbosity=0)),
]


def run(wanted: Callable[[], bool] = lambda: True) -> None:
    """Do what is due, again and again, until SIGTERM, Ctrl-C, or nobody wants it any more."""
    with ending_on_signals():
        while wanted():
            run_due()
            time.sleep(LOOK_EVERY_SECONDS)


def run_due() -> list[str]:
    """Do what is due, and say what was done. What fails costs its own turn, not the loop."""
    done = []
    for job in JOBS:
        if job.due_at <= time.monotonic():
            job.due_at = time.monotonic() + job.every_seconds
            done += [job.name] if _do(job) else []
    return done


def _do(job: Job) -> bool:
    close_old_connections()
    try:
        with within(LONGEST_SECONDS), locking.alone(locking.SCHEDULE):
            job.work()
    except Exception as failure:  # said with its trace; the other pieces of work are due all the same
        log.exception("schedule_failed", job=job.name)
        connections.close_all()
        if isinstance(failure, DatabaseError | TooLongError):  # a frozen server answers nothing at all
            job.away(failure)
        return False
    log.info("schedule_ran", job=job.name)
    return True
