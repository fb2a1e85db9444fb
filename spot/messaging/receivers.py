"""Notifications are written where the change is: in its transaction, so that a kill loses neither or both."""

from typing import Any

from django.dispatch import receiver

from spot.journal.models import Entry
from spot.journal.signals import recorded
from spot.messaging import services, tellings


@receiver(recorded)
def tell_people(entry: Entry, thing: Any, **_: Any) -> None:
    for telling in tellings.of(entry):
        services.notify(
            telling.to(thing), entry=entry, kind=entry.verb, title=telling.title, text=telling.text(thing, entry),
            url=telling.url(thing),
        )  # fmt: skip
