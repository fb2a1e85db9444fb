"""Airings: book one, and everything that may become of it."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, JsonResponse
from ninja import Query, Router

from spot.accounts.workflow import SEES_ALL_CAMPAIGNS, Role
from spot.airings import services
from spot.airings.models import Airing
from spot.airings.queries import SHOWN_WITH, acts_on, item
from spot.airings.workflow import VERBS, WHO, Status
from spot.api import asked, shown
from spot.api.answers import found, listed, written
from spot.api.doors import door, person
from spot.breaks.models import AdBreak
from spot.campaigns.models import Campaign, OrderLine
from spot.creatives.models import Spot

router = Router(tags=["airings"])
READERS = (Role.ADVERTISER, *SEES_ALL_CAMPAIGNS)


@router.get("airings", auth=door(*READERS), response=shown.Items, url_name="airings")
def airings(
    request: HttpRequest, page: Query[asked.PageAsked], day: asked.Day | None = None, status: Status | None = None
) -> HttpResponse:
    """The airings the caller may see, by hour then rank; of one broadcast day, in one status."""
    rows = Airing.objects.visible_to(person(request)).select_related(*SHOWN_WITH)
    rows = rows.of_day(day) if day else rows
    rows = rows.filter(status=status) if status else rows
    ordered = rows.order_by("ad_break__starts_at", "rank", "pk")
    return listed(ordered, page, lambda found: [item(row) for row in found])


@router.get("airings/{uuid:airing_id}/acts", auth=door(*WHO), response=shown.Acts, url_name="airing-acts")
def acts(request: HttpRequest, airing_id: UUID) -> HttpResponse:
    """What people did to an airing, newest first (an addition to the contract)."""
    told = acts_on(found(Airing.objects.visible_to(person(request)), airing_id))
    return JsonResponse({"items": told, "count": len(told)})


@router.post("bookings", auth=door(*WHO), response={201: shown.Item}, url_name="bookings")
def book(request: HttpRequest, body: asked.Booking) -> HttpResponse:
    """Plan an airing of a spot in a break."""
    by = person(request)
    spot = found(Spot.objects.visible_to(by), body.spot)
    ad_break = found(AdBreak.objects.visible_to(by), body.break_)
    line = (
        found(OrderLine.objects.filter(campaign__in=Campaign.objects.visible_to(by)), body.line) if body.line else None
    )
    owed = found(Airing.objects.visible_to(by), body.makegood_for) if body.makegood_for else None
    places: dict[str, Any] = {"position": body.position, "rank": body.rank}
    terms: dict[str, Any] = {"line": line, "makegood_for": owed, "gratis": body.gratis, **places}
    return written(request, lambda: item(services.book(spot, ad_break, by=by, **terms)), status=201)


@router.post("airings/{uuid:airing_id}/confirm", auth=door(*WHO), response=shown.Item, url_name="airing-confirm")
def confirm(request: HttpRequest, airing_id: UUID, body: asked.Confirmation) -> HttpResponse:
    facts = {"aired_at": body.aired_at, "reason": body.reason, "note": body.note, "severity": body.severity or ""}
    return _settled(request, airing_id, services.confirm, version=body.version, **facts)


@router.post("airings/{uuid:airing_id}/miss", auth=door(*WHO), response=shown.Item, url_name="airing-miss")
def miss(request: HttpRequest, airing_id: UUID, body: asked.Problem) -> HttpResponse:
    return _settled(request, airing_id, services.miss, **_terms(body), severity=body.severity or "")


@router.post("airings/{uuid:airing_id}/preempt", auth=door(*WHO), response=shown.Item, url_name="airing-preempt")
def preempt(request: HttpRequest, airing_id: UUID, body: asked.Problem) -> HttpResponse:
    return _settled(request, airing_id, services.preempt, **_terms(body), severity=body.severity or "")


@router.post(
    "airings/{uuid:airing_id}/correct",
    auth=door(*VERBS.by_name["correct"].by),
    response=shown.Item,
    url_name="airing-correct",
)
def correct(request: HttpRequest, airing_id: UUID, body: asked.Settlement) -> HttpResponse:
    return _settled(request, airing_id, services.correct, **_terms(body))


@router.post("airings/{uuid:airing_id}/cancel", auth=door(*WHO), response=shown.Item, url_name="airing-cancel")
def cancel(request: HttpRequest, airing_id: UUID, body: asked.Settlement) -> HttpResponse:
    return _settled(request, airing_id, services.cancel, **_terms(body))


@router.post("airings/{uuid:airing_id}/undo", auth=door(*WHO), response=shown.Item, url_name="airing-undo")
def undo(request: HttpRequest, airing_id: UUID, body: asked.Undoing) -> HttpResponse:
    return _settled(request, airing_id, services.undo, version=body.version, note=body.note)


@router.post("airings/{uuid:airing_id}/move", auth=door(*WHO), response=shown.Item, url_name="airing-move")
def move(request: HttpRequest, airing_id: UUID, body: asked.Move) -> HttpResponse:
    """Take a planned airing to another break, or to another rank of its own."""
    by = person(request)
    airing = found(Airing.objects.visible_to(by), airing_id)
    target = found(AdBreak.objects.visible_to(by), body.break_)
    terms: dict[str, Any] = {"version": body.version, "position": body.position, "rank": body.rank}
    return written(request, lambda: item(services.move(airing, target, by=by, **terms)))


def _settled(request: HttpRequest, airing_id: UUID, verb: Callable[..., Airing], **terms: Any) -> HttpResponse:
    by = person(request)
    airing = found(Airing.objects.visible_to(by), airing_id)
    return written(request, lambda: item(verb(airing, by=by, **terms)))


def _terms(body: asked.Settlement) -> dict[str, Any]:
    return {"version": body.version, "reason": body.reason, "note": body.note}
