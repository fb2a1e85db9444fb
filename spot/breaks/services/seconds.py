"""The seconds of a break, moved in the transaction of the booking that takes or gives them back."""

from django.db.models import F

from spot.breaks.models import AdBreak
from spot.common.refusals import Refused


def reserve(ad_break: AdBreak, seconds: int) -> None:
    """Take seconds of a break whose row the caller has locked; the database itself refuses those it has not.

    Refused: `break_full`, with `remaining_seconds`.
    """
    room = AdBreak.objects.filter(pk=ad_break.pk, capacity_seconds__gte=F("booked_seconds") + seconds)
    if not room.update(booked_seconds=F("booked_seconds") + seconds):
        ad_break.refresh_from_db(fields=["booked_seconds", "capacity_seconds"])
        raise _full(ad_break)
    ad_break.booked_seconds += seconds


def refuse_full(ad_break: AdBreak, seconds: int) -> None:
    """Foresee `reserve` on a break as it was read. Refused: `break_full`, with `remaining_seconds`."""
    if seconds > ad_break.remaining_seconds:
        raise _full(ad_break)


def free(ad_break: AdBreak, seconds: int) -> None:
    """Give seconds back to a break whose row the caller has locked."""
    AdBreak.objects.filter(pk=ad_break.pk).update(booked_seconds=F("booked_seconds") - seconds)
    ad_break.booked_seconds -= seconds


def _full(ad_break: AdBreak) -> Refused:
    left = ad_break.remaining_seconds
    detail = f"Il reste {left} s dans cet écran." if left else "Cet écran est complet."
    return Refused("break_full", detail, remaining_seconds=left)
