"""Hints between processes, over the channel layer: "look now", and nothing else. Whatever happens to one is harmless.

They are sent from a thread of their own, so that a Redis that hangs never holds the page that has just saved.
"""

import asyncio
import logging
import os
import threading
from typing import Any

from channels.layers import InMemoryChannelLayer, get_channel_layer

log = logging.getLogger(__name__)
GROUP = "live"
HINT = {"type": "hint"}
PATIENCE_SECONDS = 1.0
RENEW_SECONDS = 60.0


class Sender(threading.Thread):
    """Sends at most one hint at a time; those asked for meanwhile become one."""

    def __init__(self) -> None:
        super().__init__(name="live-hints", daemon=True)
        self.asked = threading.Event()
        self.pid = os.getpid()

    def run(self) -> None:
        with asyncio.Runner() as runner:
            while True:
                self.asked.wait()
                self.asked.clear()
                runner.run(_send())


async def _send() -> None:
    try:
        await asyncio.wait_for(get_channel_layer().group_send(GROUP, HINT), PATIENCE_SECONDS)
    except Exception as failure:  # noqa: BLE001  any failure costs half a second, no more
        log.warning("A hint was lost: %r", failure)


_sender: Sender | None = None
_starting = threading.Lock()


def send() -> None:
    """Tell the other processes to look now. Returns at once; with an in-memory layer there is nobody to tell."""
    if not _has_others():
        return
    global _sender  # noqa: PLW0603  one a process, also after a fork
    with _starting:
        if _sender is None or _sender.pid != os.getpid():
            _sender = Sender()
            _sender.start()
    _sender.asked.set()


async def listen(hinted: asyncio.Event) -> None:
    """Set `hinted` at each hint of another process, for ever; a layer that fails is asked again, and named once."""
    told = False
    while _has_others():
        try:
            await _follow(hinted)
        except Exception as failure:  # noqa: BLE001  the hub looks by itself meanwhile
            if not told:
                log.warning("Hints are not heard: %r", failure)
            told = True
            await asyncio.sleep(PATIENCE_SECONDS)


async def _follow(hinted: asyncio.Event) -> None:
    layer = get_channel_layer()
    channel = await layer.new_channel()
    try:
        async with asyncio.TaskGroup() as both:
            both.create_task(_stay(layer, channel))
            both.create_task(_hear(layer, channel, hinted))
    finally:
        await layer.group_discard(GROUP, channel)


async def _stay(layer: Any, channel: str) -> None:
    """A layer forgets its groups after a day (channels_redis: `group_expiry`), an emptied Redis at once: join again."""
    while True:
        await layer.group_add(GROUP, channel)
        await asyncio.sleep(RENEW_SECONDS)


async def _hear(layer: Any, channel: str, hinted: asyncio.Event) -> None:
    while True:
        await layer.receive(channel)
        hinted.set()


def _has_others() -> bool:
    return not isinstance(get_channel_layer(), InMemoryChannelLayer)
