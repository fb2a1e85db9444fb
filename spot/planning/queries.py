"""What a broadcaster looks at before placing and settling: spots with airings left, late ones, the week, what is next."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Count, F, IntegerField, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from spot.accounts.models import User
from spot.airings.models import LATE_AFTER, Airing
from spot.airings.queries import per, with_left
from spot.breaks.models import AdBreak
from spot.campaigns.models import LineKind, OrderLine
from spot.campaigns.workflow import Status as CampaignStatus
from spot.common import clock
from spot.creatives.models import Spot

Places = Sequence[tuple[str, str]]


def spots(user: User) -> QuerySet[Any]:
    """Spots with what is ordered, placed and left of them (`with_left`), and `aired` (of the spot itself)."""
    rows = Spot.objects.visible_to(user).with_latest().select_related("approved_version", "campaign", "organisation")
    aired = Airing.objects.aired().filter(spot=OuterRef("pk"))
    placed: QuerySet[Any] = rows.annotate(
        aired=Coalesce(per(aired, "spot", Count("pk")), 0), seconds=F("approved_version__seconds")
    )
    return with_left(placed)


def running(rows: QuerySet[Any]) -> QuerySet[Any]:
    """Those that may be placed from today on: an approved version in an approved campaign that has not ended."""
    return rows.filter(
        approved_version__isnull=False,
        campaign__status=CampaignStatus.APPROVED,
        campaign__ends_on__gte=clock.broadcast_today(),
    )


def to_place(user: User) -> QuerySet[Any]:
    """Running spots with airings left, the campaign that ends first on top."""
    return running(spots(user)).filter(left__gt=0).order_by("campaign__ends_on", "title")


def dayparts_of(rows: Iterable[Spot]) -> dict[Any, list[str]]:
    """For each campaign of these spots: the names of what its open lines ask for, in the order of the day."""
    lines = _open_lines().filter(campaign__in={row.campaign_id for row in rows}).order_by("daypart__order", "code")
    names: dict[Any, list[str]] = {}
    for campaign, daypart, code in lines.values_list("campaign", "daypart__name", "code").distinct():
        names.setdefault(campaign, []).append(code or daypart)
    return names


def late(user: User) -> QuerySet[Any]:
    """Nobody has said what became of these, the oldest first."""
    return with_hour(Airing.objects.visible_to(user).late()).order_by("ad_break__starts_at", "rank")


def owing(user: User) -> QuerySet[Any]:
    """Missed or replaced and not made good, the oldest first."""
    return with_hour(Airing.objects.visible_to(user).owing()).order_by("ad_break__starts_at", "rank")


def coming(user: User) -> QuerySet[Any]:
    """Planned and not late: in breaks that have not started, or are running, the next first."""
    rows = Airing.objects.visible_to(user).planned().filter(ad_break__starts_at__gte=clock.now() - LATE_AFTER)
    return with_hour(rows).order_by("ad_break__starts_at", "rank")


def aired(user: User) -> QuerySet[Any]:
    return with_hour(Airing.objects.visible_to(user).aired())


def with_hour(rows: QuerySet[Airing]) -> QuerySet[Any]:
    """Airings with what lists show, and `seconds_before`: the lengths before them in their break."""
    ahead = Airing.objects.taking_seconds().filter(ad_break=OuterRef("ad_break"), rank__lt=OuterRef("rank"))
    total = ahead.order_by().values("ad_break").annotate(total=Sum("seconds")).values("total")
    shown = rows.select_related(
        "ad_break", "daypart", "organisation", "spot__approved_version", "spot_version", "acted_by"
    )
    return shown.annotate(seconds_before=Coalesce(Subquery(total, output_field=IntegerField()), 0))


def expected_at(airing: Any) -> datetime:
    """The expected second of an airing read by `with_hour`."""
    at: datetime = airing.ad_break.starts_at + timedelta(seconds=airing.seconds_before)
    return at


@dataclass(frozen=True)
class DayCount:
    """Airings of one broadcast day by what became of them."""

    day: date
    aired: int = 0
    missed: int = 0
    preempted: int = 0
    planned: int = 0

    @property
    def lost(self) -> int:
        return self.missed + self.preempted

    @property
    def whole(self) -> int:
        return self.aired + self.lost + self.planned


def week_of(user: User, day: date) -> list[DayCount]:
    """Monday to Sunday around a day."""
    monday = day - timedelta(days=day.weekday())
    days = [monday + timedelta(days=n) for n in range(7)]
    rows = Airing.objects.visible_to(user).filter(day__range=(days[0], days[-1])).order_by().values("day")
    counted = {row["day"]: row for row in rows.annotate(**{status: _of(status) for status in COUNTED})}
    return [_day_count(each, counted.get(each, {})) for each in days]


def _day_count(day: date, row: Mapping[str, Any]) -> DayCount:
    return DayCount(day, *(row.get(status, 0) for status in COUNTED))


def breaks_to_choose(starts_on: date, ends_on: date) -> Places:
    """The codes of the breaks between two days, with their title, in the order of the broadcast day."""
    rows = (
        AdBreak.objects.open()
        .filter(day__gte=starts_on, day__lte=ends_on)
        .order_by()
        .values_list("code", "title")
        .distinct()
    )
    titles: dict[str, str] = {}
    for code, title in sorted(rows, key=lambda row: (row[0] < f"{clock.day_starts_at():%H%M}", row)):
        titles.setdefault(code, title)
    return list(titles.items())


COUNTED = ("aired", "missed", "preempted", "planned")


def _of(status: str) -> Count:
    return Count("pk", filter=Q(status=status))


def _open_lines() -> QuerySet[OrderLine]:
    return OrderLine.objects.filter(kind=LineKind.AIRTIME, ends_on__gte=clock.broadcast_today())
