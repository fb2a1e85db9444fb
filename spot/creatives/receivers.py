"""A delivered version asks for its verdict, in the transaction that delivered it."""

from typing import Any

from django.dispatch import receiver

from spot.creatives import tasks
from spot.creatives.models import SpotVersion
from spot.journal.signals import recorded


@receiver(recorded, sender="spots.upload")
@receiver(recorded, sender="spots.replace")
def ask_for_the_verdict(thing: SpotVersion, **_: Any) -> None:
    tasks.verdict.enqueue(str(thing.pk))
