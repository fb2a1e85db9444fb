"""Handing over: a shift leaves the next one a note about a broadcast day, which somebody else says they have read.

Notes stand beside the day, not in it: they are journaled, and take no number of the day's stream.
"""

from datetime import date

from spot.accounts.models import User
from spot.airings.models import HandOver
from spot.airings.workflow import WHO
from spot.breaks.models import BroadcastDay
from spot.common import clock
from spot.common.refusals import Refused
from spot.journal.services import act, record
from spot.journal.transitions import lock

LONGEST = 2000


def hand_over(day: date, *, text: str, by: User) -> HandOver:
    """Leave a note about a broadcast day to whoever comes next.

    Refused: `not_found` (404) for who does not run the evening, and for a day that was never made; `invalid_note` (422).
    """
    _only_the_control_room(by)
    said = text.strip()
    if not 0 < len(said) <= LONGEST:
        raise Refused("invalid_note", f"Écrivez la note, en {LONGEST} signes au plus.", status=422)
    if not BroadcastDay.objects.filter(pk=day).exists():
        raise Refused("not_found", "Page introuvable.", status=404)
    with act():
        note = HandOver.objects.create(day=day, text=said, written_by=by)
        record("shifts.hand_over", note, by=by, after={"day": day.isoformat()})
        return note


def take_over(note: HandOver, *, by: User) -> HandOver:
    """Say that one has read a note. Refused: `not_found` (404), `own_note`, `wrong_state` when somebody already has."""
    _only_the_control_room(by)
    with act():
        now = lock(note)
        if now.taken_by:
            raise Refused("wrong_state", f"{now.taken_by} a déjà pris cette note.")
        if now.written_by_id == by.pk:
            raise Refused("own_note", "Cette note est de vous : c’est la relève qui la prend.")
        now.taken_by, now.taken_at = by, clock.now()
        now.save(update_fields=["taken_by", "taken_at"])
        record("shifts.take_over", now, by=by, after={"day": now.day.isoformat()})
        return now


def _only_the_control_room(by: User) -> None:
    if by.role not in WHO:
        raise Refused("not_found", "Page introuvable.", status=404)
