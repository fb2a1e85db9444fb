"""Campaigns, their spots, and the price of an order."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from ninja import Query, Router

from spot.accounts.workflow import SEES_ALL_CAMPAIGNS, Role
from spot.api import asked, shown
from spot.api.answers import listed
from spot.api.doors import Everybody, door, person
from spot.campaigns.models import Campaign
from spot.campaigns.workflow import Shown
from spot.campaigns.workflow import Status as CampaignStatus
from spot.common.asked import key
from spot.creatives.models import Spot
from spot.creatives.workflow import Status as SpotStatus
from spot.pricing import services as pricing

router = Router(tags=["orders"])
READERS = (Role.ADVERTISER, *SEES_ALL_CAMPAIGNS)


@router.get("campaigns", auth=door(*READERS), response=shown.Campaigns, url_name="campaigns")
def campaigns(
    request: HttpRequest, page: Query[asked.PageAsked], status: CampaignStatus | Shown | None = None
) -> HttpResponse:
    """The campaigns the caller may see, newest first. `status` is the shown one; `approved` includes active and completed."""
    rows = Campaign.objects.visible_to(person(request)).select_related("organisation")
    rows = rows.shown_as(status) if status else rows
    return listed(rows.order_by("-created_at", "pk"), page, shown.campaigns)


@router.get("spots", auth=door(*READERS), response=shown.Spots, url_name="spots")
def spots(
    request: HttpRequest,
    page: Query[asked.PageAsked],
    status: SpotStatus | None = None,
    campaign: asked.Id | None = None,
) -> HttpResponse:
    """The spots the caller may see, newest first. `status` is the latest version's; `approved` asks for what may air."""
    rows = (
        Spot.objects.visible_to(person(request))
        .with_latest()
        .select_related("organisation", "campaign", "approved_version")
    )
    if status:
        rows = rows.approved() if status == SpotStatus.APPROVED else rows.latest_is(status)
    if campaign:
        wanted = key(campaign)
        rows = rows.filter(campaign=wanted) if wanted else rows.none()
    return listed(rows.order_by("-created_at", "pk"), page, shown.spots)


@router.post("quotes", auth=Everybody(), response=shown.Quote, url_name="quotes")
def quote(request: HttpRequest, body: asked.QuoteAsked) -> HttpResponse:
    """The price of order lines by the rate card in force, explained step by step; nothing is kept."""
    lines = [pricing.LineAsked(line.daypart, line.seconds, line.airings, line.position) for line in body.lines]
    return JsonResponse(pricing.quote(lines, agency=body.agency).as_dict())
