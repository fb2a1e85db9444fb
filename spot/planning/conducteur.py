"""The conducteur: the running order of a broadcast day, break by break, each airing at its expected second.

Page and paper read the same.
"""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from spot.airings.models import Airing
from spot.breaks.models import AdBreak


@dataclass(frozen=True)
class Row:
    """An airing at its expected second."""

    airing: Airing
    at: datetime
    is_owed: bool


@dataclass
class Place:
    """A break with its rows, in order."""

    ad_break: AdBreak
    rows: list[Row] = field(default_factory=list)


@dataclass(frozen=True)
class Conducteur:
    day: date
    places: list[Place]

    @property
    def rows(self) -> list[Row]:
        return [row for place in self.places for row in place.rows]

    @property
    def owed(self) -> list[Row]:
        """Missed or replaced, with no make-good yet."""
        return [row for row in self.rows if row.is_owed]

    @property
    def booked_seconds(self) -> int:
        return sum(place.ad_break.booked_seconds for place in self.places)

    @property
    def capacity_seconds(self) -> int:
        return sum(place.ad_break.capacity_seconds for place in self.places)

    def count(self, status: str) -> int:
        return sum(row.airing.status == status for row in self.rows)


def conducteur(day: date) -> Conducteur:
    """The running order of a day. Three queries, whatever the day holds."""
    breaks = AdBreak.objects.of_day(day).open().select_related("daypart")
    places = {ad_break.pk: Place(ad_break) for ad_break in breaks}
    shown = Airing.objects.of_day(day).taking_seconds().order_by("rank")
    owed = set(Airing.objects.of_day(day).owing().values_list("pk", flat=True))
    for airing in shown.select_related("spot__approved_version", "spot_version", "organisation", "acted_by"):
        if place := places.get(airing.ad_break_id):
            place.rows.append(Row(airing, _at(place), airing.pk in owed))
    return Conducteur(day, list(places.values()))


def _at(place: Place) -> datetime:
    """When the next airing of a break is expected: its start plus the lengths before."""
    return place.ad_break.starts_at + timedelta(seconds=sum(row.airing.seconds for row in place.rows))
