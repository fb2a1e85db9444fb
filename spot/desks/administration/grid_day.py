"""One broadcast day that may differ: its breaks added, changed, moved, cancelled."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, Q
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from spot.accounts.workflow import Role
from spot.breaks import queries, services
from spot.breaks.models import AdBreak
from spot.common import asked, clock
from spot.common.sent_once import sent_once
from spot.common.web import opens_to, say, see_other, with_form
from spot.desks.administration.grid import unless_refused
from spot.desks.administration.grid_forms import BreakForm, CancelForm
from spot.desks.requests import SignedInRequest

PLANNED = Count("airings", filter=Q(airings__status="planned"))


@opens_to(Role.ADMIN)
def grid_day(request: SignedInRequest, day: str) -> HttpResponse:
    shown = _day(day)
    context = {
        "day": shown,
        "previous": shown - timedelta(days=1),
        "next": shown + timedelta(days=1),
        "fill": queries.fill_of_days(shown, 1)[0],
        "breaks": _breaks(request).of_day(shown).select_related("daypart"),
        "today": clock.broadcast_today(),
    }
    return render(request, "spot/administration/grid_day.html", context)


@opens_to(Role.ADMIN, methods=("POST",))
def grid_day_generation(request: SignedInRequest, day: str) -> HttpResponse:
    user = request.user
    made = services.generate(_day(day), by=user)
    say(request, f"{made.breaks.count()} écrans créés d’après la semaine.")
    return see_other(_url(made.day))


@opens_to(Role.ADMIN, methods=("GET", "POST"))
@sent_once
def grid_day_addition(request: SignedInRequest, day: str) -> HttpResponse:
    shown, user = _day(day), request.user
    form = BreakForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        made = unless_refused(form, lambda: services.add(shown, by=user, at=form.at, **form.facts))
        if made:
            say(request, f"Écran {made} ajouté au {shown:%d/%m/%Y}.")
            return see_other(_url(shown))
    return with_form(request, "spot/administration/grid_day_addition.html", {"form": form, "day": shown})


@opens_to(Role.ADMIN, methods=("GET", "POST"))
def grid_break(request: SignedInRequest, day: str, pk: UUID) -> HttpResponse:
    shown, user = _one(request, _day(day), pk), request.user
    facts = {"starts": clock.local(shown.starts_at).time(), "code": shown.code, "title": shown.title}
    form = BreakForm(request.POST or None, initial={**facts, "capacity_seconds": shown.capacity_seconds})
    if request.method == "POST" and form.is_valid():
        changed = unless_refused(form, lambda: services.redraw(shown, by=user, at=form.at, **form.facts))
        if changed:
            say(request, f"Écran {changed} modifié.")
            return see_other(_url(shown.day_id))
    context = {"form": form, "ad_break": shown, "day": shown.day_id, "cancelling": CancelForm()}
    return with_form(request, "spot/administration/grid_break.html", context)


@opens_to(Role.ADMIN, methods=("POST",))
def grid_break_cancellation(request: SignedInRequest, day: str, pk: UUID) -> HttpResponse:
    """Refused: as `breaks.services.cancel`. What was planned in it is freed."""
    shown, user = _one(request, _day(day), pk), request.user
    form = CancelForm(request.POST)
    if not form.is_valid():
        context = {"form": BreakForm(), "ad_break": shown, "day": shown.day_id, "cancelling": form}
        return with_form(request, "spot/administration/grid_break.html", context)
    services.cancel(shown, by=user, **form.cleaned_data)
    say(request, f"Écran {shown} annulé, {shown.planned} passages retirés du plan.")
    return see_other(_url(shown.day_id))


def _breaks(request: SignedInRequest) -> Any:
    return AdBreak.objects.visible_to(request.user).annotate(planned=PLANNED)


def _one(request: SignedInRequest, day: date, pk: UUID) -> Any:
    return get_object_or_404(_breaks(request), day=day, pk=pk)


def _day(written: str) -> date:
    """A broadcast day of the address; 404 for what is none."""
    if (day := asked.day(written)) is None:
        raise Http404
    return day


def _url(day: date) -> str:
    return reverse("administration:grid_day", args=[day.isoformat()])
