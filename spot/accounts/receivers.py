"""An invitation written is a mail to send: queued here, in the same transaction."""

from typing import Any

from django.dispatch import receiver

from spot.accounts.tasks import send_invitation
from spot.journal.models import Entry
from spot.journal.signals import recorded


@receiver(recorded, sender="organisations.invite")
@receiver(recorded, sender="people.invite")
def mail_the_invitation(entry: Entry, **_: Any) -> None:
    token = entry.after.get("invitation", entry.thing_id)
    send_invitation.enqueue(str(token))
