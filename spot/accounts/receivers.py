"""An invitation written is a mail to send, queued in the same transaction; a second step changed is journaled."""

from typing import Any

from allauth.mfa.signals import authenticator_added, authenticator_removed
from django.dispatch import receiver

from spot.accounts import services
from spot.accounts.models import User
from spot.accounts.tasks import send_invitation
from spot.journal.models import Entry
from spot.journal.signals import recorded


@receiver(recorded, sender="organisations.invite")
@receiver(recorded, sender="people.invite")
def mail_the_invitation(entry: Entry, **_: Any) -> None:
    token = entry.after.get("invitation", entry.thing_id)
    send_invitation.enqueue(str(token))


@receiver(authenticator_added)
@receiver(authenticator_removed)
def journal_the_second_step(user: User, authenticator: Any, signal: Any, **_: Any) -> None:
    services.note_second_factor(user, kind=authenticator.type, on=signal is authenticator_added)
