"""Keys by which programs act as a person: 256 random bits, of which only the hash is kept."""

import hashlib
import secrets
from datetime import timedelta

from django.db.models import Q

from spot.accounts.models import ApiToken, User
from spot.common import clock

NOTED_EVERY = timedelta(hours=1)


def issue(user: User) -> str:
    """A new key for this person. It cannot be read again: whoever loses it asks for another."""
    token = secrets.token_urlsafe(32)
    ApiToken.objects.create(user=user, digest=_digest(token))
    return token


def holder(token: str) -> tuple[User, ApiToken] | None:
    """Whose key this is, if it is one and its person may still come in."""
    row = ApiToken.objects.filter(digest=_digest(token), user__is_active=True).select_related("user").first()
    return (row.user, row) if row else None


def note_use(row: ApiToken) -> None:
    """Remember that a key serves, to the hour, so that reading does not write each time."""
    stale = Q(last_used_at=None) | Q(last_used_at__lt=clock.now() - NOTED_EVERY)
    ApiToken.objects.filter(stale, pk=row.pk).update(last_used_at=clock.now())


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
