"""The work of a real evening, many airings at once: each call can say first what it would do (additions to the contract)."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, JsonResponse
from ninja import Router

from spot.airings import services
from spot.airings.models import Airing, HandOver
from spot.airings.services.retiming import Caution, Retiming
from spot.airings.services.swapping import Swapped
from spot.airings.workflow import WHO
from spot.api import asked, shown
from spot.api.answers import found, written
from spot.api.doors import door, person
from spot.breaks.models import AdBreak
from spot.breaks.queries import as_break
from spot.common import clock
from spot.creatives.models import Spot
from spot.planning.missing import count_missing, day_ahead

router = Router(tags=["evening"])


@router.get("planning/waits", auth=door(*WHO, scope="planning", share=6), response=shown.Waits, url_name="waits")
def waits(request: HttpRequest, day: asked.Day | None = None, ahead: asked.Day | None = None) -> HttpResponse:
    """What waits for somebody besides the airings: notes to take on `day`, what the day `ahead` lacks."""
    shown_day = day or clock.broadcast_today()
    notes = HandOver.objects.visible_to(person(request)).to_read_on(shown_day).untaken()
    return JsonResponse({"notes": notes.count(), "missing": count_missing(ahead or day_ahead(shown_day))})


@router.post("days/{str:day}/retime", auth=door(*WHO), response=shown.Retiming, url_name="day-retime")
def retime_rest(request: HttpRequest, day: asked.Day, body: asked.RetimingRest) -> HttpResponse:
    """Move a break and all that follow it by so many minutes, all or none."""
    by = person(request)
    since = found(AdBreak.objects.visible_to(by).of_day(day), body.from_)
    if body.preview:
        return JsonResponse(_retiming(services.preview_retiming(since, minutes=body.minutes, by=by)))
    return written(request, lambda: _retiming(services.retime_rest(since, minutes=body.minutes, by=by)))


@router.post("spots/{uuid:spot_id}/swap", auth=door(*WHO), response=shown.Swap, url_name="spot-swap")
def swap(request: HttpRequest, spot_id: UUID, body: asked.Swap) -> HttpResponse:
    """Give another spot of the same advertiser to every airing of this one still to come, from a broadcast day on."""
    by = person(request)
    spot, other = (found(Spot.objects.visible_to(by), pk) for pk in (spot_id, body.with_))
    if body.preview:
        return JsonResponse(_swap(services.preview_swap(spot, other, since=body.from_, by=by)))
    return written(request, lambda: _swap(services.swap(spot, other, since=body.from_, by=by)))


def _swap(report: Swapped) -> dict[str, Any]:
    return {
        "done": [_place(airing) for airing in report.done],
        "refused": [
            {**_place(airing), "error": refusal.code, "detail": refusal.detail} for airing, refusal in report.refused
        ],
    }


def _place(airing: Airing) -> dict[str, Any]:
    ad_break = airing.ad_break
    return {
        "airing": str(airing.pk), "day": airing.day.isoformat(), "code": ad_break.code, "title": ad_break.title,
        "starts_at": clock.iso(ad_break.starts_at),
    }  # fmt: skip


def _retiming(plan: Retiming) -> dict[str, Any]:
    return {
        "breaks": [
            {
                "id": str(each.ad_break.pk), "code": each.ad_break.code, "title": each.ad_break.title,
                "before": clock.iso(each.ad_break.starts_at), "after": clock.iso(each.starts_at),
                "daypart_before": each.ad_break.daypart_id, "daypart_after": each.daypart.pk,
                "airings": len(each.airings),
            }
            for each in plan.moved
        ],
        "kept": [as_break(each) for each in plan.kept],
        "airings": plan.airings,
        "warnings": [_caution(each) for each in plan.cautions],
    }  # fmt: skip


def _caution(caution: Caution) -> dict[str, Any]:
    airing = caution.airing
    return {
        "airing": str(airing.pk), "title": airing.spot.title,
        "client": airing.organisation.name if airing.organisation else None,
        "error": caution.code, "detail": caution.detail,
    }  # fmt: skip
