"""One's own organisation: who we are, who is with us, whom we invite."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from spot.accounts import queries, services
from spot.accounts.models import Invitation, Organisation
from spot.accounts.workflow import Role
from spot.common.sent_once import sent_once
from spot.common.web import opens_to, say, see_other, with_form
from spot.desks.advertiser.organisation_forms import InvitationForm, OrganisationForm
from spot.desks.proof import asks_password_again
from spot.desks.requests import SignedInRequest

TEMPLATE = "spot/advertiser/organisation.html"


@opens_to(Role.ADVERTISER, methods=("GET", "POST"))
def organisation(request: SignedInRequest) -> HttpResponse:
    own = _own(request)
    if request.method != "POST":
        return render(request, TEMPLATE, _context(request))
    form = OrganisationForm(request.POST, organisation=own)
    if not form.is_valid():
        return with_form(request, TEMPLATE, _context(request, form=form))
    _keep(request, own, form.cleaned_data)
    say(request, "Votre organisation est à jour.")
    return _to_it()


@opens_to(Role.ADVERTISER, methods=("POST",))
@asks_password_again("inviter quelqu’un dans votre organisation")
@sent_once
def organisation_invitations(request: SignedInRequest) -> HttpResponse:
    form = InvitationForm(request.POST)
    if not form.is_valid():
        return with_form(request, TEMPLATE, _context(request, invitation_form=form))
    invited = services.invite(_own(request), email=form.cleaned_data["email"], by=request.user)
    say(request, f"L’invitation part à {invited.email}.")
    return _to_it()


@opens_to(Role.ADVERTISER, methods=("POST",))
def invitation_withdrawal(request: SignedInRequest, invitation_id: UUID) -> HttpResponse:
    held = get_object_or_404(Invitation.objects.visible_to(request.user), pk=invitation_id)
    services.withdraw(held, by=request.user)
    say(request, f"L’invitation de {held.email} est retirée.")
    return _to_it()


@opens_to(Role.ADVERTISER, methods=("POST",))
def invitation_sending(request: SignedInRequest, invitation_id: UUID) -> HttpResponse:
    """The mail was lost: another leaves, with another link."""
    held = get_object_or_404(Invitation.objects.visible_to(request.user), pk=invitation_id)
    services.resend(held, by=request.user)
    say(request, f"Une nouvelle invitation part à {held.email}. L’ancien lien ne sert plus.")
    return _to_it()


def _own(request: SignedInRequest) -> Organisation:
    """An advertiser's user always has one (a constraint of the table says so)."""
    return Organisation.objects.get(people=request.user)


def _context(request: SignedInRequest, **forms: Any) -> dict[str, Any]:
    own = _own(request)
    return {
        "organisation": own,
        "form": OrganisationForm(organisation=own),
        "invitation_form": InvitationForm(),
        "people": own.people.filter(is_active=True),
        "invitations": queries.open_invitations(own),
        "mandates": queries.mandates_of(own),
        **forms,
    }


def _keep(request: SignedInRequest, own: Organisation, facts: dict[str, Any]) -> None:
    """Only what changed is written, each part by its own verb."""
    if facts["name"] != own.name:
        services.rename(own, facts["name"], by=request.user)
    changed = {name: value for name, value in facts.items() if name != "name" and value != getattr(own, name)}
    papers = {name: changed.pop(name) for name in ("ifu", "rccm") if name in changed}
    if papers:
        services.identify(own, by=request.user, **papers)
    if changed:
        services.describe(own, by=request.user, **changed)


def _to_it() -> HttpResponse:
    return see_other(reverse("advertiser:organisation"))
