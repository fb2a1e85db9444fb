"""The tray: what a broadcaster may still place on a day, and what is left of each order."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Q

from spot.accounts.models import User
from spot.airings.models import Airing
from spot.airings.queries import airings_left
from spot.breaks.models import AdBreak
from spot.campaigns.models import LineKind, OrderLine
from spot.campaigns.workflow import Status as CampaignStatus
from spot.common import clock
from spot.planning.queries import spots


@dataclass(frozen=True)
class Part:
    """What an order asks for: a daypart, or an écran by its code. `is_ahead` while a break of it is still to come."""

    slug: str
    label: str
    left: int
    is_ahead: bool


@dataclass
class Tray:
    """A spot that may air that day. `left` is what may be placed there, by daypart; `owed` are airings to make good.

    `airings_left` counts the whole order, and is None for the station's own promos, which no order limits.
    """

    spot: Any
    left: list[Part] = field(default_factory=list)
    owed: list[Airing] = field(default_factory=list)

    @property
    def airings_left(self) -> int | None:
        return max(0, self.spot.left) if self.spot.campaign_id else None

    @property
    def waits(self) -> bool:
        """Whether something of it is to be placed that day, and still can be."""
        return any(part.left and part.is_ahead for part in self.left) or bool(self.owed)


def tray_of(user: User, day: date) -> list[Tray]:
    """Spots that may be placed on a broadcast day: what waits first, the campaign that ends first on top. Six questions,
    whatever the day holds.
    """
    rows = list(_placeable(user, day))
    left, owed = _left_by_order({row.campaign_id for row in rows}, day), _owed(rows)
    trays = [Tray(row, left.get((row.campaign_id, row.seconds), []), owed.get(row.pk, [])) for row in rows]
    return sorted(trays, key=lambda tray: not tray.waits)


def _placeable(user: User, day: date) -> Any:
    running = Q(campaign__status=CampaignStatus.APPROVED, campaign__starts_on__lte=day, campaign__ends_on__gte=day)
    rows = spots(user).filter(running | Q(campaign=None), approved_version__isnull=False)
    return rows.order_by("campaign__ends_on", "campaign_id", "title")


def _left_by_order(campaigns: Iterable[UUID | None], day: date) -> dict[tuple[UUID, int], list[Part]]:
    """For each campaign and length: what its lines of that day still leave to place."""
    lines = OrderLine.objects.filter(
        campaign__in=campaigns, kind=LineKind.AIRTIME, starts_on__lte=day, ends_on__gte=day,
        weekdays__contains=str(day.weekday()),
    )  # fmt: skip
    rows = list(lines.select_related("daypart").order_by("daypart__order", "code"))
    left, ahead, counted = airings_left(rows), _ahead(day), dict[tuple[UUID, int], dict[tuple[str, str], int]]()
    for line in rows:
        asked = counted.setdefault((line.campaign_id, line.seconds), {})
        name = (line.code, line.code) if line.code or not line.daypart else (line.daypart.slug, line.daypart.name)
        asked[name] = asked.get(name, 0) + left[line.pk]
    return {
        order: [Part(*name, left=count, is_ahead=name[0] in ahead) for name, count in asked.items()]
        for order, asked in counted.items()
    }


def _ahead(day: date) -> set[str]:
    """Dayparts and codes of the breaks of a day that have not begun."""
    rows = AdBreak.objects.of_day(day).open().filter(starts_at__gt=clock.now())
    return {name for pair in rows.values_list("daypart", "code") for name in pair}


def _owed(rows: list[Any]) -> dict[UUID, list[Airing]]:
    """Missed and pre-empted airings of these spots that nothing makes good yet."""
    owed: dict[UUID, list[Airing]] = {}
    for airing in (
        Airing.objects.filter(spot__in=rows).owing().select_related("ad_break").order_by("ad_break__starts_at")
    ):
        owed.setdefault(airing.spot_id, []).append(airing)
    return owed
