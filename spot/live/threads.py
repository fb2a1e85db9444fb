"""Database work of sockets, on threads of its own: the loop never waits, and views never queue behind sockets."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any, TypeVar

from django.db import InterfaceError, OperationalError, connections

Found = TypeVar("Found")
_pool = ThreadPoolExecutor(max_workers=4, thread_name_prefix="live")


async def in_database(work: Callable[..., Found], *args: Any) -> Found:
    """Run `work` on a thread and give what it found."""
    return await asyncio.get_running_loop().run_in_executor(_pool, partial(_run, work, *args))


def _run(work: Callable[..., Found], *args: Any) -> Found:
    """With the connection this thread had last time. Whether the database still answers on it is seen by using it, and
    `work`, which may all be repeated, is done again on a fresh one: asking before each turn was a tenth of a turn.
    """
    try:
        return work(*args)
    except (OperationalError, InterfaceError):
        connections.close_all()
        return work(*args)
