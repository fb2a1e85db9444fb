"""Placing a spot many times. A day at a time: what one day refuses takes nothing from the others."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.conf import settings

from spot.accounts.models import User
from spot.airings import services as airings
from spot.airings.models import Airing
from spot.airings.workflow import VERBS
from spot.breaks import services as breaks
from spot.breaks.models import AdBreak
from spot.common import clock
from spot.common.refusals import Refused
from spot.creatives.models import Spot
from spot.journal.services import act

MAX_DAYS = 92
MAX_PER_DAY = 20
# Refusals that no other break of the day would lift.
OF_THE_DAY = {"day_closed", "spot_not_approved", "outside_campaign"}


@dataclass(frozen=True)
class NotPlaced:
    """An airing that could not be placed. `ad_break` is None where the day has no break to try."""

    day: date
    ad_break: AdBreak | None
    code: str
    sentence: str


@dataclass
class Report:
    """What was placed, and why the rest was not. `asked` counts airings."""

    asked: int = 0
    placed: list[Airing] = field(default_factory=list)
    refused: list[NotPlaced] = field(default_factory=list)


@dataclass(frozen=True)
class Wish:
    """Where one spot shall air: a code (one écran) or a daypart, so many times a day."""

    spot: Spot
    by: User
    code: str
    daypart: str
    per_day: int
    position: str | None


def place(  # noqa: PLR0913  a placement has this many terms
    spot: Spot,
    *,
    starts_on: date,
    ends_on: date,
    weekdays: Iterable[int],
    by: User,
    code: str = "",
    daypart: str = "",
    per_day: int = 1,
    position: str | None = None,
) -> Report:
    """Place a spot `per_day` times on each of these weekdays (0 Monday) between two broadcast days, both included.

    Each day tries the emptiest breaks first, never two times the same. Refused: `not_found` (404), `too_many_days` and
    `too_many_a_day` (422); what a day refuses is in the report.
    """
    VERBS.require_role("book", by)
    _check_size(starts_on, ends_on, per_day)
    wish, report = Wish(spot, by, code, daypart, per_day, position or None), Report()
    for day in _days(starts_on, ends_on, set(weekdays)):
        report.asked += per_day
        _place_on(day, wish, report)
    return report


def _check_size(starts_on: date, ends_on: date, per_day: int) -> None:
    if (ends_on - starts_on).days >= MAX_DAYS:
        raise Refused("too_many_days", f"Un placement couvre au plus {MAX_DAYS} jours.", status=422)
    if not 1 <= per_day <= MAX_PER_DAY:
        raise Refused("too_many_a_day", f"Demandez de 1 à {MAX_PER_DAY} passages par jour.", status=422)


def _days(starts_on: date, ends_on: date, weekdays: set[int]) -> Iterator[date]:
    days = (starts_on + timedelta(days=n) for n in range((ends_on - starts_on).days + 1))
    return (day for day in days if day.weekday() in weekdays)


def _place_on(day: date, wish: Wish, report: Report) -> None:
    """Fill one day's wish, or say why each break that was tried refused."""
    candidates, refused, left = _candidates(day, wish), list[NotPlaced](), wish.per_day
    while left and candidates:
        tried, candidates = candidates[:left], candidates[left:]
        placed, missing = _try(day, sorted(tried, key=lambda each: each.starts_at), wish)
        report.placed += placed
        refused += missing
        left -= len(placed)
        if any(each.code in OF_THE_DAY for each in missing):
            break
    if left:
        report.refused += refused or [_without_break(day, wish, left)]


def _candidates(day: date, wish: Wish) -> list[AdBreak]:
    """The day's breaks that the wish names, the emptiest first; a coming day that was not made yet is made now."""
    if clock.broadcast_today() <= day <= clock.broadcast_today() + timedelta(days=settings.SPOT_DAYS_AHEAD):
        breaks.generate(day)
    wanted = {"code": wish.code} if wish.code else {"daypart": wish.daypart}
    found = AdBreak.objects.of_day(day).open().filter(**wanted)
    ahead = [each for each in found if each.starts_at > clock.now()] or list(found[:1])
    return sorted(ahead, key=lambda each: (-each.remaining_seconds, each.starts_at))


def _try(day: date, tried: list[AdBreak], wish: Wish) -> tuple[list[Airing], list[NotPlaced]]:
    """Book these breaks in one transaction, each in its own savepoint."""
    placed, missing = list[Airing](), list[NotPlaced]()
    with act():
        for ad_break in tried:
            try:
                with act():
                    placed.append(airings.book(wish.spot, ad_break, by=wish.by, position=wish.position))
            except Refused as refusal:
                missing.append(NotPlaced(day, ad_break, refusal.code, refusal.detail))
    return placed, missing


def _without_break(day: date, wish: Wish, left: int) -> NotPlaced:
    named = f"L’écran {wish.code}" if wish.code else "Un écran de cette tranche"
    if left == wish.per_day:
        return NotPlaced(day, None, "no_break", f"{named} n’existe pas ce jour-là.")
    found = wish.per_day - left
    return NotPlaced(day, None, "no_break", f"{named} n’existe que {found} fois ce jour-là : un spot y passe une fois.")
