"""How the queues stand."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Case, Count, F, Min, Q, When
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult, DBTaskResultQuerySet, get_date_max

from spot.common import clock
from spot.common.jobs.terms import LANES


@dataclass(frozen=True)
class LaneState:
    """Tasks of a lane: `waiting` are due, `put_off` are between two attempts, `failed` were given up."""

    waiting: int = 0
    put_off: int = 0
    running: int = 0
    failed: int = 0
    oldest_waiting_seconds: int = 0


def by_lane() -> dict[str, LaneState]:
    """Every lane, the empty ones too, in one query."""
    now = clock.of_the_machine()
    states = {row["queue_name"]: _state(row, now) for row in _counted(now)}
    return {lane: LaneState() for lane in LANES} | states


def waiting_since() -> Case:
    """The moment from which a task could have been done."""
    return Case(When(run_after=get_date_max(), then=F("enqueued_at")), default=F("run_after"))


def unfinished() -> DBTaskResultQuerySet:
    """Tasks that somebody will still do, or is doing."""
    live = [TaskResultStatus.READY, TaskResultStatus.RUNNING]
    rows: DBTaskResultQuerySet = DBTaskResult.objects.filter(status__in=live)
    return rows


def _counted(now: datetime) -> Iterable[Any]:
    ready = Q(status=TaskResultStatus.READY)
    due = ready & (Q(run_after=get_date_max()) | Q(run_after__lte=now))
    lanes = DBTaskResult.objects.order_by().values("queue_name")
    return lanes.annotate(
        waiting=Count("pk", filter=due),
        put_off=Count("pk", filter=ready & ~due),
        running=Count("pk", filter=Q(status=TaskResultStatus.RUNNING)),
        failed=Count("pk", filter=Q(status=TaskResultStatus.FAILED)),
        oldest=Min(waiting_since(), filter=due),
    )


def _state(row: dict[str, Any], now: datetime) -> LaneState:
    seconds = int((now - (row["oldest"] or now)).total_seconds())
    counts = {name: row[name] for name in ("waiting", "put_off", "running", "failed")}
    return LaneState(**counts, oldest_waiting_seconds=max(seconds, 0))
