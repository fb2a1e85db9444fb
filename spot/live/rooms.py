"""The three sockets: who may open each, and what happens from the handshake to the goodbye."""

import logging
import re
from collections.abc import Awaitable, Callable
from datetime import date
from urllib.parse import parse_qs

from django.db import Error as DatabaseError

from spot.accounts.workflow import EVERYBODY, Role
from spot.breaks.workflow import READS_PLANNING
from spot.common import asked, clock
from spot.live import hub
from spot.live.doors import BAD_DAY, TRY_LATER, UNKNOWN_PATH, Closed, Scope, Visitor, enter, enter_by_wall
from spot.live.hub import Hub
from spot.live.inbound import Receive, heard, resumes, whereabouts
from spot.live.socket import Send, Socket
from spot.live.threads import in_database

log = logging.getLogger(__name__)


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
    visitor, stay = await _admitted(scope)
    socket = Socket(send, visitor)
    here = hub.here()
    here.add(socket)
    try:
        await stay(here, socket, scope, receive)
    except Closed as closed:
        await socket.farewell(closed.code)
    finally:
        here.remove(socket)


async def _admitted(scope: Scope) -> tuple[Visitor, "Stay"]:
    """Who this is, and where they stay. Closed: what the door says, 4404 for a path that is none."""
    if found := WALL.fullmatch(scope["path"]):
        return await in_database(enter_by_wall, found["key"]), _planning
    if scope["path"] not in ROOMS:
        raise Closed(UNKNOWN_PATH)
    roles, stay = ROOMS[scope["path"]]
    return await in_database(enter, scope, roles), stay


async def _close(send: Send, code: int) -> None:
    try:
        await send({"type": "websocket.close", "code": code})
    except (OSError, RuntimeError):
        return  # it left meanwhile


async def _planning(here: Hub, socket: Socket, scope: Scope, receive: Receive) -> None:
    asked_day, since = _asked(scope)
    day = here.watch(asked_day)
    await day.join(socket, since)
    async for said in heard(socket, here.standing, receive):
        if (number := resumes(said)) is not None:
            await day.resume(socket, number)
        elif (place := whereabouts(said, socket.user_id, asked_day)) and not socket.visitor.is_wall:
            here.presence.say(socket, place)


async def _pending_counts(here: Hub, socket: Socket, scope: Scope, receive: Receive) -> None:
    await here.counts.join(socket)
    await _until_it_leaves(here, socket, receive)


async def _notifications(here: Hub, socket: Socket, scope: Scope, receive: Receive) -> None:
    await here.bells.join(socket)
    await _until_it_leaves(here, socket, receive)


WALL = re.compile(r"/ws/diffusion/wall/(?P<key>[\w-]{43})/")
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
    asked_day = asked.day(day) if "day" in query else clock.broadcast_today()
    number = asked.number(since, most=2**62)
    if asked_day is None or (since and number is None):
        raise Closed(BAD_DAY)
    return asked_day, number


async def _until_it_leaves(here: Hub, socket: Socket, receive: Receive) -> None:
    async for _ in heard(socket, here.standing, receive):
        pass
