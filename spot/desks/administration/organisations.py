"""The organisations: those to verify first, then who they are, their people and their mandates."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from spot.accounts import queries, services
from spot.accounts.models import Mandate, Organisation
from spot.accounts.workflow import ORGANISATION, Role
from spot.common.asked import in_address
from spot.common.sent_once import sent_once
from spot.common.web import opens_to, paged, say, see_other, with_form
from spot.desks.administration.people_forms import IdentityForm, MandateForm, OrganisationFilter, ReasonForm
from spot.desks.proof import asks_password_again
from spot.desks.requests import SignedInRequest
from spot.journal.models import Entry
from spot.messaging.words import told

SHOWN = 30


@opens_to(Role.ADMIN)
def organisations(request: SignedInRequest) -> HttpResponse:
    chosen = OrganisationFilter(request.GET)
    facts = chosen.cleaned_data if chosen.is_valid() else {}
    rows = queries.organisations(request.user, search=in_address(request).words(), **facts)
    waiting = Organisation.objects.to_verify().count()
    return render(
        request,
        "spot/administration/organisations.html",
        {"page": paged(request, rows), "filters": chosen, "waiting": waiting},
    )


@opens_to(Role.ADMIN)
def organisation(request: SignedInRequest, organisation_id: UUID) -> HttpResponse:
    shown = _shown(request, organisation_id)
    return render(request, "spot/administration/organisation.html", _context(request, shown))


@opens_to(Role.ADMIN, methods=("POST",))
def organisation_identity(request: SignedInRequest, organisation_id: UUID) -> HttpResponse:
    """Name, IFU and RCCM as the papers say."""
    shown = _shown(request, organisation_id)
    form = IdentityForm(request.POST, organisation=shown)
    if not form.is_valid():
        return with_form(request, "spot/administration/organisation.html", _context(request, shown, form=form))
    _keep_identity(request, shown, form.cleaned_data)
    say(request, "L’identité est enregistrée.")
    return _to(shown)


@opens_to(Role.ADMIN, methods=("POST",))
def organisation_verification(request: SignedInRequest, organisation_id: UUID) -> HttpResponse:
    shown = _shown(request, organisation_id)
    services.verify(shown, by=request.user)
    say(request, f"{shown} est vérifiée : ses campagnes peuvent être approuvées.")
    return _to(shown)


@opens_to(Role.ADMIN, methods=("POST",))
def organisation_suspension(request: SignedInRequest, organisation_id: UUID) -> HttpResponse:
    shown = _shown(request, organisation_id)
    form = ReasonForm(request.POST)
    services.suspend(shown, by=request.user, reason=form.cleaned_data["reason"] if form.is_valid() else "")
    say(request, f"{shown} est de nouveau à vérifier.")
    return _to(shown)


@opens_to(Role.ADMIN, methods=("POST",))
@asks_password_again("donner un mandat à une agence")
@sent_once
def organisation_mandates(request: SignedInRequest, organisation_id: UUID) -> HttpResponse:
    shown = _shown(request, organisation_id)
    form = MandateForm(request.POST, organisation=shown)
    if not form.is_valid():
        return with_form(request, "spot/administration/organisation.html", _context(request, shown, mandate_form=form))
    made = services.mandate(shown, **form.cleaned_data, by=request.user)
    say(request, f"{made.agency} peut agir pour {shown}.")
    return _to(shown)


@opens_to(Role.ADMIN, methods=("POST",))
@asks_password_again("mettre fin à ce mandat")
def mandate_end(request: SignedInRequest, mandate_id: int) -> HttpResponse:
    held = get_object_or_404(Mandate.objects.select_related("agency", "advertiser"), pk=mandate_id)
    services.end_mandate(held, by=request.user)
    say(request, f"{held.agency} n’agit plus pour {held.advertiser}.")
    return _to(held.advertiser)


def _shown(request: SignedInRequest, organisation_id: UUID) -> Organisation:
    return get_object_or_404(queries.organisations(request.user), pk=organisation_id)


def _context(request: SignedInRequest, shown: Organisation, **forms: Any) -> dict[str, Any]:
    return {
        "organisation": shown,
        "may": ORGANISATION.open_to(shown, request.user),
        "people": shown.people.order_by("full_name"),
        "invitations": queries.open_invitations(shown),
        "mandates": queries.mandates_of(shown),
        "history": _history(shown),
        "form": IdentityForm(organisation=shown),
        "mandate_form": MandateForm(organisation=shown),
        **forms,
    }


def _keep_identity(request: SignedInRequest, shown: Organisation, facts: dict[str, str]) -> None:
    if facts["name"] != shown.name:
        services.rename(shown, facts["name"], by=request.user)
    papers = {name: facts[name] for name in ("ifu", "rccm")}
    if papers != {"ifu": shown.ifu, "rccm": shown.rccm}:
        services.identify(shown, by=request.user, **papers)


def _to(shown: Organisation) -> HttpResponse:
    return see_other(reverse("administration:organisation", args=[shown.pk]))


def _history(shown: Organisation) -> list[dict[str, Any]]:
    return [told(entry) for entry in Entry.objects.about(shown).select_related("actor").order_by("-at", "-pk")[:SHOWN]]
