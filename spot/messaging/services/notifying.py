"""Notifications: written for people, read by them."""

from collections.abc import Iterable

from spot.accounts.models import User
from spot.common import clock
from spot.journal.models import Entry
from spot.messaging.models import Notification

TITLE, TEXT = 120, 400


def notify(  # noqa: PLR0913  a notification has this many parts
    users: Iterable[User], *, entry: Entry, kind: str, title: str, text: str, url: str
) -> None:
    """One notification for each of these people but the one who acted, in the transaction of the change."""
    others = [user for user in users if user.pk != entry.actor_id]
    write(others, entry=entry, kind=kind, title=title, text=text, url=url)


def write(  # noqa: PLR0913  likewise
    users: Iterable[User], *, kind: str, title: str, text: str, url: str, entry: Entry | None = None
) -> None:
    """One notification for each of these people; without `entry`, of what time brought and nobody did."""
    Notification.objects.bulk_create(
        Notification(user=user, entry=entry, kind=kind, title=_cut(title, TITLE), text=_cut(text, TEXT), url=url)
        for user in users
    )


def read(notification: Notification) -> None:
    """Its person has read it; a second time changes nothing."""
    Notification.objects.unread().filter(pk=notification.pk).update(read_at=clock.now())


def read_all(user: User) -> int:
    """A person has read everything; how many were unread."""
    return Notification.objects.visible_to(user).unread().update(read_at=clock.now())


def _cut(text: str, length: int) -> str:
    return text if len(text) <= length else text[: length - 1] + "…"
