"""Notifications are written where the change is: in its transaction, so that a kill loses neither or both."""

from typing import Any

from django.dispatch import receiver

from spot.airings.models import Airing
from spot.airings.workflow import Severity
from spot.common.mails import queue
from spot.journal.models import Entry
from spot.journal.signals import recorded
from spot.messaging import mails, services, tellings


@receiver(recorded)
def tell_people(entry: Entry, thing: Any, **_: Any) -> None:
    for telling in tellings.of(entry):
        services.notify(
            telling.to(thing), entry=entry, kind=entry.verb, title=telling.title_of(thing),
            text=telling.text(thing, entry), url=telling.url(thing),
        )  # fmt: skip


@receiver(recorded, sender="airings.confirm")
@receiver(recorded, sender="airings.miss")
@receiver(recorded, sender="airings.preempt")
def mail_what_is_critical(entry: Entry, thing: Airing, **_: Any) -> None:
    """A critical problem also reaches the mailboxes of the administrators who want alerts."""
    if thing.severity != Severity.CRITICAL:
        return
    for admin in mails.told_of(entry, thing):
        queue(mails.problem, entry=entry.pk, user=str(admin.pk))
