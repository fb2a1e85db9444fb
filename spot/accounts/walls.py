"""Links by which a screen on a wall shows the planning without anybody signed in: to read, nothing else.

256 random bits in the address, of which only the hash is kept. A link has a name and an end, can
be taken back, and opens the wall's own page, its snapshot and its socket.
"""

import hashlib
import secrets
from collections.abc import Iterable
from datetime import timedelta
from uuid import UUID

from django.db.models import Q

from spot.accounts.models import WallScreen
from spot.common import clock

NOTED_EVERY = timedelta(minutes=10)


def new_key() -> tuple[str, str]:
    """A key and its hash."""
    key = secrets.token_urlsafe(32)
    return key, _digest(key)


def opened_by(key: str) -> WallScreen | None:
    """The wall this key opens, if it still opens one."""
    return WallScreen.objects.open().filter(digest=_digest(key)).first()


def still_open(ids: set[UUID]) -> set[UUID]:
    return set(WallScreen.objects.open().filter(pk__in=ids).values_list("pk", flat=True)) if ids else set()


def note_use(ids: Iterable[UUID]) -> None:
    """Remember that walls are lit, at most each ten minutes."""
    stale = Q(last_used_at=None) | Q(last_used_at__lt=clock.now() - NOTED_EVERY)
    WallScreen.objects.filter(stale, pk__in=list(ids)).update(last_used_at=clock.now())


def _digest(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()
