"""The campaigns of a person: the list, the page of one, and what is done to it from there."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from spot.accounts.workflow import Kind
from spot.airings.queries import progress
from spot.campaigns import services
from spot.campaigns.models import Campaign
from spot.campaigns.workflow import VERBS, WHO_SAVES
from spot.common.asked import in_address, in_form
from spot.common.sent_once import sent_once
from spot.common.web import opens_to, paged, say, see_other
from spot.creatives.models import Spot
from spot.desks import campaign_sheet
from spot.desks.advertiser import calendar, order_lines
from spot.desks.campaign_list import CampaignFilter, rows_of
from spot.desks.requests import SignedInRequest

PAGE = "spot/advertiser/campaign.html"
SHOWN_WITH = ("organisation", "agency", "product_category", "rate_card", "submitted_by", "decided_by")
SHORT_HISTORY = 8


@opens_to(*WHO_SAVES)
def campaigns(request: SignedInRequest) -> HttpResponse:
    mine = Campaign.objects.visible_to(request.user).with_shown_status().select_related("organisation")
    asked = CampaignFilter(request, mine)
    page = paged(request, asked.qs)
    context = {
        "asked": asked,
        "page": page,
        "rows": rows_of(page),
        "shows_client": not _is_one_client(request),
    }
    return render(request, "spot/advertiser/campaigns.html", context)


@opens_to(*WHO_SAVES)
def campaign(request: SignedInRequest, campaign_id: UUID) -> HttpResponse:
    shown = _mine(request, campaign_id)
    return render(request, PAGE, sheet(request, shown))


def sheet(request: SignedInRequest, shown: Campaign) -> dict[str, Any]:
    """Everything the page of a campaign says; the number of queries does not depend on the data."""
    asked = in_address(request)
    history, history_count = campaign_sheet.history(shown, None if asked.has("history") else SHORT_HISTORY)
    counts = progress([shown.pk])[shown.pk]
    return {
        "campaign": shown,
        "verbs": VERBS.open_to(shown, request.user),
        "timeline": campaign_sheet.timeline(shown),
        "price": campaign_sheet.price_of(shown),
        "counts": counts,
        "segments": campaign_sheet.segments(counts),
        "to_place": campaign_sheet.to_place(counts),
        "spots": Spot.objects.filter(campaign=shown).prefetch_related("versions"),
        "lines": order_lines.rows(shown),
        "calendar": calendar.month(shown, asked.day("week")),
        "weekdays": campaign_sheet.WEEKDAYS,
        "history": history,
        "history_count": history_count,
        "planned_count": counts["planned"],
    }


@opens_to(*WHO_SAVES, methods=["POST"])
def submission(request: SignedInRequest, campaign_id: UUID) -> HttpResponse:
    submitted = services.submit(_mine(request, campaign_id), by=request.user)
    say(request, _("« %(title)s » est soumise : la régie vous répond ici.") % {"title": submitted.title})
    return see_other(_page_of(submitted))


@opens_to(*WHO_SAVES, methods=["POST"])
def cancellation(request: SignedInRequest, campaign_id: UUID) -> HttpResponse:
    cancelled = services.cancel(_mine(request, campaign_id), by=request.user, reason=in_form(request).note("reason"))
    say(request, _("« %(title)s » est annulée.") % {"title": cancelled.title})
    return see_other(_page_of(cancelled))


@opens_to(*WHO_SAVES, methods=["POST"])
@sent_once
def copy(request: SignedInRequest, campaign_id: UUID) -> HttpResponse:
    made = services.copy(_mine(request, campaign_id), by=request.user)
    say(request, _("Voici la copie, en brouillon : changez ce qui diffère, puis soumettez-la."))
    return see_other(reverse("advertiser:campaign_edit", args=[made.pk, "campaign"]))


def _mine(request: SignedInRequest, campaign_id: UUID) -> Campaign:
    return get_object_or_404(Campaign.objects.visible_to(request.user).select_related(*SHOWN_WITH), pk=campaign_id)


def _page_of(campaign: Campaign) -> str:
    return reverse("advertiser:campaign", args=[campaign.pk])


def _is_one_client(request: SignedInRequest) -> bool:
    mine = request.user.organisation
    return mine is not None and mine.kind == Kind.ADVERTISER
