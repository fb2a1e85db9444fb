"""Too many tries: said in French, with the time to wait."""

from allauth.core import ratelimit
from allauth.core.internal import ratelimit as internals
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

WINDOW_SECONDS = 300
# A Redis that hung takes, when it wakes, the locks that were asked for while it slept, by people who have long gone. Whoever
# comes next would wait one second for such a lock, which lasted ten, and be told 429. It guards three calls of the cache:
# the living are done with it in less than a second, and nobody gives up before it has ended by itself.
internals.CACHE_LOCK_TIMEOUT = 1
internals.CACHE_LOCK_WAIT_TIMEOUT = 1.5


def too_many(request: HttpRequest, *, action: str = "") -> HttpResponse:
    """429, Retry-After being the window of the limit that was reached."""
    rates = internals.get_rates(app="allauth.account", action=action) if action else []
    seconds = int(max((rate.duration for rate in rates), default=WINDOW_SECONDS))
    response = render(request, "spot/errors/throttled.html", status=429)
    response.headers["Retry-After"] = str(seconds)
    return response


def refuse_if_too_many(request: HttpRequest, action: str, *, user: object = None) -> HttpResponse | None:
    """Count one try of `action`; the 429 page once the limit of the settings is passed."""
    if ratelimit.consume(request, action=action, user=user):
        return None
    return too_many(request, action=action)
