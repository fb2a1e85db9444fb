"""The polling twins of the planning socket."""

import hashlib
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseNotModified, JsonResponse
from ninja import Router

from spot.airings import queries
from spot.airings.following import events_after
from spot.api import asked, shown
from spot.api.doors import door
from spot.breaks.queries import stream
from spot.breaks.workflow import READS_PLANNING
from spot.common import clock
from spot.common.asked import header
from spot.journal.services import last_seq

router = Router(tags=["planning"])
POLLING: dict[str, Any] = {"scope": "planning", "share": 6}  # screens that have lost their socket ask each second


@router.get("planning/snapshot", auth=door(*READS_PLANNING, **POLLING), response=shown.Snapshot, url_name="snapshot")
def snapshot(request: HttpRequest, day: asked.Day | None = None) -> HttpResponse:
    """A broadcast day as a screen starts from it; `ETag` changes with its number.

    What a browser kept says when it was made; `Spot-Now` says what time it is, whoever answers.
    """
    asked_day = day or clock.broadcast_today()
    known = header(request, "If-None-Match", longest=4_000).removeprefix("W/")
    if known and known == _tag(asked_day, last_seq(stream(asked_day))):
        return HttpResponseNotModified(headers={"ETag": known, "Spot-Now": clock.iso(clock.now())})
    frame = queries.snapshot(asked_day)
    told = {"ETag": _tag(asked_day, frame["seq"]), "Spot-Now": frame["at"], "Cache-Control": "private, no-cache"}
    return JsonResponse(frame, headers=told)


@router.get("planning/events", auth=door(*READS_PLANNING, **POLLING), response=shown.Events, url_name="events")
def events(request: HttpRequest, after: asked.Seq, day: asked.Day | None = None) -> HttpResponse:
    """What changed since a number, or `resync` when that is too far back (or was never given)."""
    return JsonResponse(events_after(day or clock.broadcast_today(), after))


def _tag(day: date, seq: int) -> str:
    return f'"{hashlib.sha256(f"{day}:{seq}".encode()).hexdigest()[:16]}"'
