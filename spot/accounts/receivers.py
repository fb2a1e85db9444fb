"""An invitation written is a mail to send, queued in the same transaction, and so is a notice of what changed."""

from typing import Any

from allauth.account.signals import email_changed
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_used
from django.contrib.auth.signals import user_logged_in, user_login_failed
from django.dispatch import receiver
from django.http import HttpRequest

from spot.accounts import links, mails, notices, services
from spot.accounts.models import User
from spot.common import incidents, sessions
from spot.common.mails import given_up, queue
from spot.common.models import Incident
from spot.journal.models import Entry
from spot.journal.signals import recorded


@receiver(recorded, sender="organisations.invite")
@receiver(recorded, sender="people.invite")
@receiver(recorded, sender="invitations.resend")
def mail_the_invitation(entry: Entry, **_: Any) -> None:
    queue(mails.invitation, invitation=str(entry.after.get("invitation", entry.thing_id)))


@receiver(given_up)
def note_an_undelivered_mail(sender: str, references: dict[str, Any], code: int, **_: Any) -> None:
    """Whoever asks with an address that nobody has is no news."""
    if about := mails.about(**references):
        services.note_undelivered(about, mail=sender, code=code)


@receiver(email_changed)
def forget_the_reset_link(user: User, **_: Any) -> None:
    """It was mailed to the former address."""
    links.forget(links.RESET, user)


@receiver(recorded)
def tell_of_the_account(entry: Entry, thing: Any, **_: Any) -> None:
    notices.give(entry, thing)


@receiver(authenticator_used)
def journal_a_code_that_served(user: User, authenticator: Authenticator, **_: Any) -> None:
    if authenticator.type == Authenticator.Type.RECOVERY_CODES:
        services.note_codes(user, "use_code")


@receiver(user_logged_in)
def begin_the_session(request: HttpRequest, user: User, **_: Any) -> None:
    sessions.begin(request.session, is_station=user.is_station)


@receiver(user_login_failed)
def count_a_refused_sign_in(**_: Any) -> None:
    incidents.note(Incident.Kind.SIGN_IN)
