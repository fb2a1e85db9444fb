"""Who may call: a person by session or by key, of these roles; everybody else meets a call that does not exist."""

from typing import Any

from allauth.account.adapter import get_adapter
from django.http import HttpRequest
from ninja.security import HttpBearer, SessionAuth

from spot.accounts import tokens
from spot.accounts.models import User
from spot.accounts.permissions import lacks_second_step
from spot.api import throttling
from spot.common.refusals import Refused
from spot.common.web import ANONYMOUS, SIGNED_IN


class Pace:
    """How often this door opens to one caller: `share` times the allowance, counted apart by scope."""

    def __init__(self, *roles: str, scope: str = "calls", share: int = 1) -> None:
        super().__init__()
        self.roles, self.scope, self.share = roles, scope, share

    def admit(self, user: User) -> User:
        """Refused: `throttled` (429), `not_found` (404) for a role that never calls this."""
        throttling.count(str(user.pk), scope=self.scope, share=self.share)
        if SIGNED_IN not in self.roles and user.role not in self.roles:
            raise Refused("not_found", "Cette adresse ou cet élément n’existe pas.", status=404)
        return user


class ByKey(Pace, HttpBearer):
    """`Authorization: Bearer TOKEN`: no CSRF is asked, no cookie is looked at."""

    def authenticate(self, request: HttpRequest, token: str) -> User | None:
        if (held := tokens.holder(token)) is None:
            return None
        user, key = held
        tokens.note_use(key)
        request.user = user
        return self.admit(user)


class BySession(Pace, SessionAuth):
    """The session of the pages, with CSRF and, where the station asks for it, a second step."""

    def authenticate(self, request: HttpRequest, key: str | None) -> User | None:
        if not isinstance(request.user, User):
            return None
        if lacks_second_step(request.user):
            raise Refused("second_step_missing", "Activez d’abord la connexion en deux étapes.", status=403)
        return self.admit(request.user)


def door(*roles: str, scope: str = "calls", share: int = 1) -> list[Any]:
    """What opens a call to these roles. The key comes first, else a valid key without a cookie would meet CSRF."""
    return [ByKey(*roles, scope=scope, share=share), BySession(*roles, scope=scope, share=share)]


class Everybody:
    """Open without an account, counted by address."""

    roles = (ANONYMOUS,)

    def __call__(self, request: HttpRequest) -> bool:
        throttling.count(get_adapter(request).get_client_ip(request), scope="anonymous")
        return True


def person(request: HttpRequest) -> User:
    """Whoever came in by the door."""
    user = request.user
    assert isinstance(user, User)  # noqa: S101  the door saw to it
    return user
