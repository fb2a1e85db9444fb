"""What a person has not read yet, and how a notification is shown to programs."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db.models import Count

from spot.accounts.models import User
from spot.common import clock
from spot.messaging.models import Notification

LATEST = 10


def as_notification(row: Notification) -> dict[str, Any]:
    """The contract's notification, for socket and API alike."""
    return {
        "id": row.pk, "kind": row.kind, "title": row.title, "text": row.text, "url": row.url, "at": clock.iso(row.at),
    }  # fmt: skip


def unread(user: User) -> int:
    return Notification.objects.visible_to(user).unread().count()


def unread_of(users: Iterable[UUID]) -> dict[UUID, int]:
    """How many notifications each of these people has not read; 0 is left out."""
    rows = Notification.objects.unread().filter(user__in=list(users)).order_by()
    return dict(rows.values_list("user").annotate(Count("pk")))


def news(user: User) -> dict[str, Any]:
    """What the bell shows: how many are unread, and the latest ones."""
    latest = Notification.objects.visible_to(user)[:LATEST]
    return {"unread": unread(user), "latest": [as_notification(row) for row in latest]}
