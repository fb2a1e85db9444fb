"""The same request sent twice changes once (`Idempotency-Key`).

A success is stored in the verb's own transaction and kept seven days; a refusal stores nothing, so it is judged again.
"""

import hashlib
import time
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Q

from spot.common import clock
from spot.common.models import IdempotencyKey
from spot.common.refusals import Refused

KEPT = timedelta(days=7)
MAX_LENGTH = 255
LONGEST_PATH = 300
LONGEST_ACT = timedelta(minutes=10)
LOOK_EVERY_SECONDS, LOOKS = 0.1, 100

Answered = tuple[int, dict[str, Any]]


def once(  # noqa: PLR0913  a key has this many sides
    *,
    user_id: Any,
    path: str,
    key: str,
    body: bytes,
    act: Callable[[], Answered],
    kept_for: timedelta = KEPT,
) -> Answered:
    """Run `act` unless this key was answered already; give (status, JSON).

    Two at once: the second waits on the first one's row until it commits. Refused: `key_reused` (422), `key_too_long`
    and `key_unreadable` (422), `in_progress` (409).
    """
    _check(key)
    name = {"user_id": user_id, "path": _written(path), "key": key}
    digest = hashlib.sha256(body).hexdigest()
    IdempotencyKey.objects.filter(**name, created_at__lt=clock.now() - kept_for).delete()
    if kept := IdempotencyKey.objects.filter(**name).first():
        return _replay(kept, digest)
    try:
        with transaction.atomic():
            return _first_time(IdempotencyKey(**name, body_sha256=digest), act)
    except IntegrityError:
        if kept := IdempotencyKey.objects.filter(**name).first():
            return _replay(kept, digest)
        raise


def once_in_steps(  # noqa: PLR0913  as `once`
    *,
    user_id: Any,
    path: str,
    key: str,
    body: bytes,
    act: Callable[[], Answered],
    kept_for: timedelta = KEPT,
) -> Answered:
    """As `once`, for an act of several transactions, whose locks one transaction around them would pile up.

    The key is taken first, and given back if the act fails. Refused besides: `in_progress` (409) to a second one that has
    waited long enough; the same for ever after a process that died, for nobody knows how far it came.
    """
    _check(key)
    name = {"user_id": user_id, "path": _written(path), "key": key}
    digest = hashlib.sha256(body).hexdigest()
    oldest = clock.now() - kept_for
    mine = IdempotencyKey.objects.filter(**name)
    mine.filter(Q(status__gt=0, created_at__lt=oldest) | Q(created_at__lt=oldest - LONGEST_ACT)).delete()
    row, is_mine = IdempotencyKey.objects.get_or_create(**name, defaults={"body_sha256": digest})
    if not is_mine:
        return _replay(_ended(row), digest)
    try:
        return _answered(row, act)
    except BaseException:
        row.delete()
        raise


def answer_to_the_same(*, user_id: Any, path: str, key: str, body: bytes, within: timedelta) -> dict[str, Any] | None:
    """What the same request was answered of late under another key, when this key is new."""
    rows = IdempotencyKey.objects.filter(user_id=user_id, path=_written(path), status__gt=0)
    if rows.filter(key=key).exists():
        return None
    same = rows.filter(body_sha256=hashlib.sha256(body).hexdigest(), created_at__gte=clock.now() - within)
    return same.order_by("-created_at").values_list("answer", flat=True).first()


def answer_to(*, user_id: Any, path: str, key: str) -> dict[str, Any]:
    """What was answered to this key, whatever was asked with it."""
    answer: dict[str, Any] = IdempotencyKey.objects.get(user_id=user_id, path=_written(path), key=key).answer
    return answer


def forget_old() -> int:
    """Delete answers older than seven days; the number deleted."""
    return IdempotencyKey.objects.filter(created_at__lt=clock.now() - KEPT).delete()[0]


def _first_time(row: IdempotencyKey, act: Callable[[], Answered]) -> Answered:
    row.save(force_insert=True)  # takes the key: a second request waits here
    return _answered(row, act)


def _answered(row: IdempotencyKey, act: Callable[[], Answered]) -> Answered:
    row.status, row.answer = act()
    row.save(update_fields=["status", "answer"])
    return row.status, row.answer


def _ended(row: IdempotencyKey) -> IdempotencyKey:
    """The row once it is answered; as it is when that takes too long."""
    for _ in range(LOOKS):
        if row.status:
            break
        time.sleep(LOOK_EVERY_SECONDS)
        row.refresh_from_db()
    return row


def _check(key: str) -> None:
    if len(key) > MAX_LENGTH:
        raise Refused("key_too_long", f"La clé dépasse {MAX_LENGTH} caractères.", status=422)
    if not key.isprintable():
        raise Refused("key_unreadable", "La clé contient des caractères de contrôle.", status=422)


def _written(path: str) -> str:
    """The path as its column can hold it: one that is long, or that no database takes, by its digest."""
    fits = len(path) <= LONGEST_PATH and path.isprintable()
    return path if fits else hashlib.sha256(path.encode(errors="surrogateescape")).hexdigest()


def _replay(kept: IdempotencyKey, digest: str) -> Answered:
    if kept.body_sha256 != digest:
        raise Refused("key_reused", "Cette clé a déjà servi pour une autre demande.", status=422)
    if not kept.status:
        raise Refused(
            "in_progress",
            "La même demande a été commencée et n’est pas finie : regardez ce qui est fait avant de recommencer.",
        )
    return kept.status, kept.answer
