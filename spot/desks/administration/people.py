"""The people of the station and of its clients: roles and access."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from spot.accounts import queries, services, tokens
from spot.accounts.models import ApiToken, Invitation, User
from spot.accounts.workflow import PERSON, Role
from spot.common.asked import in_address
from spot.common.sent_once import sent_once
from spot.common.web import opens_to, paged, say, see_other, with_form
from spot.desks.administration.people_forms import InviteStaffForm, PeopleFilter, ReasonForm, RoleForm
from spot.desks.proof import asks_password_again
from spot.desks.requests import SignedInRequest
from spot.journal.models import Entry
from spot.messaging.words import told

SHOWN = 30


@opens_to(Role.ADMIN)
def people(request: SignedInRequest) -> HttpResponse:
    chosen = PeopleFilter(request.GET)
    facts = chosen.cleaned_data if chosen.is_valid() else {}
    rows = queries.people(request.user, search=in_address(request).words(), **facts)
    context = {"page": paged(request, rows), "filters": chosen, "invitations": queries.staff_invitations()}
    return render(request, "spot/administration/people.html", context)


@opens_to(Role.ADMIN)
def person(request: SignedInRequest, person_id: UUID) -> HttpResponse:
    shown = get_object_or_404(User.objects.visible_to(request.user).select_related("organisation"), pk=person_id)
    context = _about(shown, request, RoleForm(initial={"role": shown.role}))
    return render(request, "spot/administration/person.html", context)


@opens_to(Role.ADMIN, methods=("POST",))
@asks_password_again("changer le rôle de cette personne")
def person_role(request: SignedInRequest, person_id: UUID) -> HttpResponse:
    shown = get_object_or_404(User.objects.visible_to(request.user), pk=person_id)
    form = RoleForm(request.POST)
    if not form.is_valid():
        context = _about(shown, request, form)
        return with_form(request, "spot/administration/person.html", context)
    services.change_role(shown, form.cleaned_data["role"], by=request.user)
    say(request, f"{shown} a changé de rôle. Ses écrans ouverts se ferment.")
    return _to(shown)


@opens_to(Role.ADMIN, methods=("POST",))
@asks_password_again("fermer l’accès de cette personne")
def person_disabling(request: SignedInRequest, person_id: UUID) -> HttpResponse:
    shown = get_object_or_404(User.objects.visible_to(request.user), pk=person_id)
    form = ReasonForm(request.POST)
    services.disable(shown, by=request.user, reason=form.cleaned_data["reason"] if form.is_valid() else "")
    say(request, f"L’accès de {shown} est fermé, ses connexions sont terminées.")
    return _to(shown)


@opens_to(Role.ADMIN, methods=("POST",))
@asks_password_again("rouvrir l’accès de cette personne")
def person_enabling(request: SignedInRequest, person_id: UUID) -> HttpResponse:
    shown = get_object_or_404(User.objects.visible_to(request.user), pk=person_id)
    services.enable(shown, by=request.user)
    say(request, f"L’accès de {shown} est rouvert.")
    return _to(shown)


@opens_to(Role.ADMIN, methods=("GET", "POST"))
@asks_password_again("inviter quelqu’un à la station")
@sent_once
def staff_invitation(request: SignedInRequest) -> HttpResponse:
    form = InviteStaffForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        invitation = services.invite_staff(**form.cleaned_data, by=request.user)
        say(request, f"L’invitation part à {invitation.email}.")
        return see_other(reverse("administration:people"))
    return with_form(request, "spot/administration/staff_invitation.html", {"form": form})


@opens_to(Role.ADMIN, methods=("POST",))
def invitation_withdrawal(request: SignedInRequest, invitation_id: UUID) -> HttpResponse:
    held = get_object_or_404(Invitation.objects.visible_to(request.user), pk=invitation_id)
    services.withdraw(held, by=request.user)
    say(request, f"L’invitation de {held.email} est retirée.")
    return _to_invitations(held)


@opens_to(Role.ADMIN, methods=("POST",))
def invitation_sending(request: SignedInRequest, invitation_id: UUID) -> HttpResponse:
    """The mail was lost: another leaves, with another link."""
    held = get_object_or_404(Invitation.objects.visible_to(request.user), pk=invitation_id)
    services.resend(held, by=request.user)
    say(request, f"Une nouvelle invitation part à {held.email}. L’ancien lien ne sert plus.")
    return _to_invitations(held)


def _to_invitations(held: Invitation) -> HttpResponse:
    if held.organisation_id:
        return see_other(reverse("administration:organisation", args=[held.organisation_id]))
    return see_other(reverse("administration:people"))


@opens_to(Role.ADMIN, methods=("POST",))
def person_key_revocation(request: SignedInRequest, person_id: UUID, key_id: int) -> HttpResponse:
    rows = ApiToken.objects.visible_to(request.user).select_related("user")
    key = get_object_or_404(rows, pk=key_id, user=person_id)
    tokens.revoke(key, by=request.user)
    say(request, f"La clé « {key.name} » de {key.user} n’ouvre plus rien.")
    return _to(key.user)


def _to(shown: User) -> HttpResponse:
    return see_other(reverse("administration:person", args=[shown.pk]))


def _about(shown: User, request: SignedInRequest, form: RoleForm) -> dict[str, Any]:
    return {
        "person": shown,
        "may": PERSON.open_to(shown, request.user),
        "form": form,
        "keys": shown.api_tokens.all(),
        "history": _history(shown),
    }


def _history(shown: User) -> list[dict[str, Any]]:
    return [told(entry) for entry in Entry.objects.about(shown).select_related("actor").order_by("-at", "-pk")[:SHOWN]]
