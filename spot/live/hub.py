"""The hub of a process: one reader for all its sockets.

A turn reads what changed (on a hint, or at the latest half a second later) and hands it to the sockets. After a hint the hub
rests 50 ms: a lone change leaves at once, those that follow are joined. Every second the stalled are looked for; every three,
whether everybody may still be there; every minute, that planning screens keep their sessions awake; every fifteen a heartbeat says the number the database has.
"""

import asyncio
import logging
from collections import Counter
from datetime import date
from typing import NamedTuple
from uuid import UUID

from django.conf import settings

from spot.live import bells, counts, days, doors, gauges, hints, presence
from spot.live.doors import TOO_MANY, Closed
from spot.live.socket import TOO_SLOW, Socket
from spot.live.standing import Standing
from spot.live.threads import in_database

log = logging.getLogger(__name__)
POLL_SECONDS = 0.5
JOIN_SECONDS = 0.05
HEARTBEAT_SECONDS = 15.0
STALLED_SECONDS = 1.0
PERMISSIONS_SECONDS = 3.0
AWAKE_SECONDS = 60.0
RETRY_SECONDS = 1.0


class Wanted(NamedTuple):
    """What a turn looks up, gathered before it leaves for the database."""

    days: dict[date, int]
    beats: bool
    counts: bool
    floor: int
    people: dict[UUID, set[int]]


class Changed(NamedTuple):
    """What it found."""

    days: dict[date, days.News]
    heads: dict[date, int]
    counts: str | None
    told: list[bells.Told]


class Hub:
    """All sockets of one process (of one event loop)."""

    def __init__(self) -> None:
        self.loop = asyncio.get_running_loop()
        self.sockets: set[Socket] = set()
        self.open_by: Counter[UUID] = Counter()  # how many of them each person has
        self.days: dict[date, days.Day] = {}
        self.counts = counts.Counts()
        self.bells = bells.Bells()
        self.presence = presence.Presence()
        self.standing = Standing()
        self.hinted = asyncio.Event()
        self._runs: asyncio.Task[None] | None = None
        self._beats_at = self._checks_at = self._stalled_at = self._awake_at = 0.0

    def add(self, socket: Socket) -> None:
        """Take a socket in. Closed: 4429 when its person has too many open in this process."""
        if settings.SPOT_THROTTLE and self.open_by[socket.user_id] >= settings.SPOT_SOCKETS_PER_USER:
            raise Closed(TOO_MANY)
        self.sockets.add(socket)
        gauges.SOCKETS.set(len(self.sockets))
        self.open_by[socket.user_id] += 1
        if self._runs is None or self._runs.done():
            self._runs = self.loop.create_task(self._run())

    def remove(self, socket: Socket) -> None:
        """Forget a socket that closed."""
        socket.closing = True
        self.sockets.discard(socket)
        gauges.SOCKETS.set(len(self.sockets))
        self.open_by -= Counter([socket.user_id])  # which also forgets whoever has none left
        self.counts.leave(socket)
        self.bells.leave(socket)
        self.presence.leave(socket)
        for day in list(self.days.values()):
            day.leave(socket)
            if not day.sockets:
                del self.days[day.day]

    def watch(self, day: date) -> days.Day:
        return self.days.setdefault(day, days.Day(day))

    def nudge(self) -> None:
        """Look now; from any thread."""
        self.loop.call_soon_threadsafe(self.hinted.set)

    async def _run(self) -> None:
        """Turn after turn while there are sockets. A database that is away is asked again; sockets stay open."""
        now = self.loop.time()
        self._beats_at, self._checks_at = now + HEARTBEAT_SECONDS, now + PERMISSIONS_SECONDS
        listening = self.loop.create_task(hints.listen(self.hinted))
        try:
            while self.sockets:
                hinted = await self._hint_or_patience()
                try:
                    await self._turn()
                except Exception:
                    log.exception("A turn of the hub failed; sockets wait for the next")
                    await asyncio.sleep(RETRY_SECONDS)
                if hinted:
                    await asyncio.sleep(JOIN_SECONDS)
        finally:
            listening.cancel()

    async def _hint_or_patience(self) -> bool:
        """Wait for a hint. False when there was none for half a second."""
        try:
            return await asyncio.wait_for(self.hinted.wait(), POLL_SECONDS)
        except TimeoutError:
            return False
        finally:
            self.hinted.clear()

    async def _turn(self) -> None:
        began = self.loop.time()
        found = await in_database(_look, self._wanted())
        for day, news in found.days.items():
            if day in self.days:
                self.days[day].deliver(news)
        if found.counts is not None:
            self.counts.deliver(found.counts)
        self.bells.deliver(found.told)
        gauges.turned(since=began)
        self._beat(found.heads)
        self._drop_the_stalled()
        await self._check_permissions()
        await self._keep_awake()

    def _wanted(self) -> Wanted:
        watched = {day.day: day.seq for day in self.days.values() if day.seq >= 0}
        beats = self.loop.time() >= self._beats_at
        return Wanted(watched, beats, bool(self.counts.sockets), *self.bells.watched())

    def _beat(self, heads: dict[date, int]) -> None:
        """Say the numbers of the database, if they were asked for."""
        if heads:
            self._beats_at += HEARTBEAT_SECONDS
        for day, seq in heads.items():
            if day in self.days:
                self.days[day].beat(seq)

    def _drop_the_stalled(self) -> None:
        now = self.loop.time()
        if now < self._stalled_at:
            return
        self._stalled_at = now + STALLED_SECONDS
        for socket in [socket for socket in self.sockets if socket.is_stalled(now)]:
            socket.close(TOO_SLOW)

    async def _check_permissions(self) -> None:
        if self.loop.time() < self._checks_at:
            return
        self._checks_at = self.loop.time() + PERMISSIONS_SECONDS
        if codes := await in_database(doors.gone, {socket.visitor for socket in self.sockets}):
            for socket in [socket for socket in self.sockets if socket.visitor in codes]:
                socket.close(codes[socket.visitor])

    async def _keep_awake(self) -> None:
        """Sessions whose person has the planning open are in use."""
        if self.loop.time() < self._awake_at:
            return
        self._awake_at = self.loop.time() + AWAKE_SECONDS
        screens = {socket.visitor for day in self.days.values() for socket in day.sockets}
        await in_database(doors.keep_awake, screens)


def _look(wanted: Wanted) -> Changed:
    heads = days.heads(wanted.days) if wanted.beats else {}  # before what is new: a heartbeat never says more than it
    return Changed(
        days.changed(wanted.days) if wanted.days else {},
        heads,
        counts.read() if wanted.counts else None,
        bells.changed(wanted.floor, wanted.people) if wanted.people else [],
    )


_hub: Hub | None = None


def here() -> Hub:
    """The hub of the running loop."""
    global _hub  # noqa: PLW0603  one a process
    if _hub is None or _hub.loop is not asyncio.get_running_loop():
        _hub = Hub()
    return _hub


def nudge() -> None:
    """Let the hub of this process look now, if it has one that runs."""
    if _hub is not None and not _hub.loop.is_closed():
        _hub.nudge()
