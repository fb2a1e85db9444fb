"""Mails, queued in the transaction of the change and sent by the worker.

What waits in the queue names a thing, never a link: links are made when the mail leaves (`links`).
"""

from typing import Any

from allauth.account.models import EmailAddress
from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django_tasks import task

from spot.accounts import links
from spot.accounts.models import Invitation, User
from spot.common.text import unbroken

PREFIX = "[Spot BF1] "
SUBJECTS = {
    "email_confirmation_signup": "Confirmez votre adresse",
    "email_confirmation": "Confirmez votre adresse",
    "password_reset_key": "Choisissez un nouveau mot de passe",
    "unknown_account": "Aucun compte à cette adresse",
    "account_already_exists": "Vous avez déjà un compte",
}


@task()
def deliver(subject: str, body: str, to: str) -> None:
    """Send one plain-text mail."""
    EmailMessage(unbroken(subject), body, settings.DEFAULT_FROM_EMAIL, [to]).send()


@task()
def send_invitation(invitation_id: str) -> None:
    """The mail of an invitation, unless it was taken back meanwhile."""
    rows = Invitation.objects.select_related("organisation", "invited_by")
    invitation = rows.get(pk=invitation_id)
    if not invitation.is_open:
        return
    house = invitation.organisation or "BF1"
    subject = f"{invitation.invited_by} vous invite à rejoindre {house}"
    link = links.invitation_link(invitation)
    _send("invitation", invitation.email, subject, invitation=invitation, link=link)


@task()
def send_password_reset(user_id: str) -> None:
    """The link that replaces a forgotten password, to the person's own address."""
    user = User.objects.filter(pk=user_id, is_active=True).first()
    if user:
        _send("password_reset_key", user.email, user=user, link=links.reset_link(user))


@task()
def send_confirmation(address_id: int, name: str) -> None:
    """The link that confirms an address, unless it was confirmed or taken away meanwhile."""
    waits = EmailAddress.objects.filter(pk=address_id, verified=False).select_related("user")
    for address in waits:
        link = links.confirmation_link(address)
        _send(name, address.email, user=address.user, link=link)


@task()
def send_to_address(name: str, to: str) -> None:
    """A mail that speaks to an address and not to an account."""
    _send(name, to)


def _send(name: str, to: str, subject: str = "", **context: Any) -> None:
    context["site"] = settings.SITE_URL
    body = render_to_string(f"spot/account/mails/{name}.txt", context)
    EmailMessage(unbroken(f"{PREFIX}{subject or SUBJECTS[name]}"), body, None, [to]).send()
