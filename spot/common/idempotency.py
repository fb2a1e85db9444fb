"""The same request sent twice changes once (`Idempotency-Key`).

A success is stored in the verb's own transaction and kept seven days; a refusal stores nothing, so it is judged again.
"""

import hashlib
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.db import IntegrityError, transaction

from spot.common import clock
from spot.common.models import IdempotencyKey
from spot.common.refusals import Refused

KEPT = timedelta(days=7)
MAX_LENGTH = 255

Answered = tuple[int, dict[str, Any]]


def once(*, user_id: Any, path: str, key: str, body: bytes, act: Callable[[], Answered]) -> Answered:
    """Run `act` unless this key was answered already; give (status, JSON).

    Two at once: the second waits on the first one's row until it commits. Refused: `key_reused` (422), `key_too_long`
    (422), `in_progress` (409).
    """
    if len(key) > MAX_LENGTH:
        raise Refused("key_too_long", f"La clé dépasse {MAX_LENGTH} caractères.", status=422)
    digest = hashlib.sha256(body).hexdigest()
    if kept := _kept(user_id, path, key):
        return _replay(kept, digest)
    try:
        with transaction.atomic():
            return _first_time(IdempotencyKey(user_id=user_id, path=path, key=key, body_sha256=digest), act)
    except IntegrityError:
        if kept := _kept(user_id, path, key):
            return _replay(kept, digest)
        raise


def forget_old() -> int:
    """Delete answers older than seven days; the number deleted."""
    return IdempotencyKey.objects.filter(created_at__lt=clock.now() - KEPT).delete()[0]


def _first_time(row: IdempotencyKey, act: Callable[[], Answered]) -> Answered:
    row.save(force_insert=True)  # takes the key: a second request waits here
    row.status, row.answer = act()
    row.save(update_fields=["status", "answer"])
    return row.status, row.answer


def _kept(user_id: Any, path: str, key: str) -> IdempotencyKey | None:
    oldest = clock.now() - KEPT
    IdempotencyKey.objects.filter(user_id=user_id, path=path, key=key, created_at__lt=oldest).delete()
    return IdempotencyKey.objects.filter(user_id=user_id, path=path, key=key).first()


def _replay(kept: IdempotencyKey, digest: str) -> Answered:
    if kept.body_sha256 != digest:
        raise Refused("key_reused", "Cette clé a déjà servi pour une autre demande.", status=422)
    if not kept.status:
        raise Refused("in_progress", "La même demande est en cours.")
    return kept.status, kept.answer
