"""What desks read of a request: its person, and the day its address names."""

from datetime import date

from django.http import HttpRequest
from django.utils.dateparse import parse_date

from spot.accounts.models import User
from spot.common import clock

KNOWN_YEARS = range(2000, 2100)  # weeks and months around these have neighbours


class SignedInRequest(HttpRequest):
    """For types alone: behind a door with roles, `request.user` is always a user."""

    user: User


def day_asked(request: HttpRequest, name: str = "day") -> date:
    """The broadcast day named in the address; today's when it is absent, unreadable or out of our times."""
    try:
        asked = parse_date(request.GET.get(name, ""))
    except ValueError:  # well written, and not in the calendar
        asked = None
    return asked if asked and asked.year in KNOWN_YEARS else clock.broadcast_today()
