"""Planned and aired times of a person's spots, by day."""

from collections.abc import Sequence
from itertools import groupby
from typing import Any, cast

from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django_filters import ChoiceFilter, FilterSet

from spot.airings.models import Airing
from spot.airings.workflow import Status
from spot.campaigns.models import Campaign
from spot.campaigns.workflow import WHO_SAVES
from spot.common import clock
from spot.common.asked import in_address
from spot.common.web import opens_to, paged
from spot.desks.advertiser.passages import Passage, passages
from spot.desks.filters import DayFilter, RowFilter, WordsFilter
from spot.desks.requests import SignedInRequest

PAGE_SIZE = 50
ORDERS = {"coming": ("ad_break__starts_at", "rank"), "past": ("-ad_break__starts_at", "-rank")}
SHOWN = [(status.value, status.label) for status in Status if status != Status.CANCELLED]


def campaigns_of(request: SignedInRequest | None) -> QuerySet[Campaign]:
    return Campaign.objects.visible_to(request.user).order_by("title") if request else Campaign.objects.none()


class BroadcastFilter(FilterSet):
    """What the URL of the list may ask. Days are broadcast days."""

    q = WordsFilter(method="search")
    status = ChoiceFilter("status", label=_("Statut"), choices=SHOWN, empty_label=_("Tous les statuts"))
    campaign = RowFilter("campaign", queryset=campaigns_of, label=_("Campagne"), empty_label=_("Toutes les campagnes"))
    start = DayFilter("day", "gte", label=_("Du"))
    end = DayFilter("day", "lte", label=_("au"))

    class Meta:
        model = Airing
        fields: Sequence[str] = ()

    def search(self, rows: QuerySet[Airing], name: str, value: str) -> QuerySet[Airing]:
        return rows.filter(
            Q(spot__title__icontains=value)
            | Q(campaign__title__icontains=value)
            | Q(organisation__name__icontains=value)
        )


@opens_to(*WHO_SAVES)
def broadcasts(request: SignedInRequest) -> HttpResponse:
    view = in_address(request).choice("view", ORDERS, "coming")
    mine = Airing.objects.visible_to(request.user).taking_seconds()
    asked = BroadcastFilter(request.GET, _on_side(mine, view, request), request=request)
    page = paged(request, asked.qs.order_by(*ORDERS[view]), size=PAGE_SIZE)
    context = {"page": page, "days": _by_day(passages(cast("QuerySet[Airing]", page.object_list))), "tabs": _tabs(view), "view": view,
               "fields": [asked.form[name] for name in ("campaign", "status", "start", "end")], "today": clock.broadcast_today()}  # fmt: skip
    return render(request, "spot/advertiser/broadcasts.html", context)


def _on_side(rows: QuerySet[Airing], view: str, request: SignedInRequest) -> QuerySet[Airing]:
    """From today on, or before it; dates in the URL decide alone when they are there."""
    asked = in_address(request)
    if asked.gives("start") or asked.gives("end"):
        return rows
    today = clock.broadcast_today()
    return rows.filter(day__lt=today) if view == "past" else rows.filter(day__gte=today)


def _by_day(rows: list[Passage]) -> list[tuple[Any, list[Passage]]]:
    return [(day, list(of_day)) for day, of_day in groupby(rows, key=lambda passage: passage.day)]


def _tabs(view: str) -> list[dict[str, Any]]:
    return [
        {"label": _("Aujourd’hui et à venir"), "url": "?", "current": view == "coming"},
        {"label": _("Passés"), "url": "?view=past", "current": view == "past"},
    ]
