"""Planned and aired times of a person's spots, by day."""

from collections.abc import Sequence
from itertools import groupby
from typing import Any, cast

from django import forms
from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django_filters import CharFilter, ChoiceFilter, DateFilter, FilterSet, ModelChoiceFilter

from spot.airings.models import Airing
from spot.airings.workflow import Status
from spot.campaigns.models import Campaign
from spot.campaigns.workflow import WHO_SAVES
from spot.common import clock
from spot.common.web import opens_to
from spot.desks.advertiser.passages import Passage, passages
from spot.desks.campaign_list import DATES
from spot.desks.requests import SignedInRequest

PAGE_SIZE = 50
ORDERS = {"coming": ("ad_break__starts_at", "rank"), "past": ("-ad_break__starts_at", "-rank")}
SHOWN = [(status.value, status.label) for status in Status if status != Status.CANCELLED]


def campaigns_of(request: SignedInRequest | None) -> QuerySet[Campaign]:
    return Campaign.objects.visible_to(request.user).order_by("title") if request else Campaign.objects.none()


def _date() -> forms.DateInput:
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class BroadcastFilter(FilterSet):
    """What the URL of the list may ask. Days are broadcast days."""

    q = CharFilter(method="search")
    status = ChoiceFilter("status", label=_("Statut"), choices=SHOWN, empty_label=_("Tous les statuts"))
    campaign = ModelChoiceFilter(
        "campaign", queryset=campaigns_of, label=_("Campagne"), empty_label=_("Toutes les campagnes")
    )
    start = DateFilter("day", "gte", label=_("Du"), input_formats=DATES, widget=_date())
    end = DateFilter("day", "lte", label=_("au"), input_formats=DATES, widget=_date())

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
    view = "past" if request.GET.get("view") == "past" else "coming"
    mine = Airing.objects.visible_to(request.user).taking_seconds()
    asked = BroadcastFilter(request.GET, _on_side(mine, view, request), request=request)
    page = Paginator(asked.qs.order_by(*ORDERS[view]), PAGE_SIZE).get_page(request.GET.get("page"))
    context = {"page": page, "days": _by_day(passages(cast("QuerySet[Airing]", page.object_list))), "tabs": _tabs(view), "view": view,
               "fields": [asked.form[name] for name in ("campaign", "status", "start", "end")], "today": clock.broadcast_today()}  # fmt: skip
    return render(request, "spot/advertiser/broadcasts.html", context)


def _on_side(rows: QuerySet[Airing], view: str, request: SignedInRequest) -> QuerySet[Airing]:
    """From today on, or before it; dates in the URL decide alone when they are there."""
    if request.GET.get("start") or request.GET.get("end"):
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
