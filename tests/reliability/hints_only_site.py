"""The site without anything behind its hints: no look at the database by itself, none in the process that saved."""

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.reliability.forgetful_settings")

from spot_bf1.asgi import application

__all__ = ["application"]

from typing import Any

from spot.live import hints, hub
from tests.reliability.careless import broken


async def join_once(layer: Any, channel: str) -> None:
    await layer.group_add(hints.GROUP, channel)


hub.POLL_SECONDS = 3600.0
hub.nudge = lambda: None
hints.RENEW_SECONDS = 0.5
hints._stay = broken("joins once", hints._stay, join_once)
