"""Reads of the grid: how a break is shown to programs, its stream, the daypart of a time."""

from datetime import date, time
from typing import Any

from spot.breaks.models import AdBreak, Daypart
from spot.common import clock
from spot.common.refusals import Refused


def as_break(ad_break: AdBreak) -> dict[str, Any]:
    """The contract's *break*, for API, sockets and snapshots alike."""
    return {
        "id": str(ad_break.pk),
        "code": ad_break.code,
        "title": ad_break.title,
        "day": ad_break.day_id.isoformat(),
        "starts_at": clock.iso(ad_break.starts_at),
        "time_str": f"{clock.local(ad_break.starts_at):%H:%M}",
        "daypart": ad_break.daypart_id,
        "capacity_seconds": ad_break.capacity_seconds,
        "booked_seconds": ad_break.booked_seconds,
        "remaining_seconds": ad_break.remaining_seconds,
        "status": ad_break.status,
    }


def stream(day: date) -> str:
    """The numbered stream of whatever changes the snapshot of a broadcast day."""
    return f"day:{day.isoformat()}"


def daypart_at(at: time) -> Daypart:
    """The daypart of a time on the station's wall clock. Refused: `no_daypart` (422)."""
    for daypart in Daypart.objects.all():
        if _holds(daypart, at):
            return daypart
    raise Refused("no_daypart", f"Aucune tranche horaire ne contient {at:%H:%M}.", status=422)


def _holds(daypart: Daypart, at: time) -> bool:
    """A daypart that ends at midnight ends at 24:00."""
    return daypart.starts <= at and (at < daypart.ends or daypart.ends == time.min)
