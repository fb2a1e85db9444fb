"""Delivering a spot for a campaign: one form, which works without script and sends nothing above the limit."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt, csrf_protect

from spot.campaigns.models import Campaign
from spot.common import files
from spot.common.asked import header, in_address, number
from spot.common.sent_once import answered_once
from spot.common.web import opens_to, say, see_other, with_form
from spot.creatives import services
from spot.creatives.inspection import Inspected
from spot.creatives.models import Spot
from spot.creatives.workflow import WHO_UPLOADS
from spot.desks.advertiser.senders import sending
from spot.desks.advertiser.spot_forms import UploadForm, shown_beside
from spot.desks.requests import SignedInRequest

ROOM_FOR_FIELDS = 64 * 1024


def limited(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Refuse a body above the limit, or one too many, before it is read; write the file where it will stay.

    Goes between `csrf_exempt` and `csrf_protect`: the check of the token reads the form, and with it the file.
    """

    @wraps(view)
    def guarded(request: SignedInRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        limit = settings.SPOT_UPLOAD_MAX_MB * files.MEGABYTE
        announced = number(header(request, "Content-Length"), most=10**18)
        if announced and announced > limit + ROOM_FOR_FIELDS:
            raise files.too_large(limit)
        handler = files.ReceivingHandler(request, limit_bytes=limit)
        request.upload_handlers = [handler]
        if request.method != "POST":
            return view(request, *args, **kwargs)
        with sending(request.user), handler:
            return view(request, *args, **kwargs)

    return guarded


@opens_to(*WHO_UPLOADS, methods=("GET", "POST"))
@csrf_exempt
@limited
@csrf_protect
def upload(request: SignedInRequest, campaign_id: UUID) -> HttpResponse:
    campaign = get_object_or_404(
        Campaign.objects.visible_to(request.user).select_related("organisation"), pk=campaign_id
    )
    replaced = str(in_address(request).key("spot") or "")
    form = UploadForm(campaign, request.POST or None, request.FILES or None, initial={"spot": replaced})
    answer = None
    if request.method == "POST" and form.is_valid():
        with shown_beside(form, "media"):
            answer = _delivered(request, form.cleaned_data, campaign)
    if answer is None:
        page = _page(form, campaign, replaced)
        answer = with_form(request, "spot/advertiser/upload.html", page)
    return answer


def _delivered(request: SignedInRequest, given: dict[str, Any], campaign: Campaign) -> HttpResponse:
    """Where the spot is; the same form again finds it there."""
    with services.looked_into(given["media"], campaign=campaign, by=request.user) as found:
        return answered_once(request, lambda: _made(request, given, campaign, found))


def _made(request: SignedInRequest, given: dict[str, Any], campaign: Campaign, found: Inspected) -> HttpResponse:
    if given["spot"]:
        spot = services.deliver_next(given["spot"], found, by=request.user).spot
    else:
        spot = services.deliver(campaign, found, title=given["title"], by=request.user)
    say(request, f"« {spot.title} » est bien arrivé. La régie donnera son avis.")
    return see_other(reverse("advertiser:spot", args=[spot.pk]))


def _page(form: UploadForm, campaign: Campaign, replaced: str) -> dict[str, Any]:
    """What is said before a file is chosen: the limits, and the lengths that were ordered."""
    spots = Spot.objects.filter(campaign=campaign).prefetch_related("versions")
    lengths = sorted({line.seconds for line in campaign.lines.all() if line.seconds})
    key = str(form["spot"].value() or replaced)
    return {
        "form": form,
        "campaign": campaign,
        "spots": spots,
        "replaced": next((spot for spot in spots if str(spot.pk) == key), None),
        "lengths": lengths,
        "limit_mb": settings.SPOT_UPLOAD_MAX_MB,
        "limit_bytes": settings.SPOT_UPLOAD_MAX_MB * files.MEGABYTE,
        "piece_bytes": services.LARGEST_PIECE,
    }
