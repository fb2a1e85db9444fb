"""Waiting for something to become true, and for how long at most."""

import asyncio
from collections.abc import Callable

PATIENCE_SECONDS = 20.0


async def until(condition: Callable[[], object], *, within: float = PATIENCE_SECONDS) -> None:
    """TimeoutError when it does not."""
    async with asyncio.timeout(within):
        while True:
            if condition():
                return
            await asyncio.sleep(0.01)
