"""The queue of campaigns that wait for the station's answer, and the answer."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from spot.accounts.workflow import Role
from spot.airings.queries import progress
from spot.campaigns import completeness, services
from spot.campaigns.models import Campaign
from spot.campaigns.queries import room_for
from spot.campaigns.workflow import VERBS, Status
from spot.common.asked import in_address, in_form
from spot.common.web import opens_to, paged, say, see_other
from spot.desks import campaign_sheet
from spot.desks.administration.onward import onward
from spot.desks.campaign_list import CampaignFilter, rows_of
from spot.desks.requests import SignedInRequest

SHOWN_WITH = ("organisation", "agency", "product_category", "rate_card", "submitted_by", "decided_by", "created_by")


@opens_to(Role.ADMIN)
def campaigns(request: SignedInRequest) -> HttpResponse:
    """The queue first, oldest submission on top; `?view=all` is every campaign with filters."""
    everything = in_address(request).choice("view", ["all"]) == "all"
    rows = Campaign.objects.visible_to(request.user).with_shown_status().select_related("organisation", "submitted_by")
    waiting = Campaign.objects.pending().count()
    asked = CampaignFilter(request, rows if everything else rows.pending().order_by("submitted_at"))
    page = paged(request, asked.qs)
    context = {"asked": asked, "page": page, "rows": rows_of(page), "tabs": _tabs(waiting, everything=everything),
               "everything": everything, "waiting": waiting}  # fmt: skip
    return render(request, "spot/administration/campaigns.html", context)


@opens_to(Role.ADMIN)
def campaign(request: SignedInRequest, campaign_id: UUID) -> HttpResponse:
    return render(request, "spot/administration/campaign.html", review(request, _asked_for(request, campaign_id)))


@opens_to(Role.ADMIN, methods=["POST"])
def approval(request: SignedInRequest, campaign_id: UUID) -> HttpResponse:
    approved = services.approve(_asked_for(request, campaign_id), by=request.user)
    say(request, _("« %(title)s » est approuvée, son prix est figé.") % {"title": approved.title})
    return see_other(onward(request, reverse("administration:campaigns")))


@opens_to(Role.ADMIN, methods=["POST"])
def rejection(request: SignedInRequest, campaign_id: UUID) -> HttpResponse:
    """Without a reason the page comes back with its dialog open (422)."""
    asked, reason = _asked_for(request, campaign_id), in_form(request).note("reason").strip()
    if not reason:
        VERBS.check("reject", asked, by=request.user)
        context = {**review(request, asked), "reason_error": _("Indiquez un motif : l’annonceur le lira.")}
        return render(request, "spot/administration/campaign.html", context, status=422)
    rejected = services.reject(asked, by=request.user, reason=reason)
    say(request, _("« %(title)s » est refusée, l’annonceur en lit le motif.") % {"title": rejected.title})
    return see_other(onward(request, reverse("administration:campaigns")))


def review(request: SignedInRequest, asked: Campaign) -> dict[str, Any]:
    """The order, what its breaks still hold, what the law asks, and what may be answered."""
    lines = list(asked.lines.select_related("daypart"))
    return {
        "campaign": asked,
        "verbs": VERBS.open_to(asked, request.user),
        "is_own": asked.status == Status.PENDING and asked.submitted_by_id == request.user.pk,
        "timeline": campaign_sheet.timeline(asked),
        "price": campaign_sheet.price_of(asked),
        "rooms": [(room, campaign_sheet.weekdays_words(room.line.weekdays)) for room in room_for(lines)],
        "problems": completeness.problems(asked) if asked.status == Status.PENDING else [],
        "counts": progress([asked.pk])[asked.pk],
        "days": (asked.ends_on - asked.starts_on).days + 1,
        "history": campaign_sheet.history(asked, 12)[0],
        "former": Campaign.objects.filter(organisation=asked.organisation, status=Status.APPROVED).count(),
        "next": Campaign.objects.pending().exclude(pk=asked.pk).order_by("submitted_at").first(),
    }


def _asked_for(request: SignedInRequest, campaign_id: UUID) -> Campaign:
    return get_object_or_404(Campaign.objects.visible_to(request.user).select_related(*SHOWN_WITH), pk=campaign_id)


def _tabs(waiting: int, *, everything: bool) -> list[dict[str, Any]]:
    return [
        {"label": _("À valider"), "url": "?", "current": not everything, "count": waiting, "pending": "campaigns"},
        {"label": _("Toutes"), "url": "?view=all", "current": everything},
    ]
