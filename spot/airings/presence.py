"""Who is on an open planning day, and where: a row for each person and day, renewed while their screen is open.

Presence is no news of the day: it is not journaled and takes no number of the day's stream. A row nobody renews is
soon worth nothing, so that a server killed, or a browser that vanished, leaves nobody behind.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Q

from spot.airings.models import Airing, Presence
from spot.airings.workflow import VERBS
from spot.breaks.models import AdBreak
from spot.breaks.workflow import READS_PLANNING
from spot.common import clock

WORTH = timedelta(seconds=40)
# A page that is loaded again is not a departure: whoever left is still there for this long.
LINGERS = timedelta(seconds=3)


@dataclass(frozen=True)
class Place:
    """Where somebody says they are: the break they look at, the airing whose dialog they have open."""

    user_id: UUID
    day: date
    break_id: UUID | None = None
    airing_id: UUID | None = None


def stay(places: Collection[Place]) -> None:
    """Note, or note again, where people are. A break or an airing of another day counts as none.

    Each row is written in a transaction of its own, its break before its airing: nothing is held that a verb, which
    locks breaks then airings, could wait for in a circle.
    """
    breaks = _of_their_day(AdBreak, {place.break_id for place in places})
    airings = _of_their_day(Airing, {place.airing_id for place in places})
    for place in sorted(places, key=lambda place: (place.day, place.user_id)):
        row = Presence(
            user_id=place.user_id,
            day=place.day,
            ad_break_id=place.break_id if (place.break_id, place.day) in breaks else None,
            handling_id=place.airing_id if (place.airing_id, place.day) in airings else None,
            seen_at=clock.now(),
        )
        Presence.objects.bulk_create(
            [row],
            update_conflicts=True,
            unique_fields=["user", "day"],
            update_fields=["ad_break", "handling", "seen_at"],
        )


def leave(gone: Iterable[tuple[UUID, date]]) -> None:
    """People whose last screen of a day closed: they linger for a moment, then are no longer there."""
    theirs = Q(pk=None)
    for user_id, day in gone:
        theirs |= Q(user=user_id, day=day)
    Presence.objects.filter(theirs).update(seen_at=clock.now() - WORTH + LINGERS, handling=None)


def people(days: Collection[date]) -> dict[date, list[dict[str, Any]]]:
    """Who is on each of these days, as screens are told: first who may act, then who reads. One query."""
    there = Presence.objects.filter(day__in=days, seen_at__gte=clock.now() - WORTH)
    may_read = there.filter(user__is_active=True, user__role__in=READS_PLANNING)
    found: dict[date, list[dict[str, Any]]] = defaultdict(list)
    for row in may_read.select_related("user").order_by("user__full_name", "user_id"):
        found[row.day].append(_as_told(row))
    return {day: sorted(found[day], key=lambda person: person["reads"]) for day in days}


def sweep() -> int:
    """Forget the rows that are worth nothing. Gives how many."""
    return Presence.objects.filter(seen_at__lt=clock.now() - WORTH).delete()[0]


def _as_told(row: Presence) -> dict[str, Any]:
    return {
        "id": str(row.user_id),
        "name": str(row.user),
        "initials": row.user.initials,
        "role": row.user.role,
        "reads": row.user.role not in VERBS.by_name["confirm"].by,
        "break": str(row.ad_break_id) if row.ad_break_id else None,
        "airing": str(row.handling_id) if row.handling_id else None,
    }


def _of_their_day(model: type[AdBreak] | type[Airing], ids: set[UUID | None]) -> set[tuple[UUID | None, date]]:
    """Which of these exist, with their day."""
    wanted = ids - {None}
    return set(model.objects.filter(pk__in=wanted).values_list("pk", "day")) if wanted else set()
