"""Mails, queued in the transaction of the change and sent by the worker."""

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django_tasks import task

from spot.accounts.models import Invitation


@task()
def deliver(subject: str, body: str, to: str) -> None:
    """Send one plain-text mail."""
    EmailMessage(subject, body, settings.DEFAULT_FROM_EMAIL, [to]).send()


@task()
def send_invitation(token: str) -> None:
    """The mail of an invitation, unless it was taken back meanwhile."""
    invitation = Invitation.objects.select_related("organisation", "invited_by").get(pk=token)
    if invitation.is_open:
        link = settings.SITE_URL + reverse("account:invitation", args=[invitation.pk])
        body = render_to_string("spot/account/mails/invitation.txt", {"invitation": invitation, "link": link})
        house = invitation.organisation or "BF1"
        EmailMessage(
            f"[Spot BF1] {invitation.invited_by} vous invite à rejoindre {house}", body, None, [invitation.email]
        ).send()
