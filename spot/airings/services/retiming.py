"""Retiming the rest of a day when a match overruns: every break still to come moves by as many minutes, or none does.

The preview and the act are the same reckoning; the act makes it again under the locks.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import pairwise
from typing import Any

from spot.accounts.models import User
from spot.airings.models import Airing
from spot.airings.services.locking import lock_breaks, lock_days
from spot.airings.workflow import Status
from spot.breaks import services as breaks
from spot.breaks.models import AdBreak, Daypart
from spot.breaks.queries import daypart_at
from spot.breaks.workflow import VERBS
from spot.clearance.services import gate
from spot.common import clock
from spot.common.refusals import Refused
from spot.journal.services import act, record


@dataclass(frozen=True)
class MovedBreak:
    """A break and where it goes; `airings` are those still planned in it."""

    ad_break: AdBreak
    starts_at: datetime
    daypart: Daypart
    airings: list[Airing]


@dataclass(frozen=True)
class Caution:
    """What an airing loses by moving: the daypart it was sold in (`daypart`), or the law's leave (`clearance`)."""

    airing: Airing
    code: str
    detail: str


@dataclass(frozen=True)
class Retiming:
    """What moves, what stays because its confirmation has begun, and what somebody should know before."""

    moved: list[MovedBreak]
    kept: list[AdBreak]
    cautions: list[Caution]

    @property
    def airings(self) -> int:
        return sum(len(each.airings) for each in self.moved)


def preview_retiming(since: AdBreak, *, minutes: int, by: User) -> Retiming:
    """What `retime_rest` would do now. Refused: the same."""
    VERBS.require_role("retime", by)
    breaks.refuse_closed([since.day])
    return _reckon(since, minutes)


def retime_rest(since: AdBreak, *, minutes: int, by: User) -> Retiming:
    """Move `since` and every open break after it by so many minutes, their airings along; one transaction.

    A break in which an airing was confirmed stays. Refused: `day_closed`, `break_cancelled`, `break_started` (also when
    one would start before now), `wrong_state` (confirmed in part), `outside_day` (422), `overlap` (with `break`).
    """
    VERBS.require_role("retime", by)
    with act():
        breaks.refuse_closed(lock_days([since.day_id]))
        lock_breaks(AdBreak.objects.of_day(since.day_id).open().values_list("pk", flat=True))
        plan = _reckon(since, minutes)
        for each in plan.moved:
            breaks.retime(each.ad_break, starts_at=each.starts_at, by=by)
        record(
            "days.retime", since.day, by=by, after={"since": str(since), "minutes": minutes, "breaks": len(plan.moved)}
        )
        return plan


def _reckon(since: AdBreak, minutes: int) -> Retiming:
    day = list(AdBreak.objects.of_day(since.day_id).open().select_related("daypart"))
    held = _airings_by_break(since.day_id)
    begun = {pk for pk, airings in held.items() if any(row.status == Status.AIRED for row in airings)}
    first = _first(since, day, begun)
    rest, dayparts = day[day.index(first) :], list(Daypart.objects.all())
    moved = [_moved(each, minutes, held.get(each.pk, []), dayparts) for each in rest if each.pk not in begun]
    _refuse_overlap(day, {each.ad_break.pk: each.starts_at for each in moved})
    return Retiming(moved, [each for each in rest if each.pk in begun], list(_cautions(moved)))


def _first(since: AdBreak, day: Sequence[AdBreak], begun: set[object]) -> AdBreak:
    first = next((each for each in day if each.pk == since.pk), None)
    if first is None:
        raise Refused("break_cancelled", f"L’écran {since} est annulé.")
    breaks.refuse_started(first)
    if first.pk in begun:
        raise Refused("wrong_state", f"Un passage de l’écran {first} est déjà confirmé : partez de l’écran suivant.")
    return first


def _airings_by_break(day: date) -> dict[object, list[Airing]]:
    rows = Airing.objects.filter(day=day).taking_seconds()
    shown = rows.select_related("spot__product_category", "organisation", "daypart")
    held: dict[object, list[Airing]] = {}
    for row in shown.prefetch_related("organisation__visas").order_by("rank"):
        held.setdefault(row.ad_break_id, []).append(row)
    return held


def _moved(ad_break: AdBreak, minutes: int, airings: list[Airing], dayparts: list[Daypart]) -> MovedBreak:
    starts_at = ad_break.starts_at + timedelta(minutes=minutes)
    breaks.refuse_outside_day(ad_break, starts_at)
    if starts_at <= clock.now():
        raise Refused("break_started", f"L’écran {ad_break} commencerait à {clock.local(starts_at):%H:%M}, déjà passé.")
    daypart = daypart_at(clock.local(starts_at).time(), among=dayparts)
    return MovedBreak(ad_break, starts_at, daypart, [row for row in airings if row.status == Status.PLANNED])


def _refuse_overlap(day: Sequence[AdBreak], to: dict[object, datetime]) -> None:
    """What moves keeps its place in the order, and starts after what stays has ended (or ends before it starts)."""
    for before, after in pairwise(day):
        if (before.pk in to) == (after.pk in to):
            continue
        ends_at = to.get(before.pk, before.starts_at) + timedelta(seconds=before.booked_seconds)
        if to.get(after.pk, after.starts_at) < ends_at:
            moving, staying = (before, after) if before.pk in to else (after, before)
            sentence = f"L’écran {moving} rencontrerait l’écran {staying}, qui ne bouge pas."
            beside: dict[str, Any] = {"break": str(staying.pk)}
            raise Refused("overlap", sentence, **beside)


def _cautions(moved: Sequence[MovedBreak]) -> Iterator[Caution]:
    for each in moved:
        for airing in each.airings:
            if airing.daypart_id != each.daypart.pk:
                yield Caution(airing, "daypart", f"vendu en {airing.daypart}, passerait en {each.daypart}".lower())
            try:
                gate(airing.spot.product_category, airing.organisation, airs_at=each.starts_at)
            except Refused as refusal:
                yield Caution(airing, refusal.code, refusal.detail)
