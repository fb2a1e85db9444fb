"""The days that screens of this process watch: their numbered events, read once, encoded once, sent to each socket once."""

import asyncio
from collections import deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from spot.airings import queries
from spot.airings.following import REACH, is_covered
from spot.breaks.queries import stream
from spot.common import clock
from spot.journal import queries as journal
from spot.journal.services import last_seq, last_seqs
from spot.live import frames
from spot.live.socket import Socket
from spot.live.threads import in_database

Numbered = tuple[int, str]  # an event's number, and the event encoded


@dataclass(frozen=True)
class News:
    """What a day's stream holds beyond a number. `events` is None when there are too many: screens start afresh."""

    seq: int
    events: list[Numbered] | None


@dataclass(eq=False)
class Day:
    """One watched day. `seq` is the last number read (-1 until the first screen has its first frame); `tail` holds the
    events after number `reach`, for whoever is a little behind.
    """

    day: date
    seq: int = -1
    reach: int = -1
    sockets: set[Socket] = field(default_factory=set)
    tail: deque[Numbered] = field(default_factory=lambda: deque(maxlen=REACH))
    late: dict[int, str] = field(default_factory=dict)  # frames for those behind, by the number they stand at
    kept: tuple[int, str] = (-1, "")  # what the day holds, encoded, and its number
    one_at_a_time: asyncio.Lock = field(default_factory=asyncio.Lock)
    tasks: set[asyncio.Task[None]] = field(default_factory=set)

    async def join(self, socket: Socket, since: int | None) -> None:
        """Bring a new socket to the present: by the events it missed if they can be told, else by a snapshot."""
        socket.drained = self.catch_up
        socket.held = True
        self.sockets.add(socket)
        await self._start(socket, since)

    async def resume(self, socket: Socket, since: int) -> None:
        """Answer a screen that says where it stands; one that is being brought up already is on its way."""
        if socket.takes_frames:
            socket.held = True
            await self._start(socket, since)

    def leave(self, socket: Socket) -> None:
        self.sockets.discard(socket)

    def deliver(self, news: News) -> None:
        """Send new events to every socket that is at the number before them; the others are brought up from the tail."""
        if self.seq < 0 or news.seq <= self.seq:
            return
        before, self.seq = self.seq, news.seq
        self._keep(news)
        frame = frames.update([event for _, event in news.events]) if news.events else ""
        for socket in list(self.sockets):
            if socket.seq == before and frame and socket.takes_frames:
                socket.seq = news.seq
                socket.write(frame)
            else:
                self.catch_up(socket)

    def catch_up(self, socket: Socket) -> None:
        """Send a socket what it lacks: from the tail, or a snapshot when it is too far behind."""
        if not socket.takes_frames or socket.seq >= self.seq:
            return
        if socket.seq < self.reach:
            socket.held = True
            self._soon(self._start(socket, None))
        elif frame := self._frame_after(socket.seq):
            socket.seq = self.seq
            socket.write(frame)
        else:
            socket.seq = self.seq

    def _keep(self, news: News) -> None:
        """Remember new events for those who are late; without any (too many), the past is out of reach."""
        self.late.clear()
        if news.events is None:
            self.tail.clear()
            self.reach = news.seq
            return
        self.tail.extend(news.events)
        if len(self.tail) == REACH:
            self.reach = self.tail[0][0] - 1

    def _frame_after(self, seq: int) -> str:
        if seq not in self.late:
            events = self._after(seq)
            self.late[seq] = frames.update(events) if events else ""
        return self.late[seq]

    def _after(self, seq: int) -> list[str]:
        return [event for number, event in self.tail if number > seq]

    async def _start(self, socket: Socket, since: int | None) -> None:
        """Send a first frame (again) to a socket held meanwhile, then whatever came while it was made."""
        try:
            seq, frame = await self._first_frame(since)
        finally:
            socket.held = False
        if self.seq < 0:
            self.seq = self.reach = seq
        if socket.takes_frames:
            socket.seq = seq
            socket.write(frame)
            self.catch_up(socket)

    def beat(self, seq: int) -> None:
        """Say the number of the database. One that no entry led to is a restore's: screens start afresh."""
        self.deliver(News(seq, None))
        frame = frames.heartbeat(seq, clock.iso(clock.now()))
        for socket in list(self.sockets):
            if socket.takes_frames:
                socket.write(frame)

    async def _first_frame(self, since: int | None) -> tuple[int, str]:
        head = await in_database(last_seq, stream(self.day))
        if since is not None and is_covered(since, head):
            return await self._resume(since, head)
        return await self._snapshot(head)

    async def _resume(self, since: int, head: int) -> tuple[int, str]:
        if self.reach <= since and head <= self.seq:
            return self.seq, frames.resume(self.day.isoformat(), self.seq, self._after(since))
        told = await in_database(read, self.day, since, head)
        return told.seq, frames.resume(self.day.isoformat(), told.seq, [event for _, event in told.events or []])

    async def _snapshot(self, head: int) -> tuple[int, str]:
        """The snapshot at `head` or later: made once, for as many as ask."""
        async with self.one_at_a_time:
            if self.kept[0] < head:
                self.kept = await in_database(_content, self.day)
            seq, content = self.kept
        return seq, frames.snapshot(self.day.isoformat(), seq, clock.iso(clock.now()), content)

    def _soon(self, work: Any) -> None:
        task = asyncio.ensure_future(work)
        self.tasks.add(task)
        task.add_done_callback(self.tasks.discard)


def heads(days: Iterable[date]) -> dict[date, int]:
    """The last number of each day, in one query."""
    names = {stream(day): day for day in days}
    return {names[name]: seq for name, seq in last_seqs(names).items()}


def read(day: date, after: int, head: int) -> News:
    """The events of a day after a number, encoded; `head` is its last number, and more may have come meanwhile."""
    return _news(queries.events(day, after=after), head)


def changed(watched: Mapping[date, int]) -> dict[date, News]:
    """What is new on watched days beyond the number each was read to. When it is too much, all of them start afresh."""
    days = {stream(day): day for day in watched}
    found = journal.after({name: watched[day] for name, day in days.items()}, limit=REACH + 1)
    if sum(map(len, found.values())) > REACH:
        return {day: News(head, None) for day, head in heads(watched).items() if head > watched[day]}
    return {days[name]: _told(days[name], watched[days[name]], entries) for name, entries in found.items()}


def _told(day: date, seen: int, entries: Sequence[journal.Numbered]) -> News:
    """The events of these entries; none where numbers were passed over (a restore): screens start afresh."""
    last = entries[-1][0]
    if last - seen != len(entries):
        return News(last, None)
    return _news(queries.told(day, entries), last)


def _news(events: list[dict[str, Any]], head: int) -> News:
    encoded = [(event["seq"], frames.encode(event)) for event in events]
    return News(max([head, *(seq for seq, _ in encoded)]), encoded)


def _content(day: date) -> tuple[int, str]:
    snapshot = queries.snapshot(day)
    return snapshot["seq"], frames.encode({"breaks": snapshot["breaks"], "items": snapshot["items"]})
