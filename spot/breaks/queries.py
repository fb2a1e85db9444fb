"""Reads of the grid: how a break is shown to programs, its stream, the daypart of a time."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import Any

from django.db.models import Count, Q, Sum

from spot.breaks.models import AdBreak, BroadcastDay, Daypart
from spot.breaks.workflow import Status
from spot.common import clock
from spot.common.refusals import Refused


def as_break(ad_break: AdBreak) -> dict[str, Any]:
    """The contract's *break*, for API, sockets and snapshots alike."""
    return {
        "id": str(ad_break.pk),
        "code": ad_break.code,
        "title": ad_break.title,
        "day": ad_break.day_id.isoformat(),
        "starts_at": clock.iso(ad_break.starts_at),
        "time_str": f"{clock.local(ad_break.starts_at):%H:%M}",
        "daypart": ad_break.daypart_id,
        "capacity_seconds": ad_break.capacity_seconds,
        "booked_seconds": ad_break.booked_seconds,
        "remaining_seconds": ad_break.remaining_seconds,
        "status": ad_break.status,
    }


def stream(day: date) -> str:
    """The numbered stream of whatever changes the snapshot of a broadcast day."""
    return f"day:{day.isoformat()}"


def daypart_at(at: time, *, among: Iterable[Daypart] | None = None) -> Daypart:
    """The daypart of a time on the station's wall clock; `among` are the dayparts, for many times at once.

    Refused: `no_daypart` (422).
    """
    for daypart in Daypart.objects.all() if among is None else among:
        if _holds(daypart, at):
            return daypart
    raise Refused("no_daypart", f"Aucune tranche horaire ne contient {at:%H:%M}.", status=422)


@dataclass(frozen=True)
class DayFill:
    """A broadcast day as the grid sees it; `breaks` is 0 where it was not made yet. Cancelled breaks count for nothing."""

    day: date
    breaks: int = 0
    capacity_seconds: int = 0
    booked_seconds: int = 0
    is_special: bool = False
    is_closed: bool = False


def fill_of_days(first: date, count: int) -> list[DayFill]:
    """So many broadcast days from `first`, made or not."""
    days = [first + timedelta(days=n) for n in range(count)]
    shown = Q(breaks__status=Status.OPEN)
    rows = BroadcastDay.objects.filter(day__range=(days[0], days[-1])).annotate(
        count=Count("breaks", filter=shown),
        capacity=Sum("breaks__capacity_seconds", filter=shown, default=0),
        booked=Sum("breaks__booked_seconds", filter=shown, default=0),
    )
    made = {
        row.day: DayFill(row.day, row.count, row.capacity, row.booked, row.is_special, row.is_closed) for row in rows
    }
    return [made.get(day, DayFill(day)) for day in days]


def _holds(daypart: Daypart, at: time) -> bool:
    """A daypart that ends at midnight ends at 24:00."""
    return daypart.starts <= at and (at < daypart.ends or daypart.ends == time.min)
