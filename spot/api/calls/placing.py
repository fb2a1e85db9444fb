"""Placing on the day: the tray of what waits, and what each break would answer before anything is dropped."""

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from ninja import Query, Router

from spot.accounts.models import User
from spot.airings.models import Airing
from spot.airings.services import verdicts
from spot.airings.workflow import WHO
from spot.api import asked, shown
from spot.api.answers import Json, found
from spot.api.doors import door, person
from spot.common import clock
from spot.creatives.models import Spot
from spot.planning.tray import Tray, tray_of

router = Router(tags=["placing"])
ASKING: dict[str, Any] = {
    "scope": "placing",
    "share": 6,
}  # each thing picked up asks once, and again when the day moves


@router.get("planning/tray", auth=door(*WHO, **ASKING), response=shown.Tray, url_name="tray")
def tray(request: HttpRequest, day: asked.Day | None = None) -> HttpResponse:
    """The spots that may be placed on a broadcast day, those with airings left there or owed first."""
    rows = tray_of(person(request), day or clock.broadcast_today())
    return JsonResponse({"items": [_in_tray(row) for row in rows], "count": len(rows)})


@router.get("planning/verdicts", auth=door(*WHO, **ASKING), response=shown.Verdicts, url_name="verdicts")
def foreseen(request: HttpRequest, terms: Query[asked.VerdictsAsked]) -> HttpResponse:
    """What each open break of a broadcast day would answer to a booking of this spot, or a move of this airing."""
    told = [_told(each) for each in _verdicts(person(request), terms)]
    return JsonResponse({"items": told, "count": len(told)})


def _verdicts(by: User, terms: asked.VerdictsAsked) -> list[verdicts.Verdict]:
    day = terms.day or clock.broadcast_today()
    if terms.airing:
        airings = Airing.objects.visible_to(by).select_related("line", *(f"spot__{name}" for name in NEEDED_OF_SPOT))
        return verdicts.to_move(found(airings, terms.airing), day, position=terms.position)
    spot = found(Spot.objects.visible_to(by).select_related(*NEEDED_OF_SPOT), terms.spot or "")
    owed = found(Airing.objects.visible_to(by), terms.makegood_for) if terms.makegood_for else None
    return verdicts.to_book(spot, day, position=terms.position, makegood_for=owed, gratis=terms.gratis)


NEEDED_OF_SPOT = ("organisation", "campaign", "product_category", "approved_version")


def _told(verdict: verdicts.Verdict) -> Json:
    refusal = verdict.refusal
    return {
        "break": str(verdict.ad_break.pk),
        "fits": refusal is None,
        "error": refusal.code if refusal else None,
        "word": verdict.in_short,
        "detail": verdict.sentence,
        "remaining_seconds": verdict.ad_break.remaining_seconds,
        "short_seconds": -verdict.left_seconds if verdict.left_seconds < 0 else None,
    }


def _in_tray(row: Tray) -> Json:
    spot = row.spot
    return {
        "id": str(spot.pk),
        "title": spot.title,
        "client": spot.organisation.name if spot.organisation else None,
        "seconds": spot.seconds,
        "campaign_id": str(spot.campaign_id) if spot.campaign_id else None,
        "campaign_title": spot.campaign.title if spot.campaign else None,
        "house_number": spot.approved_version.house_number,
        "product_category": spot.product_category_id,
        "left": [{"slug": part.slug, "label": part.label, "left": part.left} for part in row.left],
        "airings_left": row.airings_left,
        "ends_on": spot.campaign.ends_on.isoformat() if spot.campaign else None,
        "owed": [_owed(airing) for airing in row.owed],
    }


def _owed(airing: Airing) -> Json:
    at = f"{clock.local(airing.ad_break.starts_at):%H:%M}"
    return {"makegood_for": str(airing.pk), "day": airing.day.isoformat(), "time_str": at, "status": airing.status}
