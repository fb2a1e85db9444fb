"""Reads of orders: what is free in the breaks they ask for, and the daypart of an écran code."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q, Sum

from spot.breaks.models import AdBreak, BreakTemplate
from spot.campaigns.models import LineKind, OrderLine
from spot.common import clock

WEEK = timedelta(days=7)


@dataclass(frozen=True)
class Room:
    """The breaks an order line may be placed in from now on, over the days whose grid exists (seconds)."""

    line: OrderLine
    breaks: int
    capacity_seconds: int
    booked_seconds: int
    fits: int  # airings of the line's length that still fit, break by break

    @property
    def free_seconds(self) -> int:
        return self.capacity_seconds - self.booked_seconds

    @property
    def is_enough(self) -> bool:
        return self.fits >= self.line.airings


@dataclass(frozen=True)
class WeekRoom:
    """How full a daypart is over a week (or the part of it that was asked), in seconds."""

    starts_on: date
    ends_on: date
    capacity_seconds: int
    booked_seconds: int

    @property
    def free_percent(self) -> int:
        return 100 * (self.capacity_seconds - self.booked_seconds) // (self.capacity_seconds or 1)


Places = list[tuple[date, str, str, int, int]]  # day, daypart, code, capacity, booked


def room_for(lines: Iterable[OrderLine]) -> list[Room]:
    """For each airtime line, what its breaks still hold; one query whatever the number of lines."""
    wanted = [line for line in lines if line.kind == LineKind.AIRTIME]
    if not wanted:
        return []
    places = _places(min(line.starts_on for line in wanted), max(line.ends_on for line in wanted), wanted)
    return [_room(line, places) for line in wanted]


def daypart_of(code: str) -> str:
    """The daypart an écran code is sold in: the week's template says, else the newest break of that code; else ""."""
    for rows in (BreakTemplate.objects.order_by("weekday"), AdBreak.objects.order_by("-day")):
        if slug := rows.filter(code=code).values_list("daypart", flat=True).first():
            return str(slug)
    return ""


def weeks_of(daypart: str, starts_on: date, ends_on: date) -> list[WeekRoom]:
    """Week by week, how full the breaks of a daypart are; weeks without a grid yet are left out."""
    days = AdBreak.objects.open().filter(daypart=daypart, day__gte=starts_on, day__lte=ends_on).order_by("day")
    totals: dict[date, list[int]] = {}
    for day, capacity, booked in days.values_list("day").annotate(Sum("capacity_seconds"), Sum("booked_seconds")):
        week = totals.setdefault(day - timedelta(days=day.weekday()), [0, 0])
        week[0], week[1] = week[0] + capacity, week[1] + booked
    return [_week(monday, totals[monday], starts_on, ends_on) for monday in sorted(totals)]


def _week(monday: date, seconds: Sequence[int], starts_on: date, ends_on: date) -> WeekRoom:
    return WeekRoom(max(monday, starts_on), min(monday + WEEK - timedelta(days=1), ends_on), seconds[0], seconds[1])


def _places(starts_on: date, ends_on: date, lines: Sequence[OrderLine]) -> Places:
    asked = Q(daypart__in={line.daypart_id for line in lines}) | Q(code__in={line.code for line in lines if line.code})
    rows = (
        AdBreak.objects.open().filter(asked, day__gte=starts_on, day__lte=ends_on, starts_at__gt=clock.now()).order_by()
    )
    return list(rows.values_list("day", "daypart", "code", "capacity_seconds", "booked_seconds"))


def _room(line: OrderLine, places: Places) -> Room:
    mine = [
        (capacity, booked)
        for day, daypart, code, capacity, booked in places
        if line.covers(day, daypart=daypart, code=code, seconds=line.seconds)
    ]
    return Room(
        line, len(mine), sum(capacity for capacity, _ in mine), sum(booked for _, booked in mine),
        sum((capacity - booked) // line.seconds for capacity, booked in mine),
    )  # fmt: skip
