"""Settling: what became of an airing, or taking it off the plan."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings

from spot.accounts.models import User
from spot.airings.models import Airing
from spot.airings.queries import expected_at, stale
from spot.airings.services.locking import lock_breaks, lock_days
from spot.airings.services.ranking import renumber
from spot.airings.services.rules import neighbours_of
from spot.airings.services.telling import tell_break
from spot.airings.workflow import VERBS, Reason, Status
from spot.breaks import services as breaks
from spot.breaks.models import AdBreak, BroadcastDay
from spot.breaks.queries import stream
from spot.common import clock
from spot.common.refusals import Refused
from spot.journal.services import act
from spot.journal.transitions import lock

CLOCKS_MAY_DIFFER_BY = timedelta(seconds=60)


def confirm(  # noqa: PLR0913  a confirmation has this many facts
    airing: Airing,
    *,
    by: User,
    version: int,
    aired_at: datetime | None = None,
    reason: str | None = None,
    note: str = "",
    severity: str = "",
) -> Airing:
    """Say that an airing went out, at `aired_at` (now when absent), from 15 minutes before its break.

    One that went out with a discrepancy names it (`reason`, `note`) and may say how much it weighs (`severity`).
    Refused: `stale_version` (with `item`), `wrong_state`, `too_early`, `day_closed`; `invalid_time` (422) for an hour
    that has not come or that precedes what could be confirmed.
    """
    with act():
        days, ad_break = _lock_place(airing)
        row = VERBS.take("confirm", airing, by=by, version=version, shown_as=stale)
        opens_at = ad_break.starts_at - timedelta(seconds=settings.SPOT_CONFIRM_EARLY_SECONDS)
        if clock.now() < opens_at:
            raise Refused("too_early", f"La confirmation ouvre à {clock.local(opens_at):%H:%M}.")
        breaks.refuse_closed(days)
        at = _credible(aired_at, opens_at)
        aired = {"aired_at": at, "spot_version_id": _version_aired(row), "severity": severity}
        return _settle("confirm", row, by=by, reason=reason or Reason.AIRED_OK, note=note, **aired)


def miss(airing: Airing, *, by: User, version: int, reason: str, note: str = "", severity: str = "") -> Airing:  # noqa: PLR0913
    """Say that an airing did not go out; the station owes a make-good. Refused: as `confirm`."""
    return _end("miss", airing, by=by, version=version, reason=reason, note=note, severity=severity)


def preempt(  # noqa: PLR0913  a problem has this many facts
    airing: Airing, *, by: User, version: int, reason: str = Reason.PREEMPTED, note: str = "", severity: str = ""
) -> Airing:
    """Give an airing's place to something else (flash spécial); a make-good is owed."""
    return _end("preempt", airing, by=by, version=version, reason=reason, note=note, severity=severity)


def preempt_break(ad_break: AdBreak, *, by: User, reason: str = Reason.PREEMPTED, note: str = "") -> AdBreak:
    """Pre-empt every airing still planned in a break, all or nothing. Refused: `wrong_state` when none is, `day_closed`."""
    VERBS.require_role("preempt", by)
    with act():
        days = lock_days([ad_break.day_id])
        place = lock_breaks([ad_break.pk])[ad_break.pk]
        planned = [row for row in neighbours_of(place) if row.status == Status.PLANNED]
        if not planned:
            raise Refused("wrong_state", "Aucun passage n’est planifié dans cet écran.")
        breaks.refuse_closed(days)
        for row in planned:
            _settle("preempt", lock(row), by=by, reason=reason, note=note)
        return place


