"""A change was committed: look now, here and in the other processes."""

from typing import Any

from django.dispatch import receiver

from spot.journal.signals import hinted
from spot.live import hints, hub


@receiver(hinted)
def look_now(**_: Any) -> None:
    hub.nudge()
    hints.send()
