"""What desks read of a request: its person, and the day its address names."""

from datetime import date

from django.http import HttpRequest

from spot.accounts.models import User
from spot.common import clock
from spot.common.asked import in_address


class SignedInRequest(HttpRequest):
    """For types alone: behind a door with roles, `request.user` is always a user."""

    user: User


def day_asked(request: HttpRequest, name: str = "day") -> date:
    """The broadcast day named in the address; today's when it is absent, unreadable or out of our times."""
    return in_address(request).day(name) or clock.broadcast_today()
