"""Whether people may still be there, read again from the database before any of their messages is acted on.

Those who ask while a reading is under way are read together in the next one: a thousand screens that come back at one
moment cost a few queries, and messages never hold more than one of the threads the hub shares. While the database is away a
message waits and its socket stays.
"""

import asyncio
from collections.abc import Callable, Iterable

from django.db import Error as DatabaseError

from spot.live import doors
from spot.live.doors import Visitor
from spot.live.threads import in_database

RETRY_SECONDS = 1.0


class Standing:
    """One for each process. `read` gives those of a crowd who may not stay, with their codes."""

    def __init__(self, read: Callable[[Iterable[Visitor]], dict[Visitor, int]] = doors.gone) -> None:
        self.read = read
        self.asked: set[Visitor] = set()
        self.answer: asyncio.Task[dict[Visitor, int]] | None = None
        self.one_at_a_time = asyncio.Lock()

    async def code(self, visitor: Visitor) -> int | None:
        """The code to close this visitor's socket with, by a reading that starts now or later; None who may stay."""
        while True:
            self.asked.add(visitor)
            if self.answer is None:
                self.answer = asyncio.create_task(self._read())
            try:
                return (await asyncio.shield(self.answer)).get(visitor)
            except DatabaseError:
                await asyncio.sleep(RETRY_SECONDS)

    async def _read(self) -> dict[Visitor, int]:
        async with self.one_at_a_time:
            asked, self.asked, self.answer = self.asked, set(), None
            return await in_database(self.read, asked)
