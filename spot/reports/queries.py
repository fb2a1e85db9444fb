"""The one query layer: whatever screen, Excel and PDF show comes from here, so that their totals agree."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import BooleanField, Case, Count, QuerySet, Sum, Value, When

from spot.accounts.models import Organisation, User
from spot.airings.models import Airing
from spot.breaks.models import AdBreak, Daypart
from spot.campaigns.models import Campaign
from spot.reports.figures import Figures, total
from spot.reports.period import Period

HOUSE = "Autopromotion de la station"


@dataclass
class Line:
    """One line of a table of the report: what it is about, and its figures."""

    key: Any
    label: str
    detail: str
    figures: Figures


@dataclass
class Fill:
    """Seconds sold and offered of the breaks of a daypart, by weekday (0 Monday)."""

    daypart: Daypart
    booked: list[int]
    capacity: list[int]

    def share(self, weekday: int) -> int | None:
        """Per cent of the offered seconds that are booked; None when nothing is offered."""
        return round(100 * self.booked[weekday] / self.capacity[weekday]) if self.capacity[weekday] else None

    @property
    def whole(self) -> int | None:
        return round(100 * sum(self.booked) / sum(self.capacity)) if sum(self.capacity) else None


@dataclass
class Report:
    """A whole report. Each list of lines adds up to `totals`."""

    period: Period
    organisation: Organisation | None
    totals: Figures
    before: Figures
    by_day: list[Line]
    by_daypart: list[Line]
    by_campaign: list[Line]
    by_advertiser: list[Line]
    fill: list[Fill]

    @property
    def fill_percent(self) -> int | None:
        booked, capacity = (sum(sum(getattr(row, name)) for row in self.fill) for name in ("booked", "capacity"))
        return round(100 * booked / capacity) if capacity else None

    @property
    def change_percent(self) -> int | None:
        """How the value sold moved against the period before, in per cent; None when there was none."""
        earlier = self.before.sold_fcfa
        return round(100 * (self.totals.sold_fcfa - earlier) / earlier) if earlier else None


def report(user: User, period: Period, *, organisation: Organisation | None = None) -> Report:
    """The figures of a period of broadcast days, of what `user` may see, of one advertiser or of all."""
    airings = airings_of(user, period, organisation)
    dayparts = {row.slug: row for row in Daypart.objects.all()}
    by_time = _grouped(airings, "day", "daypart")
    by_day = _sum(by_time, lambda row: row["day"])
    by_daypart = _sum(by_time, lambda row: row["daypart"])
    by_campaign = _sum(_grouped(airings, "campaign"), lambda row: row["campaign"])
    campaign_lines, advertiser_lines = _campaigns_and_advertisers(by_campaign)
    return Report(
        period=period,
        organisation=organisation,
        totals=total(list(by_day.values())),
        before=total(list(_sum(_grouped(airings_of(user, period.before, organisation)), _alike).values())),
        by_day=[Line(day, "", "", by_day[day]) for day in sorted(by_day)],
        by_daypart=[_of_daypart(row, by_daypart.get(slug, Figures())) for slug, row in dayparts.items()],
        by_campaign=campaign_lines,
        by_advertiser=advertiser_lines,
        fill=fill(period, dayparts.values()) if user.sees_all_campaigns else [],
    )


def airings_of(user: User, period: Period, organisation: Organisation | None = None) -> QuerySet[Airing]:
    """The airings a report counts: in the period, on the plan, visible to who asks."""
    rows = Airing.objects.visible_to(user).taking_seconds().filter(day__range=(period.start, period.end))
    return rows.filter(organisation=organisation) if organisation else rows


def fill(period: Period, dayparts: Iterable[Daypart]) -> list[Fill]:
    rows = {row.slug: Fill(row, [0] * 7, [0] * 7) for row in dayparts}
    breaks = AdBreak.objects.open().filter(day__gte=period.start, day__lte=period.end).order_by()
    sums = breaks.values_list("day", "daypart").annotate(Sum("booked_seconds"), Sum("capacity_seconds"))
    for day, slug, booked, capacity in sums:
        rows[slug].booked[day.weekday()] += booked
        rows[slug].capacity[day.weekday()] += capacity
    return [row for row in rows.values() if sum(row.capacity)]


def by_week(report: Report) -> list[tuple[Period, Figures]]:
    """The days of a report gathered by calendar week."""
    figures = {line.key: line.figures for line in report.by_day}
    return [
        (week, total([part for day, part in figures.items() if week.start <= day <= week.end]))
        for week in report.period.weeks()
    ]


def _grouped(airings: QuerySet[Airing], *keys: str) -> list[dict[str, Any]]:
    """Counts, seconds and value by the keys, the status, and whether a line sold it; by ids alone, names come after."""
    is_sold = Case(When(line__isnull=False, then=Value(True)), default=Value(False), output_field=BooleanField())  # noqa: FBT003
    rows = airings.order_by().annotate(is_sold=is_sold).values(*keys, "status", "is_sold")
    return list(rows.annotate(count=Count("pk"), length=Sum("seconds"), value=Sum("net_ht_fcfa")))


def _sum(groups: list[dict[str, Any]], key: Callable[[dict[str, Any]], Any]) -> dict[Any, Figures]:
    found: defaultdict[Any, Figures] = defaultdict(Figures)
    for group in groups:
        found[key(group)].add(group)
    return dict(found)


def _alike(_group: dict[str, Any]) -> None:
    """The key of what is not parted at all."""


def _of_daypart(daypart: Daypart, figures: Figures) -> Line:
    return Line(daypart.slug, daypart.name, f"{daypart.starts:%H:%M}–{daypart.ends:%H:%M}", figures)


def _campaigns_and_advertisers(by_campaign: dict[UUID | None, Figures]) -> tuple[list[Line], list[Line]]:
    """Both tables from one count: a campaign belongs to one advertiser, so both add up to the same total."""
    names = Campaign.objects.filter(pk__in=[pk for pk in by_campaign if pk]).values_list(
        "pk", "title", "organisation", "organisation__name", "product_category__name"
    )
    campaigns: list[Line] = []
    advertisers: dict[UUID | None, Line] = {}
    for pk, title, owner, owner_name, category in [*names, (None, HOUSE, None, HOUSE, "")]:
        if pk not in by_campaign:
            continue
        campaigns.append(Line(pk, title, owner_name if pk else "", by_campaign[pk]))
        line = advertisers.setdefault(owner, Line(owner, owner_name, category, Figures()))
        line.figures += by_campaign[pk]
    return _largest_first(campaigns), _largest_first(list(advertisers.values()))


def _largest_first(lines: list[Line]) -> list[Line]:
    return sorted(lines, key=lambda line: (-line.figures.sold_fcfa, -line.figures.aired, line.label))


def shortened(lines: list[Line], *, most: int, others: str) -> list[Line]:
    """At most so many lines, the rest gathered in a last one (“26 autres annonceurs”): the total still adds up."""
    if len(lines) <= most:
        return lines
    rest = lines[most - 1 :]
    return [*lines[: most - 1], Line(None, f"{len(rest)} {others}", "", total([line.figures for line in rest]))]


def average_prices(user: User, period: Period) -> list[tuple[Daypart, int, int, int]]:
    """By daypart, of what was sold: airings, seconds, value before tax."""
    sold = airings_of(user, period).filter(line__isnull=False)
    rows = {
        slug: (count, seconds, value)
        for slug, count, seconds, value in sold.order_by()
        .values_list("daypart")
        .annotate(Count("pk"), Sum("seconds"), Sum("net_ht_fcfa"))
    }
    return [(row, *rows.get(row.slug, (0, 0, 0))) for row in Daypart.objects.all()]
