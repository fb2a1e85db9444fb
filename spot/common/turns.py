"""Under ASGI every request would get a thread, hundreds at once; here they take turns.

A crowd of threads starves at SQLite's one write lock and at PostgreSQL's pool until they time out. A few at a time all get
through, and sooner. Under WSGI the server's own threads are the turns. See docs/decisions/turns.md.
"""

import asyncio
from collections.abc import Awaitable, Callable
from weakref import WeakKeyDictionary

from asgiref.sync import iscoroutinefunction
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.decorators import sync_and_async_middleware

Answering = Callable[[HttpRequest], Awaitable[HttpResponse]]
NEVER_WAIT = frozenset({"/healthz", "/readyz"})
_gates: "WeakKeyDictionary[asyncio.AbstractEventLoop, asyncio.Semaphore]" = WeakKeyDictionary()


@sync_and_async_middleware
def in_turn(get_response: Answering) -> Answering:
    """At most SPOT_REQUESTS_AT_ONCE requests of this process are worked on together; the body was read before."""
    if not iscoroutinefunction(get_response):
        return get_response

    async def take_turn(request: HttpRequest) -> HttpResponse:
        if request.path in NEVER_WAIT:
            return await get_response(request)
        async with _gate():
            return await get_response(request)

    return take_turn


def _gate() -> asyncio.Semaphore:
    loop = asyncio.get_running_loop()
    if loop not in _gates:
        _gates[loop] = asyncio.Semaphore(settings.SPOT_REQUESTS_AT_ONCE)
    return _gates[loop]
