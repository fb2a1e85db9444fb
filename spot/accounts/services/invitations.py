"""Invitations: a link by mail, good once and for a fortnight."""

from datetime import timedelta
from typing import Any

from allauth.account.models import EmailAddress
from django.db import IntegrityError

from spot.accounts import links
from spot.accounts.models import Invitation, Organisation, User
from spot.accounts.workflow import ORGANISATION, PERSON, Role
from spot.common import clock
from spot.common.refusals import Refused
from spot.journal import services as journal

GOOD_FOR = timedelta(days=14)


def invite(organisation: Organisation, *, email: str, by: User) -> Invitation:
    """Ask somebody to join an organisation. Refused: `already_here`, `already_invited`, 404 outside one's own."""
    if by.role == Role.ADVERTISER and by.organisation_id != organisation.pk:
        raise Refused("not_found", "Page introuvable.", status=404)
    with journal.act():
        taken = ORGANISATION.take("invite", organisation, by=by)
        made = _write(email, organisation=taken, role=Role.ADVERTISER, by=by)
        journal.record("organisations.invite", taken, by=by, after={"invitation": str(made.pk)})
    return made


def invite_staff(*, email: str, role: str, by: User) -> Invitation:
    """Ask somebody to join the station. Refused: `already_here`, `already_invited`, `organisation_role`."""
    if role == Role.ADVERTISER:
        raise Refused("organisation_role", "Un annonceur est invité par son organisation.", status=422)
    PERSON.require_role("change_role", by)
    with journal.act():
        made = _write(email, organisation=None, role=role, by=by)
        journal.record("people.invite", made, by=by, after={"role": role})
    return made


def withdraw(invitation: Invitation, *, by: User) -> Invitation:
    """Take an invitation back: its link opens nothing any more. Refused: `invitation_closed`."""
    with journal.act():
        held = _held(invitation)
        held.withdrawn_at = clock.now()
        held.save(update_fields=["withdrawn_at"])
        journal.record("invitations.withdraw", held.organisation or held, by=by, after={"invitation": str(held.pk)})
    return held


def resend(invitation: Invitation, *, by: User) -> Invitation:
    """Mail another link, good for another fortnight; the former opens nothing. Refused: `invitation_closed`."""
    with journal.act():
        held = _held(invitation)
        held.expires_at = clock.now() + GOOD_FOR
        held.save(update_fields=["expires_at"])
        links.forget(links.INVITATION, held)
        about = {"invitation": str(held.pk)}
        journal.record("invitations.resend", held.organisation or held, by=by, after=about)
    return held


def accept(invitation: Invitation, *, username: str, password: str, **facts: Any) -> User:
    """Come in by an invitation: its link was opened. The address is proven by it. `facts`: `full_name`, `phone`.

    Refused: `invitation_closed`, `already_registered`.
    """
    try:
        with journal.act():
            held = _held(invitation)
            user: User = User.objects.create_user(
                username=username, email=held.email, password=password, role=held.role, organisation=held.organisation,
                **facts,
            )  # fmt: skip
            EmailAddress.objects.create(user=user, email=held.email, verified=True, primary=True)
            held.accepted_at = clock.now()
            held.save(update_fields=["accepted_at"])
            journal.record("invitations.accept", held.organisation or user, by=user, after={"role": held.role})
    except IntegrityError as taken:
        raise Refused("already_registered", "Ce nom d’utilisateur ou cette adresse a déjà un compte.") from taken
    return user


def _write(email: str, *, organisation: Organisation | None, role: str, by: User) -> Invitation:
    if User.objects.filter(email__iexact=email).exists():
        raise Refused("already_here", "Cette adresse a déjà un compte.")
    if Invitation.objects.open().filter(email__iexact=email, organisation=organisation).exists():
        raise Refused("already_invited", "Cette adresse a déjà une invitation en cours.")
    return Invitation.objects.create(
        email=email.lower(), organisation=organisation, role=role, invited_by=by, expires_at=clock.now() + GOOD_FOR
    )


def _held(invitation: Invitation) -> Invitation:
    held = Invitation.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=invitation.pk)
    if not held.is_open:
        raise Refused("invitation_closed", "Cette invitation a déjà servi, a été retirée ou a expiré.")
    return held
