"""What a browser may say, and how much: a number to resume from, or where it is on the day. Anything else is unheard."""

import asyncio
import json
from collections import deque
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import date
from typing import Any
from uuid import UUID

from spot.airings.presence import Place
from spot.common.asked import key
from spot.live.doors import TOO_MANY, Closed
from spot.live.socket import Socket
from spot.live.standing import Standing

Receive = Callable[[], Awaitable[dict[str, Any]]]
FRAME_BYTES = 64 * 1024
TOO_BIG = 1009
FRAMES, WITHIN_SECONDS = 20, 10.0


async def heard(socket: Socket, standing: Standing, receive: Receive) -> AsyncIterator[dict[str, Any]]:
    """What the browser sends, until it leaves; before anything is acted on, whether its person may still be there.

    Closed: 1009 above 64 kB, 4429 when it talks too much, 4401 or 4403 for somebody who may no longer stay.
    """
    recent: deque[float] = deque(maxlen=FRAMES)
    while (message := await receive())["type"] != "websocket.disconnect":
        now = asyncio.get_running_loop().time()
        if len(recent) == FRAMES and now - recent[0] < WITHIN_SECONDS:
            raise Closed(TOO_MANY)
        recent.append(now)
        said = _read(_bytes(message))
        if code := await standing.code(socket.visitor):
            raise Closed(code)
        yield said


def resumes(said: dict[str, Any]) -> int | None:
    """The number of `{"type":"resume","since":n}`."""
    since = said.get("since") if said.get("type") == "resume" else None
    return since if type(since) is int and 0 <= since < 2**62 else None


def whereabouts(said: dict[str, Any], user_id: UUID, day: date) -> Place | None:
    """The place in `{"type":"here","break":id or null,"airing":id or null}`."""
    if said.get("type") != "here":
        return None
    try:
        return Place(user_id, day, _id(said.get("break")), _id(said.get("airing")))
    except (TypeError, ValueError):
        return None


def _id(value: object) -> UUID | None:
    if value is None:
        return None
    if not isinstance(value, str):
        raise TypeError(value)
    if (found := key(value)) is None:
        raise ValueError(value)
    return found


def _bytes(message: dict[str, Any]) -> bytes:
    text = message.get("text")
    data: bytes = text.encode(errors="replace") if text is not None else message.get("bytes") or b""
    if len(data) > FRAME_BYTES:
        raise Closed(TOO_BIG)
    return data


def _read(data: bytes) -> dict[str, Any]:
    try:
        said = json.loads(data)
    except (ValueError, RecursionError):
        return {}
    return said if isinstance(said, dict) else {}
