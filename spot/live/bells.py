"""The bell of each person: notifications on every page they have open, as they are written."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from spot.accounts.models import User
from spot.live import frames
from spot.live.socket import Socket
from spot.live.threads import in_database
from spot.messaging import queries
from spot.messaging.models import Notification

# Numbers are given before they are committed: one may appear after a greater one. Those this close are looked at again.
MARGIN = 500
Told = tuple[UUID, int, str]  # whose, the notification's number, its frame


@dataclass(eq=False)
class Bell:
    """A person's open pages, and which recent notifications they were told."""

    sockets: set[Socket] = field(default_factory=set)
    told: set[int] = field(default_factory=set)


@dataclass(eq=False)
class Bells:
    """The bells of this process. `floor` is the greatest notification number read."""

    bells: dict[UUID, Bell] = field(default_factory=dict)
    floor: int = 0

    async def join(self, socket: Socket) -> None:
        """Send what is unread and the latest, then follow. Read again if something was told while it was read."""
        socket.drained = _ring_again
        while True:
            known = self.bells.get(socket.user_id)
            told_before = set(known.told) if known else set()
            floor, recent, frame = await in_database(_first, socket.user_id)
            now = self.bells.get(socket.user_id)
            if not now or now.told <= told_before | recent:
                break
        bell = self.bells.setdefault(socket.user_id, Bell())
        bell.told |= recent
        self.floor = max(self.floor, floor)
        bell.sockets.add(socket)
        socket.write(frame)

    def leave(self, socket: Socket) -> None:
        if bell := self.bells.get(socket.user_id):
            bell.sockets.discard(socket)
            if not bell.sockets:
                del self.bells[socket.user_id]

    def deliver(self, told: Iterable[Told]) -> None:
        for user_id, number, frame in told:
            self.floor = max(self.floor, number)
            if (bell := self.bells.get(user_id)) and number not in bell.told:
                bell.told.add(number)
                for socket in list(bell.sockets):
                    _ring(socket, frame)
        for bell in self.bells.values():
            bell.told = {number for number in bell.told if number > self.floor - MARGIN}

    def watched(self) -> tuple[int, dict[UUID, set[int]]]:
        return self.floor - MARGIN, {user_id: set(bell.told) for user_id, bell in self.bells.items()}


def _ring(socket: Socket, frame: str) -> None:
    """A bell that does not listen is told the latest when it listens again."""
    if socket.takes_frames:
        socket.write(frame)
    else:
        socket.last = "missed"


def _ring_again(socket: Socket) -> None:
    if socket.last == "missed":
        socket.last = ""
        socket.close(4408)  # it reconnects, and starts from what is unread


def changed(floor: int, watched: Mapping[UUID, set[int]]) -> list[Told]:
    """The notifications of watched people they were not told, as frames, oldest first."""
    rows = Notification.objects.filter(user__in=list(watched), pk__gt=floor).order_by("pk")
    new = [row for row in rows if row.pk not in watched[row.user_id]]
    unread = queries.unread_of({row.user_id for row in new}) if new else {}
    return [(row.user_id, row.pk, _frame(row, unread.get(row.user_id, 0))) for row in new]


def _frame(row: Notification, unread: int) -> str:
    return frames.encode({"type": "notification", "unread": unread, "item": queries.as_notification(row)})


def _first(user_id: UUID) -> tuple[int, set[int], str]:
    """The greatest number so far, the recent numbers of this person, and their first frame."""
    user = User.objects.get(pk=user_id)
    floor = Notification.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    news: dict[str, Any] = queries.news(user)
    recent = set(Notification.objects.filter(user=user, pk__gt=floor - MARGIN).values_list("pk", flat=True))
    recent_then = {number for number in recent if number <= floor} | {row["id"] for row in news["latest"]}
    return floor, recent_then, frames.encode({"type": "notifications", **news})
