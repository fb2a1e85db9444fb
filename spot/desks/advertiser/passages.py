"""Airings as an advertiser reads them: small rows, one query."""

from datetime import date, datetime, timedelta
from typing import NamedTuple
from uuid import UUID

from django.db.models import QuerySet

from spot.airings.models import Airing
from spot.airings.workflow import Status
from spot.common import clock

COLUMNS = (
    "pk", "day", "ad_break__starts_at", "aired_at", "ad_break__code", "ad_break__title", "ad_break__capacity_seconds",
    "seconds", "spot_id", "spot__title", "campaign_id", "campaign__title", "organisation__name", "status",
    "makegood_for_id", "gratis",
)  # fmt: skip
ON_AIR = "onair"


class Passage(NamedTuple):
    """One airing. `planned_at` is the start of its break, `aired_at` the instant confirmed."""

    id: UUID
    day: date
    planned_at: datetime
    aired_at: datetime | None
    code: str
    break_title: str
    capacity_seconds: int
    seconds: int
    spot_id: UUID
    title: str
    campaign_id: UUID | None
    campaign_title: str | None
    client: str | None
    status: str
    makegood_for: UUID | None
    gratis: bool

    @property
    def at(self) -> datetime:
        return self.aired_at or self.planned_at

    @property
    def is_off_time(self) -> bool:
        """Whether it aired in another minute than its break was due."""
        return self.aired_at is not None and self.aired_at.replace(second=0, microsecond=0) != self.planned_at

    @property
    def shown(self) -> str:
        """Its status, or `onair` while its break is running and nobody has confirmed it yet."""
        ends_at = self.planned_at + timedelta(seconds=self.capacity_seconds)
        is_running = self.status == Status.PLANNED and self.planned_at <= clock.now() < ends_at
        return ON_AIR if is_running else self.status


def passages(airings: QuerySet[Airing]) -> list[Passage]:
    return [Passage(*row) for row in airings.values_list(*COLUMNS)]
