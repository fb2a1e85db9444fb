"""The three sockets: who may open each, and what happens from the handshake to the goodbye."""

import asyncio
import json
import logging
from collections import deque
from collections.abc import Awaitable, Callable
from datetime import date
from typing import Any
from urllib.parse import parse_qs

from django.db import Error as DatabaseError

from spot.accounts.workflow import EVERYBODY, Role
from spot.breaks.workflow import READS_PLANNING
from spot.common import clock
from spot.live import hub
from spot.live.doors import BAD_DAY, TOO_MANY, TRY_LATER, UNKNOWN_PATH, Closed, Scope, enter
from spot.live.hub import Hub
from spot.live.socket import Send, Socket
from spot.live.threads import in_database

log = logging.getLogger(__name__)
Receive = Callable[[], Awaitable[dict[str, Any]]]
FRAME_BYTES = 64 * 1024
TOO_BIG = 1009
FRAMES, WITHIN_SECONDS = 20, 10.0


async def application(scope: Scope, receive: Receive, send: Send) -> None:
    """Any socket of the product: accepted, then closed with a code if it may not be."""
    await receive()
    await send({"type": "websocket.accept"})
    try:
        await _serve(scope, receive, send)
    except Closed as closed:
        await _close(send, closed.code)
    except DatabaseError:
        log.exception("A socket could not be opened")
        await _close(send, TRY_LATER)


async def _serve(scope: Scope, receive: Receive, send: Send) -> None:
    room = ROOMS.get(scope["path"])
    if room is None:
        raise Closed(UNKNOWN_PATH)
    roles, stay = room
    socket = Socket(send, await in_database(enter, scope, roles))
    here = hub.here()
    here.add(socket)
    try:
        await stay(here, socket, scope, receive)
    except Closed as closed:
        await socket.farewell(closed.code)
    finally:
        here.remove(socket)


async def _close(send: Send, code: int) -> None:
    try:
        await send({"type": "websocket.close", "code": code})
    except (OSError, RuntimeError):
        return  # it left meanwhile


async def _planning(here: Hub, socket: Socket, scope: Scope, receive: Receive) -> None:
    asked_day, since = _asked(scope)
    day = here.watch(asked_day)
    await day.join(socket, since)
    async for message in _heard(receive):
        if (number := _resumes(message)) is not None:
            await day.resume(socket, number)


async def _pending_counts(here: Hub, socket: Socket, scope: Scope, receive: Receive) -> None:
    await here.counts.join(socket)
    await _until_it_leaves(receive)


async def _notifications(here: Hub, socket: Socket, scope: Scope, receive: Receive) -> None:
    await here.bells.join(socket)
    await _until_it_leaves(receive)


Stay = Callable[[Hub, Socket, Scope, Receive], Awaitable[None]]
ROOMS: dict[str, tuple[tuple[str, ...], Stay]] = {
    "/ws/diffusion/planning/": (READS_PLANNING, _planning),
    "/ws/admin/pending-counts/": ((Role.ADMIN, Role.MANAGER), _pending_counts),
    "/ws/notifications/": (EVERYBODY, _notifications),
}


def _asked(scope: Scope) -> tuple[date, int | None]:
    """The day and the number asked for. Closed: 4400 for a day or a number that is none."""
    query = parse_qs(scope["query_string"].decode("latin-1"), keep_blank_values=True)
    day, since = query.get("day", [""])[-1], query.get("since", [""])[-1]
    try:
        asked_day = date.fromisoformat(day) if "day" in query else clock.broadcast_today()
    except ValueError:
        raise Closed(BAD_DAY) from None
    if "day" in query and asked_day.isoformat() != day:  # 20261121 is a date, and not how we write one
        raise Closed(BAD_DAY)
    if since and not (since.isascii() and since.isdigit() and len(since) < 19):
        raise Closed(BAD_DAY)
    return asked_day, int(since) if since else None


async def _until_it_leaves(receive: Receive) -> None:
    async for _ in _heard(receive):
        pass


async def _heard(receive: Receive) -> Any:
    """What the browser sends, until it leaves. Closed: 1009 above 64 kB, 4429 when it talks too much."""
    recent: deque[float] = deque(maxlen=FRAMES)
    while (message := await receive())["type"] != "websocket.disconnect":
        now = asyncio.get_running_loop().time()
        if len(recent) == FRAMES and now - recent[0] < WITHIN_SECONDS:
            raise Closed(TOO_MANY)
        recent.append(now)
        data = message.get("text") or message.get("bytes") or ""
        if len(data) > FRAME_BYTES:
            raise Closed(TOO_BIG)
        yield data


def _resumes(data: str | bytes) -> int | None:
    """The number of `{"type":"resume","since":n}`; None for anything else, which is left unanswered."""
    try:
        message = json.loads(data)
    except (ValueError, RecursionError):
        return None
    since = message.get("since") if isinstance(message, dict) and message.get("type") == "resume" else None
    return since if type(since) is int and 0 <= since < 2**62 else None
