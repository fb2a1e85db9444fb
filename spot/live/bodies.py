"""What nginx does for the pages behind it, done here for uvicorn alone: no body is read that nobody may send.

A large one is let in when its sender is signed in and has few others on their way. None is longer than its path takes,
as announced or as counted while it comes, and one that falls silent is given up. See docs/decisions/slow-lines.md.
"""

import asyncio
import re
from collections import Counter
from collections.abc import Awaitable, Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest

from spot.accounts import tokens
from spot.common.asked import number
from spot.common.files import MEGABYTE
from spot.common.refusals import Refused
from spot.live import doors, turned_away
from spot.live.doors import Scope
from spot.live.threads import in_database

FILM = re.compile(r"/campaigns/[0-9a-f-]+/upload/")
PIECE = re.compile(r"/(campaigns/[0-9a-f-]+/upload/resumable/.*|profile/photo/)")
# nginx.conf has the same limits, and a test that compares.
FORM_BYTES, PIECE_BYTES = MEGABYTE, 10 * MEGABYTE
# Up to here a body costs nobody anything, and whoever is not signed in has nothing longer to send.
SHORT_BYTES = 64 * 1024
SILENT_SECONDS = 30.0
LARGEST_ANNOUNCED = 10**18

Message = Mapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Application = Callable[[Scope, Receive, Send], Awaitable[None]]


class Admitted:
    """The pages, behind a look at who sends what."""

    def __init__(self, pages: Application) -> None:
        self.pages = pages
        self.sending: Counter[str] = Counter()  # large bodies on their way, by who sends them

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        headers = {name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]}
        announced = announced_bytes(headers)
        if announced == 0:
            await self.pages(scope, receive, send)
            return
        try:
            await self._let_in(scope, headers, announced, receive, send)
        except Refused as refusal:
            await turned_away.answer(refusal, scope["path"], headers, send)

    async def _let_in(
        self, scope: Scope, headers: dict[str, str], announced: int | None, receive: Receive, send: Send
    ) -> None:
        limit = limit_bytes(scope["path"])
        if announced is not None and announced <= SHORT_BYTES:
            await self.pages(scope, counted(receive, SHORT_BYTES), send)
            return
        if announced is not None and announced > limit:
            raise too_large(limit)
        who = await in_database(sender, headers)
        if who is None:
            raise turned_away.nobody(scope["path"])
        with self._among_few(who):
            await self.pages(scope, counted(receive, limit), send)

    @contextmanager
    def _among_few(self, who: str) -> Iterator[None]:
        if settings.SPOT_THROTTLE and self.sending[who] >= settings.SPOT_BODIES_PER_USER:
            sentence = "Plusieurs de vos envois sont en cours : attendez que l’un d’eux se termine."
            raise Refused("throttled", sentence, status=429, retry_after=30)
        self.sending[who] += 1
        try:
            yield
        finally:
            self.sending[who] -= 1
            self.sending += Counter()  # whoever sends nothing is forgotten


def announced_bytes(headers: dict[str, str]) -> int | None:
    """The length of the body; None when it comes in pieces of any number."""
    if "transfer-encoding" in headers:
        return None
    return number(headers.get("content-length", "0"), most=LARGEST_ANNOUNCED)


def limit_bytes(path: str) -> int:
    if FILM.fullmatch(path):
        return int(settings.SPOT_UPLOAD_MAX_MB * MEGABYTE + SHORT_BYTES)
    return PIECE_BYTES if PIECE.fullmatch(path) else FORM_BYTES


def sender(headers: dict[str, str]) -> str | None:
    """Whose key or session comes with a request. Refused: `unavailable` (503)."""
    scheme, _, token = headers.get("authorization", "").partition(" ")
    try:
        if scheme.lower() == "bearer":
            held = tokens.holder(token.strip())
            return str(held[0].pk) if held else None
        request = HttpRequest()
        request.session = doors._session(headers)
        user = get_user(request)
    except (OperationalError, InterfaceError) as error:
        sentence = "La base de données ne répond pas. Réessayez dans quelques secondes."
        raise Refused("unavailable", sentence, status=503, retry_after=5) from error
    return str(user.pk) if user.is_authenticated else None


def counted(receive: Receive, limit: int) -> Receive:
    """`receive`, which refuses what is longer than `limit` and what falls silent before its end."""
    left, is_whole = limit, False

    async def receive_counted() -> Message:
        nonlocal left, is_whole
        if is_whole:
            return await receive()
        message = await _soon(receive)
        left -= len(message.get("body", b""))
        if left < 0:
            raise too_large(limit)
        is_whole = not message.get("more_body", False)
        return message

    return receive_counted


async def _soon(receive: Receive) -> Message:
    try:
        async with asyncio.timeout(SILENT_SECONDS):
            return await receive()
    except TimeoutError as error:
        raise Refused("too_slow", "L’envoi s’est interrompu : recommencez.", status=408) from error


def too_large(limit: int) -> Refused:
    sentence = f"Cet envoi dépasse {max(1, limit // MEGABYTE)} Mo : envoyez une version plus légère."
    return Refused("too_large", sentence, status=413)
