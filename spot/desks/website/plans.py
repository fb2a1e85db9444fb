"""Examples of plans for a visitor: days for some airings, and three ways to spend a budget.

They only choose what to ask; every amount comes from `pricing.services.quote`.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import cycle, islice
from urllib.parse import urlencode

from django.db.models import F

from spot.breaks.models import AdBreak
from spot.common import clock
from spot.pricing import queries
from spot.pricing.cascade import LineAsked, Quote, price
from spot.pricing.queries import SheetRow

SUNDAY = 6
DAYS_TO_PREPARE = 7
DAYS_OF_A_PLAN = 12
MOST_AIRINGS = 120


@dataclass(frozen=True)
class Day:
    day: date
    airings: int


@dataclass(frozen=True)
class Flight:
    """Airings spread over two weeks from a Monday, none on Sunday."""

    days: list[Day]
    free_days: int

    @property
    def starts_on(self) -> date:
        return self.days[0].day

    @property
    def ends_on(self) -> date:
        return self.days[-1].day

    @property
    def used_days(self) -> int:
        return sum(day.airings > 0 for day in self.days)

    @property
    def most_a_day(self) -> int:
        return max(day.airings for day in self.days)

    @property
    def has_room(self) -> bool:
        return self.free_days >= self.used_days


def flight(line: LineAsked) -> Flight:
    """When the airings of a line could run, and on how many of those days a break still has room for one."""
    first = clock.today() + timedelta(days=DAYS_TO_PREPARE)
    monday = first + timedelta(days=-first.weekday() % 7)
    working = [day for day in (monday + timedelta(days=n) for n in range(14)) if day.weekday() != SUNDAY]
    used = Counter(islice(cycle(working[:DAYS_OF_A_PLAN]), line.airings))
    last = max(used)
    shown = [monday + timedelta(days=n) for n in range((last - monday).days + 1)]
    return Flight([Day(day, used[day]) for day in shown], _days_with_room(line, used))


def _days_with_room(line: LineAsked, days: Iterable[date]) -> int:
    free = AdBreak.objects.open().filter(
        day__in=list(days), daypart=line.daypart, booked_seconds__lte=F("capacity_seconds") - line.seconds
    )
    return free.values("day").distinct().count()


@dataclass(frozen=True)
class Plan:
    """One way to spend a budget: lines, their price, and what is left (FCFA)."""

    title: str
    lines: list[LineAsked]
    quote: Quote
    left_fcfa: int
    names: dict[str, str]

    @property
    def words(self) -> str:
        """Four prime, one soirée: in the order of the day."""
        return ", ".join(f"{line.airings} {self.names[line.daypart].lower()}" for line in self.lines)

    @property
    def query(self) -> str:
        """The address of the simulator with these lines."""
        fields = [(line.daypart, line.seconds, line.airings) for line in self.lines]
        return urlencode(
            [pair for values in fields for pair in zip(("daypart", "seconds", "airings"), values, strict=True)]
        )

    @property
    def airings(self) -> int:
        return sum(line.airings for line in self.lines)

    @property
    def chosen(self) -> dict[str, int]:
        return {line.daypart: line.airings for line in self.lines}


Pricing = Callable[[Sequence[LineAsked]], Quote]
Turns = Callable[[list[SheetRow]], Iterable[str]]


def _dearest_in_turn(priced: list[SheetRow]) -> Iterable[str]:
    """The evening around the news: four of prime for one of what follows it."""
    slugs = [row.daypart.slug for row in priced]
    evening = [slug for slug in ("prime", "prime", "prime", "prime", "soiree") if slug in slugs]
    return cycle(evening or slugs[-1:])


def _all_in_turn(priced: list[SheetRow]) -> Iterable[str]:
    return cycle(row.daypart.slug for row in sorted(priced, key=lambda row: row.short_ttc_fcfa or 0, reverse=True))


def _cheapest(priced: list[SheetRow]) -> Iterable[str]:
    return cycle([min(priced, key=lambda row: row.short_ttc_fcfa or 0).daypart.slug])


WAYS: tuple[tuple[str, Turns], ...] = (
    ("Autour du journal", _dearest_in_turn),
    ("Réparti sur la journée", _all_in_turn),
    ("Le plus de passages", _cheapest),
)


def plans_for(budget_fcfa: int, seconds: int, sheet: list[SheetRow]) -> list[Plan]:
    """Three ways to spend a budget; fewer when it buys nothing one way."""
    priced = [row for row in sheet if not row.is_on_request]
    if not priced:
        return []
    pricing = _pricing()
    unit = {row.daypart.slug: _unit_ttc(row, seconds, pricing) for row in priced}
    names = {row.daypart.slug: row.daypart.name for row in priced}
    made = []
    for title, turns in WAYS:
        if lines := _lines(_affordable(turns(priced), unit, budget_fcfa), priced, seconds):
            quote = pricing(lines)
            made.append(Plan(title, lines, quote, budget_fcfa - quote.total_ttc_fcfa, names))
    return made


def _pricing() -> Pricing:
    """The cascade over the card in force, read once for many quotes."""
    card = queries.rate_card_on()
    tariffs = queries.tariffs_of(card)
    return lambda lines: price(lines, card, tariffs)


def _lines(counts: Counter[str], priced: list[SheetRow], seconds: int) -> list[LineAsked]:
    slugs = [row.daypart.slug for row in priced]
    return [LineAsked(slug, seconds, counts[slug]) for slug in slugs if counts[slug]]


def _affordable(turns: Iterable[str], unit_fcfa: dict[str, int], budget_fcfa: int) -> Counter[str]:
    """Take airings in turn, passing over what no longer fits, until nothing does."""
    counts: Counter[str] = Counter()
    left, passed_over = budget_fcfa, 0
    for slug in turns:
        if unit_fcfa[slug] <= left and counts.total() < MOST_AIRINGS:
            counts[slug] += 1
            left, passed_over = left - unit_fcfa[slug], 0
        else:
            passed_over += 1
        if passed_over > len(unit_fcfa):
            break
    return counts


def _unit_ttc(row: SheetRow, seconds: int, pricing: Pricing) -> int:
    """One airing, tax included, and a franc more: VAT is rounded once on the whole, which may add less than that."""
    return pricing([LineAsked(row.daypart.slug, seconds, 1)]).total_ttc_fcfa + 1