def undo(airing: Airing, *, by: User, version: int, note: str = "") -> Airing:
    """Take back a confirmation, a miss or a pre-emption, within five minutes (setting) of the act.

    Refused: `stale_version` (with `item`), `wrong_state`, `undo_window_expired`, `day_closed`.
    """
    with act():
        days, _ = _lock_place(airing)
        row = VERBS.take("undo", airing, by=by, version=version, shown_as=stale)
        if Airing.objects.taking_seconds().filter(makegood_for=row).exists():
            raise Refused("wrong_state", "Ce passage est déjà compensé : annulez d’abord sa compensation.")
        if row.acted_at is None or clock.now() - row.acted_at > timedelta(seconds=settings.SPOT_UNDO_SECONDS):
            raise Refused(
                "undo_window_expired", "Le délai pour revenir en arrière est passé : demandez une correction."
            )
        breaks.refuse_closed(days)
        nothing: dict[str, Any] = dict.fromkeys(["aired_at", "reason", "acted_by", "acted_at", "spot_version"])
        return VERBS.put("undo", row, by=by, note=note, stream=stream(row.day), remark=note, severity="", **nothing)


def correct(airing: Airing, *, by: User, version: int, reason: str, note: str = "") -> Airing:
    """Turn aired into missed, or missed into aired, until the day is closed. An administrator's verb.

    Refused: `stale_version` (with `item`), `wrong_state`, `day_closed`.
    """
    with act():
        days, _ = _lock_place(airing)
        row = VERBS.take("correct", airing, by=by, version=version, shown_as=stale)
        breaks.refuse_closed(days)
        if row.status == Status.AIRED:
            return _settle("correct", row, by=by, reason=reason, note=note, status=Status.MISSED, aired_at=None)
        aired = {"status": Status.AIRED, "aired_at": expected_at(row), "spot_version_id": _version_aired(row)}
        return _settle("correct", row, by=by, reason=reason, note=note, **aired)


def cancel(airing: Airing, *, by: User | None, version: int | None, reason: str, note: str = "") -> Airing:
    """Take a planned airing off the plan: its seconds and its place in the order line are free again.

    Refused: `stale_version` (with `item`), `wrong_state`, `day_closed`.
    """
    with act():
        days, place = _lock_place(airing)
        row = VERBS.take("cancel", airing, by=by, version=version, shown_as=stale)
        breaks.refuse_closed(days)
        breaks.free(place, row.seconds)
        _settle("cancel", row, by=by, reason=reason, note=note)
        renumber(neighbours_of(place), by=by)
        tell_break(place, by=by)
        return row


def _end(verb: str, airing: Airing, *, by: User, version: int, **facts: str) -> Airing:
    with act():
        days, _ = _lock_place(airing)
        row = VERBS.take(verb, airing, by=by, version=version, shown_as=stale)
        breaks.refuse_closed(days)
        return _settle(verb, row, by=by, **facts)


def _settle(verb: str, row: Airing, *, by: User | None, reason: str, note: str, **changes: Any) -> Airing:
    acted = {"acted_by": by, "acted_at": clock.now(), "reason": reason, "remark": note, "severity": "", **changes}
    return VERBS.put(verb, row, by=by, note=note, stream=stream(row.day), **acted)


def _version_aired(row: Airing) -> UUID | None:
    """The version an airing went out with: the one it recorded, else the approved one, else the last delivered (the
    spot may have been withdrawn since).
    """
    last = row.spot.versions.order_by("-number").values_list("pk", flat=True)
    return row.spot_version_id or row.spot.approved_version_id or last.first()


def _lock_place(airing: Airing) -> tuple[list[BroadcastDay], AdBreak]:
    """The day and the break of an airing, locked: every verb takes its break before the airing."""
    days = lock_days([airing.day])
    return days, lock_breaks([airing.ad_break_id])[airing.ad_break_id]


def _credible(aired_at: datetime | None, opens_at: datetime) -> datetime:
    now = clock.now()
    if aired_at is None:
        return now
    if aired_at > now + CLOCKS_MAY_DIFFER_BY:
        raise Refused("invalid_time", "L’heure d’antenne indiquée n’est pas encore passée.", status=422)
    if aired_at < opens_at:
        raise Refused("invalid_time", "L’heure d’antenne indiquée précède l’écran.", status=422)
    return aired_at
