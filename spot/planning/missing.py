"""What is missing for a day to air: airings that cannot go out as they stand, campaigns that will end short, breaks unsold.

As many queries whatever the day holds.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.core.cache import caches

from spot.airings.models import Airing
from spot.airings.queries import airings_left
from spot.breaks.models import AdBreak
from spot.campaigns.models import Campaign, LineKind, OrderLine
from spot.campaigns.workflow import Status as CampaignStatus
from spot.clearance.services import gate
from spot.common import clock
from spot.common.refusals import Refused
from spot.creatives.models import SpotVersion

SOON = timedelta(days=1)  # a line that ends that day or the next has no time left to wait
WITHIN = timedelta(days=6)  # further ahead there is a whole week to place
COUNT_KEPT_SECONDS = 4  # shorter than a screen waits before it asks (waits.js): no count is older than its change


@dataclass(frozen=True)
class CannotAir:
    """A planned airing, and why it cannot go out: `version`, `file` or `clearance`."""

    airing: Airing
    code: str
    detail: str


@dataclass(frozen=True)
class Short:
    """An order line with airings left that end soon, or that its remaining breaks cannot hold."""

    campaign: Campaign
    line: OrderLine
    left: int
    room: int

    @property
    def cannot_hold(self) -> bool:
        return self.left > self.room


@dataclass(frozen=True)
class Missing:
    cannot_air: list[CannotAir]
    short: list[Short]
    empty: list[AdBreak]
    unsold_seconds: int

    @property
    def count(self) -> int:
        """What needs somebody; an empty break is an opportunity, not a fault."""
        return len(self.cannot_air) + len(self.short)


def day_ahead(day: date) -> date:
    """The broadcast day to prepare while one works on `day`: tomorrow, or `day` itself when it is further ahead."""
    return max(day, clock.broadcast_today() + timedelta(days=1))


def missing(day: date) -> Missing:
    """What a broadcast day lacks."""
    places = list(AdBreak.objects.open().filter(day__gte=day, day__lte=day + WITHIN).order_by("starts_at"))
    of_day = [place for place in places if place.day_id == day]
    return Missing(
        cannot_air=list(_cannot_air(day)),
        short=list(_short(day, places)),
        empty=[place for place in of_day if not place.booked_seconds],
        unsold_seconds=sum(place.remaining_seconds for place in of_day),
    )


def count_missing(day: date) -> int:
    """How many lacks of a day need somebody. Counted once for all the screens that ask at the same change."""
    return caches["process"].get_or_set(f"missing:{day}", lambda: missing(day).count, COUNT_KEPT_SECONDS) or 0


def _cannot_air(day: date) -> Iterator[CannotAir]:
    rows = Airing.objects.planned().of_day(day).order_by("ad_break__starts_at", "rank")
    shown = rows.select_related("ad_break", "organisation", "spot__approved_version", "spot__product_category")
    present: dict[str, bool] = {}
    for airing in shown.prefetch_related("organisation__visas"):
        version = airing.spot.approved_version
        if version is None:
            yield CannotAir(airing, "version", "aucune version approuvée")
        elif not _is_there(version, present):
            yield CannotAir(airing, "file", "fichier absent du serveur")
        try:
            gate(airing.spot.product_category, airing.organisation, airs_at=airing.ad_break.starts_at)
        except Refused as refusal:
            yield CannotAir(airing, refusal.code, refusal.detail)


def _is_there(version: SpotVersion, present: dict[str, bool]) -> bool:
    """Whether its file can be read; each file is looked for once."""
    name = str(version.file.name)
    if name not in present:
        present[name] = version.file.storage.exists(name)
    return present[name]


def _short(day: date, places: Sequence[AdBreak]) -> Iterator[Short]:
    lines = OrderLine.objects.filter(
        kind=LineKind.AIRTIME, campaign__status=CampaignStatus.APPROVED, starts_on__lte=day, ends_on__gte=day,
        ends_on__lte=day + WITHIN,
    )  # fmt: skip
    rows = list(lines.select_related("campaign__organisation", "daypart").order_by("ends_on", "campaign__title"))
    left = airings_left(rows)
    clients = {row.campaign.organisation_id for row in rows if left[row.pk]}
    held = _held_by(clients, places)
    for line in rows:
        if count := left[line.pk]:
            mine = held.get(line.campaign.organisation_id, set())
            room = sum(_may_hold(place, line) and place.pk not in mine for place in places)
            if count > room or line.ends_on <= day + SOON:
                yield Short(line.campaign, line, count, room)


def _may_hold(place: AdBreak, line: OrderLine) -> bool:
    covered = line.covers(place.day_id, daypart=place.daypart_id, code=place.code, seconds=line.seconds)
    return covered and place.remaining_seconds >= line.seconds


def _held_by(clients: set[UUID], places: Sequence[AdBreak]) -> dict[UUID, set[UUID]]:
    """The breaks in which each advertiser already airs: they never air twice in one."""
    days = {place.day_id for place in places}
    rows = Airing.objects.taking_seconds().filter(organisation__in=clients, day__in=days)
    held: dict[UUID, set[UUID]] = {}
    for client, place in rows.order_by().values_list("organisation", "ad_break"):
        held.setdefault(client, set()).add(place)
    return held
