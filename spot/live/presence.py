"""Who else is on the day: told to the screens that say where they are themselves, and to no others.

It runs beside the hub's turns, never in them: a round writes where the people of this process are, reads who is on
their days in all processes, and sends what differs; at most one a second.
"""

import asyncio
import logging
from collections.abc import Collection
from datetime import date
from typing import NamedTuple
from uuid import UUID

from spot.airings import presence
from spot.airings.presence import Place
from spot.live import frames
from spot.live.socket import Socket
from spot.live.threads import in_database

log = logging.getLogger(__name__)
LOOKS_EVERY_SECONDS = 1.0  # for the people of other processes
RESTS_SECONDS = 1.0
RENEWS_SECONDS = 15.0
Key = tuple[UUID, date]


class Round(NamedTuple):
    """What a round takes to the database."""

    stay: Collection[Place]
    gone: Collection[Key]
    days: Collection[date]


class Presence:
    """The screens of this process that said where they are; `written` is what the table was told of their people."""

    def __init__(self) -> None:
        self.places: dict[Socket, Place] = {}
        self.told: dict[Socket, str] = {}
        self.written: dict[Key, tuple[Place, float]] = {}
        self.said = asyncio.Event()
        self._runs: asyncio.Task[None] | None = None

    def say(self, socket: Socket, place: Place) -> None:
        """A screen says where it is. Of several screens of one person, the one that spoke last is believed."""
        self.places.pop(socket, None)
        self.places[socket] = place
        self.said.set()
        if self._runs is None or self._runs.done():
            self._runs = asyncio.get_running_loop().create_task(self._run())

    def leave(self, socket: Socket) -> None:
        self.told.pop(socket, None)
        if self.places.pop(socket, None):
            self.said.set()

    async def _run(self) -> None:
        """Round after round while anybody is there. A database that is away is asked again, and named once."""
        failing = False
        while self.places or self.written:
            try:
                await self._round()
                failing = False
            except Exception:  # whatever it was, who is where must not end with it
                if not failing:
                    log.exception("Presence could not be written or read; it waits for the next round")
                failing = True
            await asyncio.sleep(RESTS_SECONDS)
            await self._said_or_patience()

    async def _said_or_patience(self) -> None:
        try:
            await asyncio.wait_for(self.said.wait(), LOOKS_EVERY_SECONDS)
        except TimeoutError:
            return
        finally:
            self.said.clear()

    async def _round(self) -> None:
        here = {(place.user_id, place.day): place for place in self.places.values()}
        now = asyncio.get_running_loop().time()
        due = [place for key, place in here.items() if self._is_due(key, place, now)]
        gone = [key for key in self.written if key not in here]
        found = await in_database(_look, Round(due, gone, {day for _, day in here}))
        for key in gone:
            del self.written[key]
        self.written |= {(place.user_id, place.day): (place, now) for place in due}
        self._forget_the_missing(here, found)
        self._tell({day: frames.presence(people) for day, people in found.items()})

    def _is_due(self, key: Key, place: Place, now: float) -> bool:
        written, at = self.written.get(key, (None, 0.0))
        return written != place or now - at > RENEWS_SECONDS

    def _forget_the_missing(self, here: Collection[Key], found: dict[date, list[dict[str, object]]]) -> None:
        """Somebody's other screen, in another process, has closed: ours writes them again in the next round."""
        there = {(person["id"], day) for day, people in found.items() for person in people}
        for user_id, day in here:
            if (str(user_id), day) not in there:
                self.written.pop((user_id, day), None)

    def _tell(self, told: dict[date, str]) -> None:
        for socket, place in list(self.places.items()):
            frame = told.get(place.day)
            if frame and frame != self.told.get(socket) and socket.takes_frames:
                self.told[socket] = frame
                socket.write(frame)


def _look(asked: Round) -> dict[date, list[dict[str, object]]]:
    if asked.gone:
        presence.leave(asked.gone)
    presence.stay(asked.stay)
    return presence.people(asked.days) if asked.days else {}
