"""The week of ad breaks: its picture, its rows, and the days made from it."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from spot.accounts.workflow import Role
from spot.breaks import queries, services
from spot.breaks.models import BreakTemplate, Daypart
from spot.breaks.services.week import Followed
from spot.common import clock
from spot.common.asked import in_address
from spot.common.refusals import Refused
from spot.common.sent_once import sent_once
from spot.common.web import opens_to, say, see_other, with_form
from spot.desks.administration.grid_forms import BreakForm, WeekForm
from spot.desks.administration.grid_picture import week_picture
from spot.desks.fields import WEEKDAYS
from spot.desks.requests import SignedInRequest

WEEKDAY_NAMES = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")


@opens_to(Role.ADMIN)
def grid(request: SignedInRequest) -> HttpResponse:
    """`?weekday=0` (Monday) to 6 shows the rows of that day; today's without it."""
    today = clock.broadcast_today()
    weekday = _weekday(request, default=today.weekday())
    rows = list(BreakTemplate.objects.visible_to(request.user).select_related("daypart"))
    mine = sorted((row for row in rows if row.weekday == weekday), key=lambda row: clock.instant_of(today, row.starts))
    context = {
        "picture": week_picture(rows, Daypart.objects.all(), weekday),
        "rows": mine,
        "seconds": sum(row.capacity_seconds for row in mine),
        "weekday": weekday,
        "weekday_name": WEEKDAY_NAMES[weekday],
        "days": queries.fill_of_days(today, settings.SPOT_DAYS_AHEAD + 1),
        "until": _until(),
    }
    return render(request, "spot/administration/grid.html", context)


@opens_to(Role.ADMIN, methods=("GET", "POST"))
@sent_once
def addition(request: SignedInRequest) -> HttpResponse:
    chosen = in_address(request).choice("weekday", dict(WEEKDAYS))
    form = WeekForm(request.POST or None, initial={"weekdays": [chosen] if chosen else []})
    user = request.user
    if request.method == "POST" and form.is_valid():
        followed = unless_refused(form, lambda: services.add_to_week(form.days, by=user, starts=form.at, **form.facts))
        if followed:
            return _done(request, followed, form.days[0], "Écran ajouté.")
    return with_form(request, "spot/administration/grid_addition.html", {"form": form})


@opens_to(Role.ADMIN, methods=("GET", "POST"))
def row(request: SignedInRequest, pk: int) -> HttpResponse:
    shown = _one(request, pk)
    facts = {name: getattr(shown, name) for name in ("starts", "code", "title", "capacity_seconds")}
    form = BreakForm(request.POST or None, initial=facts)
    user = request.user
    if request.method == "POST" and form.is_valid():
        followed = unless_refused(form, lambda: services.change_in_week(shown, by=user, starts=form.at, **form.facts))
        if followed:
            return _done(request, followed, shown.weekday, "Écran modifié.")
    context = {"form": form, "row": shown, "weekday_name": WEEKDAY_NAMES[shown.weekday]}
    return with_form(request, "spot/administration/grid_row.html", context)


@opens_to(Role.ADMIN, methods=("POST",))
def removal(request: SignedInRequest, pk: int) -> HttpResponse:
    gone = _one(request, pk)
    user = request.user
    return _done(request, services.remove_from_week(gone, by=user), gone.weekday, "Écran retiré de la semaine.")


@opens_to(Role.ADMIN, methods=("POST",))
def generation(request: SignedInRequest) -> HttpResponse:
    """Make the days to come that are not made yet."""
    user = request.user
    services.generate_until(_until(), by=user)
    say(request, f"Les journées sont prêtes jusqu’au {_until():%d/%m/%Y}.")
    return see_other(reverse("administration:grid"))


def unless_refused(form: forms.Form, act: Callable[[], Any]) -> Any:
    """What `act` gives; a refusal of what was typed stands on the form, any other keeps its own page."""
    try:
        return act()
    except Refused as refusal:
        if refusal.status != 422:
            raise
        form.add_error("code" if refusal.code == "code_taken" else None, refusal.detail)
        return None


def _done(request: SignedInRequest, followed: Followed, weekday: int, sentence: str) -> HttpResponse:
    days = followed.days
    say(request, f"{sentence} {days} journées à venir suivent la semaine." if days > 1 else sentence)
    if followed.kept:
        kept = ", ".join(f"{each.code} du {each.day_id:%d/%m}" for each in followed.kept[:5])
        messages.warning(request, f"Des passages y sont placés, ces écrans restent comme ils sont : {kept}.")
    return see_other(f"{reverse('administration:grid')}?weekday={weekday}")


def _one(request: SignedInRequest, pk: int) -> BreakTemplate:
    return get_object_or_404(BreakTemplate.objects.visible_to(request.user), pk=pk)


def _weekday(request: SignedInRequest, *, default: int) -> int:
    asked = in_address(request).number("weekday", most=6)
    return default if asked is None else asked


def _until() -> Any:
    return clock.broadcast_today() + timedelta(days=settings.SPOT_DAYS_AHEAD)
