"""Broadcast days: made from the week template, and locked while something of theirs changes."""

from collections.abc import Iterable
from datetime import date, timedelta

from spot.breaks import queries
from spot.breaks.models import AdBreak, BreakTemplate, BroadcastDay
from spot.breaks.workflow import EDITS_GRID
from spot.common import clock
from spot.common.refusals import Refused
from spot.journal import services as journal
from spot.journal.services import Person
from spot.journal.transitions import plain

FACTS = ("day_id", "code", "title", "starts_at", "daypart_id", "capacity_seconds")


def lock_open_day(day: date) -> BroadcastDay:
    """The day, locked until the end of the transaction. Refused: `day_closed`."""
    locked = BroadcastDay.objects.select_for_update(no_key=True).get(day=day)
    refuse_closed([locked])
    return locked


def refuse_closed(days: Iterable[BroadcastDay]) -> None:
    """Refused: `day_closed` when one of them is."""
    for day in days:
        if day.is_closed:
            raise Refused("day_closed", f"La journée du {day.day:%d/%m/%Y} est clôturée.")


def refuse_started(ad_break: AdBreak) -> None:
    """Refused: `break_started`."""
    if ad_break.starts_at <= clock.now():
        raise Refused("break_started", f"L’écran {ad_break} a déjà commencé.")


def generate(day: date, *, by: Person | None = None) -> BroadcastDay:
    """Make a day's breaks from the week template, once: a day that has breaks, or is special, stays as it is.

    `by` is None when the product does it by itself. Refused: `not_found` (only an administrator asks for it).
    """
    only_grid_editors(by)
    with journal.act():
        BroadcastDay.objects.get_or_create(day=day)
        locked = BroadcastDay.objects.select_for_update(no_key=True).get(day=day)
        if not locked.is_special and not locked.breaks.exists():
            create([from_template(row, day) for row in rows_of(day)], by=by, verb="breaks.generate")
    return locked


def generate_until(day: date, *, since: date | None = None, by: Person | None = None) -> int:
    """Make every day from `since` (today's broadcast day) to `day`, each in its own transaction; how many days."""
    first = since or clock.broadcast_today()
    days = [first + timedelta(days=n) for n in range((day - first).days + 1)]
    for each in days:
        generate(each, by=by)
    return len(days)


def create(made: list[AdBreak], *, by: Person | None, verb: str) -> None:
    """Write new breaks and one entry each: an open screen of that day shows them at once."""
    made.sort(key=lambda ad_break: ad_break.starts_at)
    AdBreak.objects.bulk_create(made)
    for ad_break in made:
        journal.record(verb, ad_break, by=by, after=plain(ad_break, FACTS), stream=queries.stream(ad_break.day_id))


def only_grid_editors(by: Person | None) -> None:
    """Refused: `not_found` (404) for whoever may not edit the grid; nobody (None) is the product itself."""
    if by is not None and by.role not in EDITS_GRID:
        raise Refused("not_found", "Page introuvable.", status=404)


def rows_of(day: date) -> list[BreakTemplate]:
    return list(BreakTemplate.objects.filter(weekday=day.weekday()))


def from_template(row: BreakTemplate, day: date) -> AdBreak:
    return AdBreak(
        day_id=day, code=row.code, title=row.title, starts_at=clock.instant_of(day, row.starts),
        daypart_id=row.daypart_id, capacity_seconds=row.capacity_seconds,
    )  # fmt: skip
