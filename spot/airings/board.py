"""What the planning page asks besides the snapshot: acts still open to undo, and how full breaks and days are."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import Count, Exists, OuterRef, Subquery, Sum

from spot.airings.models import Airing
from spot.airings.workflow import SETTLED, Status
from spot.breaks.models import AdBreak
from spot.clearance.models import Visa
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


def besides(day: date) -> dict[str, Any]:
    """What the screen shows of a day's airings besides their items, in one question:

    `undoable`, those whose last act may still be undone, with its instant (ISO); `madeGood`, those that a make-good
    answers; `campaigns`, titles by id; `marks`, what the law or a debt adds: "alcool, visa 0412", "compense le 18".
    """
    undo_since = clock.now() - timedelta(seconds=settings.SPOT_UNDO_SECONDS)
    rows = list(_with_what_is_besides(day))
    return {
        "undoable": {str(row.pk): clock.iso(row.acted_at) for row in rows if _is_undoable(row, undo_since)},
        "madeGood": [str(row.pk) for row in rows if row.is_made_good],
        "campaigns": {str(row.campaign): row.campaign__title for row in rows if row.campaign},
        "marks": {str(row.pk): mark for row in rows if (mark := _mark(row))},
    }


def _with_what_is_besides(day: date) -> Iterable[Any]:
    of_client = Visa.objects.valid_on(day).filter(
        organisation=OuterRef("organisation"), category=OuterRef("spot__product_category")
    )
    answers = Airing.objects.taking_seconds().filter(makegood_for=OuterRef("pk"))
    rows = Airing.objects.taking_seconds().of_day(day).order_by()
    return rows.annotate(visa=Subquery(of_client.values("number")[:1]), is_made_good=Exists(answers)).values_list(
        "pk", "status", "acted_at", "campaign", "campaign__title", "spot__product_category__name", "visa",
        "makegood_for__day", "is_made_good", named=True,
    )  # fmt: skip


def _is_undoable(row: Any, since: datetime) -> bool:
    return row.status in SETTLED and row.acted_at is not None and row.acted_at >= since


def _mark(row: Any) -> str:
    legal = f"{row.spot__product_category__name.lower()}, visa {row.visa}" if row.visa else ""
    debt = f"compense le {row.makegood_for__day.day}" if row.makegood_for__day else ""
    return ", ".join(part for part in (legal, debt) if part)


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
