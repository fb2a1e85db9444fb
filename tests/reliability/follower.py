"""A planning screen as the product's own behaves: it follows, opens again by itself after its last number, and never hides a hole."""

import asyncio
import json
import random
from collections.abc import AsyncIterator, Iterable
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import dataclass, field
from typing import Any, Self

from websockets.exceptions import WebSocketException

from tests.live.screens import Screen
from tests.live.station import DAY, Station
from tests.reliability.patience import PATIENCE_SECONDS, until


@dataclass
class Follower(Screen):
    """`holes` names every number that came twice, late, or not at all; `codes` how each of its sockets ended."""

    station: Station = None
    port: int = 0
    silence: float = 20.0  # seconds without a frame, after which a line is taken for dead
    holes: list[str] = field(default_factory=list)
    codes: list[int | None] = field(default_factory=list)
    heartbeats: list[float] = field(default_factory=list)
    ahead: int = 0  # the greatest number a heartbeat told
    is_open: bool = False
    task: asyncio.Task | None = None

    async def __aenter__(self) -> Self:
        self.task = asyncio.create_task(self._follow())
        await self.reaches(0)
        return self

    async def __aexit__(self, *_: object) -> None:
        self.task.cancel()
        with suppress(asyncio.CancelledError):
            await self.task

    async def reaches(self, seq: int, *, within: float = PATIENCE_SECONDS) -> None:
        await until(lambda: self.task.done() or (self.seq >= seq and self.is_open), within=within)
        if self.task.done():
            await self.task

    async def _follow(self) -> None:
        while True:
            try:
                await self._once()
            except WebSocketException:
                self.codes.append(self.ws.close_code if self.ws else None)
            except (OSError, EOFError):  # refused, or silent for too long
                self.codes.append(None)
            self.is_open, self.ws = False, None
            await asyncio.sleep(random.uniform(0.01, 0.15))

    async def _once(self) -> None:
        since = f"&since={self.seq}" if self.breaks else ""
        path = f"diffusion/planning/?day={DAY}{since}"
        async with self.station.screen(path, port=self.port, ping_interval=None, close_timeout=0.3) as self.ws:
            while True:
                async with asyncio.timeout(self.silence):
                    received = await self.ws.recv()
                self.apply(json.loads(received))
                self.is_open = True

    def apply(self, received: dict[str, Any]) -> None:
        match received["type"]:
            case "heartbeat":
                self.heartbeats.append(asyncio.get_running_loop().time())
                self.ahead = received["seq"]
            case "snapshot" if received["seq"] < self.seq:
                self.holes.append(f"a snapshot of {received['seq']} after {self.seq}")
        super().apply(received)
        if received["type"] == "resume" and self.seq < received["seq"]:
            self.holes.append(f"a resume ends at {self.seq}, not {received['seq']}")

    def _event(self, event: dict[str, Any]) -> None:
        if event["seq"] != self.seq + 1:
            self.holes.append(f"{event['seq']} after {self.seq}")
        super()._event(event)


@asynccontextmanager
async def open_screens(
    station: Station, ports: Iterable[int], *, each: int = 1, **how: Any
) -> AsyncIterator[list[Follower]]:
    """So many screens of the day before each of these ports, all of them open."""
    async with AsyncExitStack() as opened:
        screens = [Follower(ws=None, station=station, port=port, **how) for port in ports for _ in range(each)]
        for screen in screens:
            await opened.enter_async_context(screen)
        yield screens


async def differences(station: Station, screens: list[Follower], *, within: float = PATIENCE_SECONDS) -> list[str]:
    """Every way in which screens are not the day as it is. Nobody writes meanwhile."""
    fresh = await asyncio.to_thread(station.get, f"planning/snapshot?day={DAY}", port=station.ports[0])
    found = []
    ends = asyncio.get_running_loop().time() + within
    for place, screen in enumerate(screens):
        try:
            await screen.reaches(fresh["seq"], within=max(0.05, ends - asyncio.get_running_loop().time()))
        except TimeoutError:
            found.append(f"screen {place} stays at {screen.seq} of {fresh['seq']}")
        found += [f"screen {place}: {hole}" for hole in screen.holes]
        found += [] if screen.is_like(fresh) else [f"screen {place} shows another day than the snapshot"]
    return found
