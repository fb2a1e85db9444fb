"""What the planning page asks besides the snapshot: acts still open to undo, and how full breaks and days are."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import Count, Sum

from spot.airings.models import Airing
from spot.airings.workflow import SETTLED, Status
from spot.breaks.models import AdBreak
from spot.common import clock

SHOWN = (Status.AIRED, Status.PLANNED, Status.MISSED, Status.PREEMPTED)


@dataclass
class Fill:
    """Seconds of a break or of a day, sold by status, against what it can hold."""

    capacity_seconds: int = 0
    seconds: dict[str, int] = field(default_factory=lambda: dict.fromkeys(SHOWN, 0))
    airings: dict[str, int] = field(default_factory=lambda: dict.fromkeys(SHOWN, 0))
    breaks: int = 0
    owing: int = 0

    @property
    def sold_seconds(self) -> int:
        return sum(self.seconds.values())

    @property
    def remaining_seconds(self) -> int:
        return self.capacity_seconds - self.sold_seconds

    @property
    def count(self) -> int:
        return sum(self.airings.values())

    @property
    def segments(self) -> list[dict[str, Any]]:
        """For a bar drawn to scale."""
        return [{"tone": status, "value": self.seconds[status]} for status in SHOWN]


@dataclass(frozen=True)
class FilledBreak:
    pk: UUID
    day: date
    code: str
    title: str
    starts_at: datetime
    fill: Fill


def undoable(day: date) -> dict[str, str]:
    """Airings of a day whose last act may still be undone, with the instant of the act (ISO)."""
    since = clock.now() - timedelta(seconds=settings.SPOT_UNDO_SECONDS)
    rows = Airing.objects.of_day(day).filter(status__in=SETTLED, acted_at__gte=since)
    return {str(pk): clock.iso(at) for pk, at in rows.values_list("pk", "acted_at") if at}


def made_good(day: date) -> list[str]:
    """Missed and pre-empted airings of a day that a make-good already answers."""
    answered = Airing.objects.taking_seconds().filter(makegood_for__day=day)
    return [str(pk) for pk in answered.values_list("makegood_for", flat=True)]


def fill_by_break(first: date, last: date) -> list[FilledBreak]:
    """Open breaks of some broadcast days, in order, with their fill. Two queries, whatever the days hold."""
    sold = _sold("ad_break", first, last)
    rows = AdBreak.objects.open().filter(day__gte=first, day__lte=last).order_by("starts_at", "code")
    facts = rows.values_list("pk", "day", "code", "title", "starts_at", "capacity_seconds")
    return [
        FilledBreak(pk, day, code, title, starts_at, _fill(capacity, sold[pk]))
        for pk, day, code, title, starts_at, capacity in facts
    ]


def fill_by_day(first: date, last: date) -> dict[date, Fill]:
    """The fill of each broadcast day of a period, days without breaks included. Three queries."""
    sold, owing = _sold("day", first, last), _owing(first, last)
    places = AdBreak.objects.open().filter(day__gte=first, day__lte=last).order_by().values_list("day")
    held = {day: (capacity, count) for day, capacity, count in places.annotate(Sum("capacity_seconds"), Count("pk"))}
    result = {}
    for day in days(first, last):
        capacity, count = held.get(day, (0, 0))
        result[day] = _fill(capacity, sold[day])
        result[day].breaks, result[day].owing = count, owing.get(day, 0)
    return result


def days(first: date, last: date) -> Iterator[date]:
    for offset in range((last - first).days + 1):
        yield first + timedelta(days=offset)


Sold = Mapping[str, tuple[int, int]]


def _sold(by: str, first: date, last: date) -> dict[Any, dict[str, tuple[int, int]]]:
    """Seconds and airings by status, for each break or day."""
    rows = Airing.objects.taking_seconds().filter(day__range=(first, last)).order_by().values_list(by, "status")
    result: dict[Any, dict[str, tuple[int, int]]] = defaultdict(dict)
    for key, status, seconds, count in rows.annotate(Sum("seconds"), Count("pk")):
        result[key][status] = (seconds, count)
    return result


def _fill(capacity: int, sold: Sold) -> Fill:
    fill = Fill(capacity)
    for status, (seconds, count) in sold.items():
        fill.seconds[status], fill.airings[status] = seconds, count
    return fill


def _owing(first: date, last: date) -> dict[date, int]:
    """Airings that still need somebody: a make-good is owed, or nobody has said what became of them."""
    rows = Airing.objects.filter(day__range=(first, last)).order_by()
    late = rows.late().values_list("day").annotate(Count("pk"))
    owed = rows.owing().values_list("day").annotate(Count("pk"))
    result: dict[date, int] = defaultdict(int)
    for day, count in (*late, *owed):
        result[day] += count
    return result
