"""One open socket: writing to it never makes the others wait."""

import asyncio
import types
from collections.abc import Awaitable, Callable, Coroutine, Generator
from typing import Any
from uuid import UUID

from spot.live import wire
from spot.live.doors import Visitor

Send = Callable[[dict[str, Any]], Awaitable[None]]
TOO_SLOW = 4408
STALLED_AFTER_SECONDS = 10.0
GOODBYE_SECONDS = 5.0


class Socket:
    """Frames go out at once. If the browser does not read, the frame in hand waits in a task and the socket is `stuck`:
    whoever feeds it skips it, and brings it up to date when `drained` is called.
    """

    __slots__ = ("_send", "_task", "_wire", "closing", "drained", "held", "last", "seq", "stuck_at", "visitor")

    def __init__(self, send: Send, visitor: Visitor) -> None:
        self._send, self.visitor = send, visitor
        self._wire = wire.of(send)
        self._task: asyncio.Task[None] | None = None
        self.stuck_at: float | None = None
        self.closing = self.held = False
        self.seq = 0  # of a planning socket: the last number it was sent
        self.last = ""  # of a counts socket: the last frame it was sent
        self.drained: Callable[[Socket], None] = _nothing

    @property
    def user_id(self) -> UUID:
        return self.visitor.user_id

    @property
    def takes_frames(self) -> bool:
        return self.stuck_at is None and not self.held and not self.closing

    def write(self, frame: str) -> None:
        """Send a frame to a socket that `takes_frames`; what cannot leave at once leaves by itself."""
        if self._wire and wire.takes(self._wire):
            wire.write(self._wire, frame)
            return
        coroutine = self._send({"type": "websocket.send", "text": frame})
        try:
            waits_for = coroutine.send(None)  # type: ignore[attr-defined]
        except StopIteration:
            return
        except (OSError, RuntimeError):  # the browser has just left, or uvicorn has just said goodbye to it
            self.closing = True
            return
        self.stuck_at = asyncio.get_running_loop().time()
        self._task = asyncio.ensure_future(self._finish(coroutine, waits_for))  # type: ignore[arg-type]

    async def _finish(self, coroutine: Coroutine[Any, Any, None], waits_for: Any) -> None:
        try:
            await _resumed(coroutine, waits_for)
        except (OSError, RuntimeError):
            self.closing = True
        self.stuck_at = self._task = None
        if not self.closing:
            self.drained(self)

    def is_stalled(self, now: float) -> bool:
        return not self.closing and self.stuck_at is not None and now - self.stuck_at > STALLED_AFTER_SECONDS

    def close(self, code: int) -> None:
        """Say goodbye with a code; a browser that does not even read that is cut off a few seconds later."""
        if not self.closing:
            self.closing = True
            self._task = asyncio.ensure_future(self._leave(code, self._task))

    async def farewell(self, code: int) -> None:
        """Close, and wait until it is done: at most twice the time of a goodbye."""
        self.close(code)
        if self._task:
            await self._task

    async def _leave(self, code: int, frame_in_hand: asyncio.Task[None] | None) -> None:
        try:
            if frame_in_hand:
                await asyncio.wait_for(asyncio.shield(frame_in_hand), GOODBYE_SECONDS)
            await asyncio.wait_for(self._goodbye(code), GOODBYE_SECONDS)
        except TimeoutError:
            if self._wire:
                wire.abort(self._wire)
        except (OSError, RuntimeError):
            return  # it left by itself meanwhile

    async def _goodbye(self, code: int) -> None:
        await self._send({"type": "websocket.close", "code": code})


@types.coroutine
def _resumed(coroutine: Coroutine[Any, Any, None], waits_for: Any) -> Generator[Any, Any, None]:
    """Go on with a coroutine that was started by hand and stopped at `waits_for`."""
    try:
        while True:
            waits_for = coroutine.send((yield waits_for))
    except StopIteration:
        return


def _nothing(socket: Socket) -> None:
    """A socket that needs no catching up."""
