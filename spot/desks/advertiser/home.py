"""The advertiser's home: what needs me, what runs, what aired."""

from datetime import date, timedelta
from typing import Any

from django.db.models import Count, QuerySet, Sum
from django.http import HttpResponse
from django.shortcuts import redirect, render

from spot.accounts.models import User
from spot.accounts.workflow import Role
from spot.airings.models import Airing
from spot.campaigns.models import Campaign
from spot.campaigns.workflow import Status
from spot.common import clock
from spot.common.web import SIGNED_IN, opens_to
from spot.desks.advertiser import needs
from spot.desks.advertiser.passages import Passage, passages
from spot.desks.campaign_list import Row, rows_of
from spot.desks.homes import home_of
from spot.desks.requests import SignedInRequest

CAMPAIGNS_SHOWN, PASSAGES_SHOWN = 4, 8
NUMBERS = ("", "Un", "Deux", "Trois", "Quatre", "Cinq", "Six", "Sept", "Huit", "Neuf", "Dix")


@opens_to(SIGNED_IN)
def home(request: SignedInRequest) -> HttpResponse:
    if request.user.role != Role.ADVERTISER:
        return redirect(home_of(request.user))
    return render(request, "spot/advertiser/home.html", news_of(request.user))


def news_of(user: User) -> dict[str, Any]:
    waiting = needs.of(user)
    return {
        "title": title(len(waiting)),
        "needs": waiting,
        "rows": _running(user),
        "campaigns_count": Campaign.objects.visible_to(user).count(),
        "passages": _coming(user),
        "month": _month(user),
        "owed": Airing.objects.visible_to(user).owing().count(),
        "today": clock.broadcast_today(),
    }


def title(count: int) -> str:
    """The sentence on top says how many things wait."""
    if not count:
        return "Rien n’attend votre réponse"
    number = NUMBERS[count] if count < len(NUMBERS) else str(count)
    return f"{number} point attend votre réponse" if count == 1 else f"{number} points attendent votre réponse"


def _running(user: User) -> list[Row]:
    """Campaigns under way or waiting, those that begin first on top."""
    alive: QuerySet[Campaign] = (
        Campaign.objects.visible_to(user)
        .filter(status__in=[Status.APPROVED, Status.PENDING], ends_on__gte=clock.today())
        .with_shown_status()
        .select_related("organisation")
        .order_by("starts_on", "title")
    )
    return rows_of(alive[:CAMPAIGNS_SHOWN])


def _coming(user: User) -> list[Passage]:
    """Today's airings still to come or just aired, then the next ones."""
    since = clock.now() - timedelta(hours=3)
    coming = Airing.objects.visible_to(user).taking_seconds().filter(ad_break__starts_at__gte=since)
    return passages(coming.order_by("ad_break__starts_at", "rank")[:PASSAGES_SHOWN])


def _month(user: User) -> dict[str, Any]:
    """What aired since the first of the month: airings, seconds."""
    first: date = clock.broadcast_today().replace(day=1)
    aired = Airing.objects.visible_to(user).aired().filter(day__gte=first)
    figures = aired.aggregate(count=Count("pk"), seconds=Sum("seconds", default=0))
    engaged = Campaign.objects.visible_to(user).filter(status=Status.APPROVED, ends_on__gte=clock.today())
    return {
        "first": first,
        **figures,
        "engaged_fcfa": engaged.aggregate(total=Sum("total_ttc_fcfa", default=0))["total"],
    }
