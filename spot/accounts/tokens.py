"""Keys by which programs act as a person: 256 random bits, of which only the hash is kept.

They fall with what made them trustworthy: a role, an access, a password.
"""

import hashlib
import secrets
from datetime import timedelta
from itertools import count

from django.db.models import Q

from spot.accounts.models import ApiToken, User
from spot.common import clock
from spot.common.refusals import Refused
from spot.journal import services as journal

# So that scanners of repositories and people know one when they see one.
MARK = "spot_"
SHOWN = len(MARK) + 4
NOTED_EVERY = timedelta(minutes=5)
GOOD_FOR_DAYS, MOST_DAYS = 365, 3650
NAME_LENGTH = 60


def issue(user: User, *, name: str = "", days: int = GOOD_FOR_DAYS, by: User | None = None) -> str:
    """A new key for this person. It cannot be read again: whoever loses it asks for another.

    Refused: `key_name_taken` (422).
    """
    key = MARK + secrets.token_urlsafe(32)
    with journal.act():
        User.objects.select_for_update().get(pk=user.pk)
        name = _free_name(user, name.strip())
        made = ApiToken.objects.create(
            user=user,
            name=name,
            prefix=key[:SHOWN],
            digest=digest(key),
            expires_at=clock.now() + timedelta(days=days),
        )
        journal.record("people.issue_key", user, by=by, after={"key": made.pk}, note=name)
    return key


def revoke(key: ApiToken, *, by: User) -> None:
    """The key opens nothing any more; the sockets it opened are closed within seconds."""
    with journal.act():
        deleted, _ = ApiToken.objects.filter(pk=key.pk).delete()
        if deleted:
            journal.record("people.revoke_key", key.user, by=by, after={"key": key.pk}, note=key.name)


def revoke_all(user: User, *, by: User) -> None:
    """Inside the act that takes away what they rested on."""
    for key in ApiToken.objects.filter(user=user).select_related("user"):
        revoke(key, by=by)


def holder(key: str) -> tuple[User, ApiToken] | None:
    """Whose key this is, if it is one, still good, and its person may still come in."""
    row = ApiToken.objects.usable().filter(digest=digest(key)).select_related("user").first()
    return (row.user, row) if row else None


def note_use(row: ApiToken) -> None:
    """Remember that a key serves, to five minutes, so that reading does not write each time."""
    now = clock.now()
    if row.last_used_at and row.last_used_at > now - NOTED_EVERY:
        return
    stale = Q(last_used_at=None) | Q(last_used_at__lte=now - NOTED_EVERY)
    ApiToken.objects.filter(stale, pk=row.pk).update(last_used_at=now)


def digest(secret: str) -> str:
    """No salt, no slow hash: nobody guesses 256 random bits."""
    return hashlib.sha256(secret.encode()).hexdigest()


def _free_name(user: User, name: str) -> str:
    """The name wished for, else a number. One name, one key: so the same form sent twice is seen."""
    taken = set(ApiToken.objects.filter(user=user).values_list("name", flat=True))
    if name in taken:
        raise Refused("key_name_taken", f"Il existe déjà une clé « {name} ».", status=422)
    return name or next(free for n in count(1) if (free := f"Clé {n}") not in taken)
