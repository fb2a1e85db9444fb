"""Too many tries: said in French, with the time to wait."""

from allauth.core import ratelimit
from allauth.core.internal.ratelimit import get_rates
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

WINDOW_SECONDS = 300


def too_many(request: HttpRequest, *, action: str = "") -> HttpResponse:
    """429, Retry-After being the window of the limit that was reached."""
    rates = get_rates(app="allauth.account", action=action) if action else []
    seconds = int(max((rate.duration for rate in rates), default=WINDOW_SECONDS))
    response = render(request, "spot/errors/throttled.html", status=429)
    response.headers["Retry-After"] = str(seconds)
    return response


def refuse_if_too_many(request: HttpRequest, action: str, *, user: object = None) -> HttpResponse | None:
    """Count one try of `action`; the 429 page once the limit of the settings is passed."""
    if ratelimit.consume(request, action=action, user=user):
        return None
    return too_many(request, action=action)
