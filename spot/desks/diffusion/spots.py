"""Spots to place: the list with its filters, and the page of one spot with its airings."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from spot.accounts.models import User
from spot.airings import services as airings
from spot.airings.models import Airing
from spot.airings.queries import airings_left
from spot.airings.workflow import WHO
from spot.common import clock
from spot.common.asked import in_form
from spot.common.french import counted
from spot.common.web import opens_to, paged, say, see_other
from spot.creatives.models import Spot
from spot.desks.diffusion.filters import SpotFilter
from spot.desks.diffusion.forms import PlacementForm
from spot.desks.requests import SignedInRequest
from spot.planning import queries

SHOWN_AHEAD, SHOWN_PAST = 50, 15


@opens_to(*WHO)
def spots(request: SignedInRequest) -> HttpResponse:
    found = asked(request)
    page = paged(request, found.rows)
    names = queries.dayparts_of(page.object_list)
    rows = [{"spot": each, "dayparts": ", ".join(names.get(each.campaign_id, [])).lower()} for each in page]
    return render(request, "spot/diffusion/spots.html", {"found": found, "page": page, "rows": rows})


def asked(request: SignedInRequest) -> SpotFilter:
    """The list the URL asks for: page and exports read the same."""
    return SpotFilter(request, queries.spots(request.user))


@opens_to(*WHO)
def spot(request: SignedInRequest, pk: UUID) -> HttpResponse:
    shown = _one(request, pk)
    context = {
        "spot": shown,
        "form": PlacementForm.suggested([shown]),
        **_lines(shown),
        **_airings(request.user, shown),
    }
    return render(request, "spot/diffusion/spot.html", context)


@opens_to(*WHO, methods=("POST",))
def cancellation(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Take planned airings of a spot off the plan: those whose `airing` is ticked, all or none."""
    shown = _one(request, pk)
    asked_for = in_form(request)
    ticked = asked_for.keys("airing")
    mine = Airing.objects.visible_to(request.user).filter(spot=shown, pk__in=ticked)
    count = len(airings.free_planned(mine, by=request.user, note=asked_for.note("note")))
    say(request, f"{counted(count, 'passage retiré', 'passages retirés')}.")
    return see_other(reverse("diffusion:spot", args=[pk]))


def _one(request: SignedInRequest, pk: UUID) -> Any:
    return get_object_or_404(queries.spots(request.user).select_related("product_category"), pk=pk)


def _lines(shown: Spot) -> dict[str, Any]:
    lines = list(shown.campaign.lines.select_related("daypart").filter(kind="airtime")) if shown.campaign else []
    left = airings_left(lines)
    return {"lines": [{"line": each, "left": left[each.pk], "placed": each.airings - left[each.pk]} for each in lines]}


def _airings(user: User, shown: Spot) -> dict[str, Any]:
    mine = Airing.objects.visible_to(user).filter(spot=shown)
    ahead = queries.with_hour(mine.planned()).order_by("ad_break__starts_at")
    past = queries.with_hour(mine.exclude(status="planned")).order_by("-ad_break__starts_at")
    return {
        "ahead": [{"airing": each, "at": queries.expected_at(each)} for each in ahead[:SHOWN_AHEAD]],
        "ahead_count": ahead.count(),
        "past": [{"airing": each, "at": each.aired_at or queries.expected_at(each)} for each in past[:SHOWN_PAST]],
        "past_count": past.count(),
        "now": clock.now(),
    }
