"""What the accounts' mails say. Their links are made when they leave (`links`)."""

from typing import Any

from allauth.account.models import EmailAddress
from django.conf import settings
from django.template.loader import render_to_string

from spot.accounts import links
from spot.accounts.models import Invitation, User
from spot.common import mails
from spot.common.mails import Mail


@mails.kind
def invitation(letter: str, *, invitation: str) -> Mail | None:
    """Nothing, of an invitation that was taken back meanwhile, has served or has expired."""
    row = Invitation.objects.select_related("organisation", "invited_by").get(pk=invitation)
    if not row.is_open:
        return None
    subject = f"{row.invited_by} vous invite à rejoindre {row.organisation or 'BF1'}"
    link = links.invitation_link(row, letter=letter)
    return _mail("invitation", row.email, subject, invitation=row, link=link)


@mails.kind
def password_reset_key(letter: str, *, user: str) -> Mail | None:
    """The link that replaces a forgotten password, to the person's own address."""
    person = User.objects.filter(pk=user, is_active=True).first()
    if person is None:
        return None
    subject = "Choisissez un nouveau mot de passe"
    link = links.reset_link(person, letter=letter)
    return _mail("password_reset_key", person.email, subject, user=person, link=link)


@mails.kind
def email_confirmation(letter: str, *, address: int) -> Mail | None:
    return _to_confirm("email_confirmation", letter, address)


@mails.kind
def email_confirmation_signup(letter: str, *, address: int) -> Mail | None:
    return _to_confirm("email_confirmation_signup", letter, address)


@mails.kind
def unknown_account(letter: str, *, email: str) -> Mail:
    return _mail("unknown_account", email, "Aucun compte à cette adresse")


@mails.kind
def account_already_exists(letter: str, *, email: str) -> Mail:
    return _mail("account_already_exists", email, "Vous avez déjà un compte")


def about(*, user: str = "", invitation: str = "", address: int = 0, **_: Any) -> User | Invitation | None:
    """Whose mail it is, by its references."""
    if invitation:
        return Invitation.objects.filter(pk=invitation).first()
    people = User.objects.filter(emailaddress=address) if address else User.objects.filter(pk=user or None)
    person: User | None = people.first()
    return person


def _to_confirm(name: str, letter: str, address: int) -> Mail | None:
    """Nothing, of an address that was confirmed or taken away meanwhile."""
    waits = EmailAddress.objects.select_related("user").filter(pk=address, verified=False).first()
    if waits is None:
        return None
    link = links.confirmation_link(waits, letter=letter)
    return _mail(name, waits.email, "Confirmez votre adresse", user=waits.user, link=link)


def _mail(name: str, to: str, subject: str, **facts: object) -> Mail:
    facts["site"] = settings.SITE_URL
    return Mail(subject, render_to_string(f"spot/account/mails/{name}.txt", facts), to)
