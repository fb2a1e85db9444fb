"""The request of a page that nobody enters anonymously: `opens_to` has let its person in."""

from django.http import HttpRequest

from spot.accounts.models import User


class SignedInRequest(HttpRequest):
    """For types alone: behind a door with roles, `request.user` is always a user."""

    user: User
