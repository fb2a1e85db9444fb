"""The week template. Days already made follow it where nothing is placed yet; special days never do."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, time

from spot.breaks import queries
from spot.breaks.models import AdBreak, BreakTemplate, BroadcastDay
from spot.breaks.services.days import create, from_template, only_grid_editors, rows_of
from spot.breaks.workflow import VERBS
from spot.common import clock
from spot.common.refusals import Refused
from spot.journal import services as journal
from spot.journal.services import Person
from spot.journal.transitions import lock, plain

FACTS = ("weekday", "starts", "code", "title", "capacity_seconds", "daypart_id")
SHARED = ("starts_at", "title", "capacity_seconds", "daypart_id")  # what a break takes from its row
GRID_CHANGED = "grid"  # the reason of a break cancelled because its row left the template


@dataclass(frozen=True)
class Followed:
    """How many days took the template's change, and the breaks that kept theirs because something is placed."""

    days: int
    kept: list[AdBreak]


def add_to_week(  # noqa: PLR0913  a break has this many facts
    weekdays: Iterable[int], *, by: Person, starts: time, code: str, title: str, capacity_seconds: int
) -> Followed:
    """A new break on these weekdays (0 Monday). Refused: `not_found` (404), `code_taken` and `no_daypart` (422)."""
    only_grid_editors(by)
    chosen = sorted(set(weekdays))
    with journal.act():
        for weekday in chosen:
            _check_code_is_free(weekday, code)
            row = BreakTemplate.objects.create(
                weekday=weekday, starts=starts, code=code, title=title, capacity_seconds=capacity_seconds,
                daypart=queries.daypart_at(starts),
            )  # fmt: skip
            journal.record("grid.add", row, by=by, after=plain(row, FACTS))
    return follow_template(chosen, by=by)


def change_in_week(  # noqa: PLR0913  likewise
    row: BreakTemplate, *, by: Person, starts: time, code: str, title: str, capacity_seconds: int
) -> Followed:
    """Refused: `not_found` (404), `code_taken` and `no_daypart` (422)."""
    only_grid_editors(by)
    with journal.act():
        row = lock(row)
        _check_code_is_free(row.weekday, code, but=row)
        before = plain(row, FACTS)
        row.starts, row.code, row.title, row.capacity_seconds = starts, code, title, capacity_seconds
        row.daypart = queries.daypart_at(starts)
        row.save()
        journal.record("grid.change", row, by=by, before=before, after=plain(row, FACTS))
    return follow_template([row.weekday], by=by)


def remove_from_week(row: BreakTemplate, *, by: Person) -> Followed:
    """Refused: `not_found` (404)."""
    only_grid_editors(by)
    with journal.act():
        journal.record("grid.remove", row, by=by, before=plain(row, FACTS))
        row.delete()
    return follow_template([row.weekday], by=by)


def follow_template(weekdays: Sequence[int], *, by: Person) -> Followed:
    """Bring the coming ordinary days of these weekdays in line, a day at a time; doing it again changes nothing."""
    days = [day for day in _coming_days() if day.weekday() in weekdays]
    kept = [ad_break for day in days for ad_break in _follow(day, by=by)]
    return Followed(len(days), kept)


def _coming_days() -> list[date]:
    coming = BroadcastDay.objects.filter(day__gt=clock.broadcast_today(), is_special=False, closed_at=None)
    return list(coming.filter(breaks__isnull=False).distinct().values_list("day", flat=True))


def _follow(day: date, *, by: Person) -> list[AdBreak]:
    """One day's breaks, matched to the template's rows by code; those that kept their own facts."""
    with journal.act():
        BroadcastDay.objects.select_for_update(no_key=True).get(day=day)
        wanted = {row.code: from_template(row, day) for row in rows_of(day)}
        known = {ad_break.code: ad_break for ad_break in AdBreak.objects.select_for_update().of_day(day).open()}
        create([made for code, made in wanted.items() if code not in known], by=by, verb="breaks.add")
        return [each for code, each in known.items() if not _align(each, wanted.get(code), by=by)]


def _align(ad_break: AdBreak, wanted: AdBreak | None, *, by: Person) -> bool:
    """Make a break what its row says, unless something is placed in it; whether it now is."""
    changes = {name: getattr(wanted, name) for name in SHARED} if wanted else {}
    if wanted and all(getattr(ad_break, name) == value for name, value in changes.items()):
        return True
    if ad_break.booked_seconds:
        return False
    verb, facts = ("change", changes) if wanted else ("cancel", {"reason": GRID_CHANGED})
    VERBS.apply(verb, ad_break, by=by, stream=queries.stream(ad_break.day_id), **facts)
    return True


def _check_code_is_free(weekday: int, code: str, *, but: BreakTemplate | None = None) -> None:
    same = BreakTemplate.objects.filter(weekday=weekday, code=code)
    if (same.exclude(pk=but.pk) if but else same).exists():
        raise Refused("code_taken", f"L’écran {code} existe déjà ce jour de la semaine.", status=422)
