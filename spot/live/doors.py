"""Who may open a socket, and whether they still may: origin, session or key, role."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from http.cookies import CookieError, SimpleCookie
from importlib import import_module
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib.auth import get_user
from django.contrib.sessions.models import Session
from django.http import HttpRequest
from django.http.request import split_domain_port, validate_host

from spot.accounts import tokens, walls
from spot.accounts.models import ApiToken, User
from spot.accounts.permissions import lacking_second_step, lacks_second_step
from spot.accounts.workflow import EVERYBODY
from spot.common import clock
from spot.common.lookup import by_key
from spot.common.sessions import SEEN_EVERY, stay_awake
from spot.common.text import is_line

BAD_DAY, NOT_SIGNED_IN, NOT_ALLOWED, UNKNOWN_PATH, TOO_MANY, TRY_LATER = 4400, 4401, 4403, 4404, 4429, 1013
Scope = dict[str, Any]
NEVER = datetime.max.replace(tzinfo=UTC)


class Closed(Exception):  # noqa: N818  it is an answer, not an error
    """The socket is closed with this code."""

    def __init__(self, code: int) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Visitor:
    """Who opened a socket and by what: kept to see whether it still holds."""

    user_id: UUID
    role: str
    password_mark: str
    session_key: str | None
    token_id: int | None
    roles: tuple[str, ...]
    idle: timedelta = timedelta(0)  # of a session: how long it may rest, and when it ends in any case
    last_moment: datetime = NEVER
    is_wall: bool = False  # a screen without anybody: `user_id` is the wall's own


def enter(scope: Scope, roles: Iterable[str] = EVERYBODY) -> Visitor:
    """Let somebody in by key or by session. Closed: 4401 nobody, 4403 a foreign page or a wrong role."""
    headers = {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in scope["headers"]}
    visitor = _by_key(headers, tuple(roles)) or _by_session(scope, headers, tuple(roles))
    if visitor.role not in visitor.roles:
        raise Closed(NOT_ALLOWED)
    return visitor


def enter_by_wall(key: str) -> Visitor:
    """Let a screen on a wall in by its link, which is its key. Closed: 4401 for one that opens nothing."""
    if (wall := walls.opened_by(key)) is None:
        raise Closed(NOT_SIGNED_IN)
    walls.note_use([wall.pk])
    return Visitor(wall.pk, "", "", None, None, (), is_wall=True)


def _by_key(headers: dict[str, str], roles: tuple[str, ...]) -> Visitor | None:
    scheme, _, token = headers.get("authorization", "").partition(" ")
    if scheme.lower() != "bearer":
        return None
    if (held := tokens.holder(token.strip())) is None:
        raise Closed(NOT_SIGNED_IN)
    user, key = held
    tokens.note_use(key)
    return Visitor(user.pk, user.role, _mark(user.password), None, key.pk, roles)


def _by_session(scope: Scope, headers: dict[str, str], roles: tuple[str, ...]) -> Visitor:
    """A browser: its page must be ours, to the scheme, host and port. Other pages learn nothing of the session."""
    origin = headers.get("origin")
    if origin is not None and not is_ours(origin, scope, headers):
        raise Closed(NOT_ALLOWED)
    request = HttpRequest()
    held = request.session = _session(headers)
    user = get_user(request)
    if not isinstance(user, User):
        raise Closed(NOT_SIGNED_IN)
    if origin is None or lacks_second_step(user):
        raise Closed(NOT_ALLOWED)
    mark, ends = _mark(user.password), (held.limits.idle, held.last_moment)
    return Visitor(user.pk, user.role, mark, held.session_key, None, roles, *ends)


def is_ours(origin: str, scope: Scope, headers: dict[str, str]) -> bool:
    """Whether a page of this very origin is one of ours."""
    if origin in settings.CSRF_TRUSTED_ORIGINS:
        return True
    host = headers.get("host", "")
    name, _ = split_domain_port(host)
    return origin == f"{_scheme(scope, headers)}://{host}" and validate_host(name, settings.ALLOWED_HOSTS)


def _scheme(scope: Scope, headers: dict[str, str]) -> str:
    proxied = getattr(settings, "SECURE_PROXY_SSL_HEADER", None)
    if proxied and headers.get(proxied[0].removeprefix("HTTP_").replace("_", "-").lower()) == proxied[1]:
        return "https"
    return "https" if scope.get("scheme") == "wss" else "http"


def _session(headers: dict[str, str]) -> Any:
    try:
        cookies = SimpleCookie(headers.get("cookie", ""))
    except CookieError:
        cookies = SimpleCookie()
    cookie = cookies.get(settings.SESSION_COOKIE_NAME)
    return import_module(settings.SESSION_ENGINE).SessionStore(
        cookie.value if cookie and is_line(cookie.value) else None
    )


def gone(visitors: Iterable[Visitor]) -> dict[Visitor, int]:
    """Those who may not stay, and the code to close them with: the whole crowd in four queries at most.

    A session ended, a key revoked or expired, a person disabled, a password or a role changed: 4401, and whoever still may opens
    the socket again; 4403 when the new role may not.
    """
    everybody = set(visitors)
    hung = {visitor for visitor in everybody if visitor.is_wall}
    lit = walls.still_open({visitor.user_id for visitor in hung})
    dark = {visitor: NOT_SIGNED_IN for visitor in hung if visitor.user_id not in lit}
    return dark | _gone(everybody - hung)


def _gone(here: set[Visitor]) -> dict[Visitor, int]:
    people = _people({visitor.user_id for visitor in here})
    sessions = _sessions({visitor.session_key for visitor in here if visitor.session_key})
    keys = _keys({visitor.token_id for visitor in here if visitor.token_id})
    by_session = {visitor.user_id for visitor in here if visitor.session_key}
    unsure = lacking_second_step((pk, people[pk][0]) for pk in by_session & people.keys())
    codes = {}
    for visitor in here:
        if visitor.session_key and visitor.user_id in unsure:
            codes[visitor] = NOT_ALLOWED
            continue
        entered = visitor.session_key in sessions or visitor.token_id in keys
        if code := _code(visitor, people.get(visitor.user_id), entered=entered):
            codes[visitor] = code
    return codes


def keep_awake(visitors: Iterable[Visitor]) -> None:
    """An open live screen is use of its session: one question, and a write where ten minutes passed."""
    visitors = set(visitors)
    if lit := {visitor.user_id for visitor in visitors if visitor.is_wall}:
        walls.note_use(lit)
    screens = {visitor.session_key: visitor for visitor in visitors if visitor.session_key}
    now = clock.now()
    rows = Session.objects.filter(session_key__in=screens, expire_date__gt=now)
    moved: dict[datetime, list[str]] = {}
    for key, ends_at in rows.values_list("session_key", "expire_date") if screens else ():
        wanted = min(now + screens[key].idle, screens[key].last_moment)
        if wanted - ends_at >= SEEN_EVERY:
            moved.setdefault(wanted, []).append(key)
    for wanted, keys in moved.items():
        stay_awake(keys, wanted)


def _code(visitor: Visitor, now: tuple[str, str] | None, *, entered: bool) -> int | None:
    if now is None or not entered:
        return NOT_SIGNED_IN
    role, password = now
    if role != visitor.role and role not in visitor.roles:
        return NOT_ALLOWED
    return NOT_SIGNED_IN if role != visitor.role or _mark(password) != visitor.password_mark else None


def _people(ids: set[UUID]) -> dict[UUID, tuple[str, str]]:
    rows = by_key(User, ("pk", "role", "password", "is_active"), ids)
    return {pk: (role, password) for pk, role, password, is_active in rows if is_active}


def _sessions(keys: set[str]) -> set[str]:
    rows = Session.objects.filter(session_key__in=keys, expire_date__gt=clock.now())
    return set(rows.values_list("session_key", flat=True)) if keys else set()


def _keys(ids: set[int]) -> set[int]:
    now = clock.now()
    return {pk for pk, expires_at in by_key(ApiToken, ("pk", "expires_at"), ids) if expires_at > now}


def _mark(password: str) -> str:
    """Enough of a password's hash to see that it changed, too little to be worth stealing."""
    return hashlib.sha256(password.encode()).hexdigest()[:16]
