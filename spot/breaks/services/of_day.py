"""Breaks of one day. Any change by hand makes the day special: it no longer follows the week template.

Locks come in one order: the day, then the break. What a day's snapshot shows is journaled on the day's stream.
"""

from datetime import date, datetime, time
from typing import Any

from spot.breaks import queries
from spot.breaks.models import AdBreak, BroadcastDay
from spot.breaks.services.days import create, lock_open_day
from spot.breaks.workflow import VERBS
from spot.common import clock
from spot.common.refusals import Refused
from spot.journal import services as journal
from spot.journal.services import Person
from spot.journal.transitions import lock


def retime(ad_break: AdBreak, *, starts_at: datetime, by: Person | None) -> AdBreak:
    """Move a break within its broadcast day, its airings along; its daypart follows the clock.

    Refused: `outside_day` (422), `day_closed`, `wrong_state`.
    """
    refuse_outside_day(ad_break, starts_at)
    daypart = queries.daypart_at(clock.local(starts_at).time())
    return _apply("retime", ad_break, by=by, starts_at=starts_at, daypart=daypart)


def refuse_outside_day(ad_break: AdBreak, starts_at: datetime) -> None:
    """Refused: `outside_day` (422)."""
    if clock.broadcast_day(starts_at) != ad_break.day_id:
        raise Refused("outside_day", "Un écran reste dans sa journée de diffusion (06:00 à 05:59).", status=422)


def cancel(ad_break: AdBreak, *, reason: str, by: Person | None, note: str = "") -> AdBreak:
    """Take a break off its day; the airings room frees what was planned in it, in the same transaction.

    Refused: `day_closed`, `wrong_state`.
    """
    return _apply("cancel", ad_break, by=by, note=note, reason=reason)


def change(ad_break: AdBreak, *, by: Person, code: str, title: str, capacity_seconds: int) -> AdBreak:
    """Another code, title or length. Refused: `code_taken`, `below_booked`, `day_closed`, `wrong_state`."""
    with journal.act():
        lock_open_day(ad_break.day_id)
        booked = lock(ad_break).booked_seconds
        if capacity_seconds < booked:
            raise Refused("below_booked", f"{booked} s sont déjà placées dans cet écran.", status=422)
        _check_code_is_free(ad_break.day_id, code, but=ad_break)
        return _apply("change", ad_break, by=by, code=code, title=title, capacity_seconds=capacity_seconds)


def redraw(  # noqa: PLR0913  a break has this many facts
    ad_break: AdBreak, *, by: Person, at: time, code: str, title: str, capacity_seconds: int
) -> AdBreak:
    """Another hour, code, title or length at once; what stays the same is not journaled. Refused: as `retime`, `change`."""
    with journal.act():
        starts_at = clock.instant_of(ad_break.day_id, at)
        if starts_at != ad_break.starts_at:
            ad_break = retime(ad_break, starts_at=starts_at, by=by)
        if (code, title, capacity_seconds) != (ad_break.code, ad_break.title, ad_break.capacity_seconds):
            ad_break = change(ad_break, by=by, code=code, title=title, capacity_seconds=capacity_seconds)
    return ad_break


def add(day: date, *, by: Person, code: str, title: str, at: time, capacity_seconds: int) -> AdBreak:  # noqa: PLR0913
    """One more break on a day. Refused: `not_found` (404), `day_closed`, `code_taken`."""
    made = AdBreak(
        day_id=day, code=code, title=title, starts_at=clock.instant_of(day, at),
        daypart=queries.daypart_at(at), capacity_seconds=capacity_seconds,
    )  # fmt: skip
    VERBS.check("add", made, by=by)
    with journal.act():
        BroadcastDay.objects.get_or_create(day=day)
        _make_special(lock_open_day(day))
        _check_code_is_free(day, code)
        create([made], by=by, verb="breaks.add")
    return made


def _apply(verb: str, ad_break: AdBreak, *, by: Person | None, note: str = "", **changes: Any) -> AdBreak:
    with journal.act():
        _make_special(lock_open_day(ad_break.day_id))
        changed = VERBS.apply(verb, ad_break, by=by, note=note, stream=queries.stream(ad_break.day_id), **changes)
        changed.refresh_from_db()  # what rooms above freed in this transaction shows
    return changed


def _make_special(day: BroadcastDay) -> None:
    if not day.is_special:
        day.is_special = True
        day.save(update_fields=["is_special"])


def _check_code_is_free(day: date, code: str, *, but: AdBreak | None = None) -> None:
    same = AdBreak.objects.of_day(day).open().filter(code=code)
    if (same.exclude(pk=but.pk) if but else same).exists():
        raise Refused("code_taken", f"L’écran {code} existe déjà ce jour-là.", status=422)
