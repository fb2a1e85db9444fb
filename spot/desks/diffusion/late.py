"""Airings to settle: breaks have passed and nobody has said what became of them."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from spot.airings import services as airings
from spot.airings.models import Airing
from spot.airings.workflow import PROBLEMS, WHO, Reason
from spot.common.asked import in_address, in_form
from spot.common.french import counted
from spot.common.refusals import Refused
from spot.common.web import opens_to, paged, say, see_other
from spot.desks.diffusion.filters import LateFilter
from spot.desks.requests import SignedInRequest
from spot.planning import queries

REASONS = [reason for reason in PROBLEMS if reason != Reason.PREEMPTED]  # giving one’s place is another verb


@opens_to(*WHO)
def late(request: SignedInRequest) -> HttpResponse:
    """`?view=owed` shows what was lost and not made good; otherwise what nobody has settled."""
    is_owed = in_address(request).choice("view", ["owed"]) == "owed"
    user = request.user
    lists = {"late": queries.late(user), "owed": queries.owing(user)}
    found = LateFilter(request, lists["owed" if is_owed else "late"])
    page = paged(request, found.rows)
    context = {
        "found": found,
        "page": page,
        "rows": [{"airing": each, "at": queries.expected_at(each)} for each in page],
        "is_owed": is_owed,
        "tabs": _tabs(lists, is_owed=is_owed),
        "reasons": [(reason.value, reason.label) for reason in REASONS],
    }
    return render(request, "spot/diffusion/late.html", context)


@opens_to(*WHO, methods=("POST",))
def confirmation(request: SignedInRequest) -> HttpResponse:
    """The ticked airings went out at their expected second."""

    def confirm(airing: Airing, version: int) -> None:
        airings.confirm(airing, by=request.user, version=version, aired_at=queries.expected_at(airing))

    return _settle(request, confirm, ("passage confirmé", "passages confirmés"))


@opens_to(*WHO, methods=("POST",))
def missing(request: SignedInRequest) -> HttpResponse:
    """The ticked airings did not go out, for `reason`."""
    if not (reason := in_form(request).choice("reason", Reason.values)):
        raise Refused("invalid_reason", "Choisissez pourquoi ces passages n’ont pas été diffusés.", status=422)

    def miss(airing: Airing, version: int) -> None:
        airings.miss(airing, by=request.user, version=version, reason=reason)

    return _settle(request, miss, ("passage manqué", "passages manqués"))


def _settle(request: SignedInRequest, act: Callable[[Airing, int], None], words: tuple[str, str]) -> HttpResponse:
    """Do one verb to each ticked airing (`airing` is its id and version): what one refuses takes nothing from the others."""
    versions = in_form(request).versions("airing")
    done, refused = 0, list[str]()
    user = request.user
    for airing in queries.with_hour(Airing.objects.visible_to(user).filter(pk__in=versions)):
        try:
            act(airing, versions[airing.pk])
            done += 1
        except Refused as refusal:
            refused.append(f"{airing.spot.title} : {refusal.detail}")
    if done or not refused:
        say(request, f"{counted(done, *words)}.")
    for sentence in refused:
        messages.warning(request, sentence)
    return see_other(reverse("diffusion:late"))


def _tabs(lists: dict[str, Any], *, is_owed: bool) -> list[dict[str, Any]]:
    url = reverse("diffusion:late")
    return [
        {"label": "Sans nouvelle", "url": url, "current": not is_owed, "count": lists["late"].count()},
        {"label": "À compenser", "url": f"{url}?view=owed", "current": is_owed, "count": lists["owed"].count()},
    ]
