"""What the report page shows of a report: links that keep the filters, charts, one table at a time."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse

from spot.accounts.models import Organisation
from spot.breaks.models import Daypart
from spot.common.asked import in_address
from spot.desks.requests import SignedInRequest
from spot.reports import charts, period, queries, reading
from spot.reports.period import Period
from spot.reports.queries import Line, Report

MOST_LINES = 30
WEEKDAYS = ("lun.", "mar.", "mer.", "jeu.", "ven.", "sam.", "dim.")


@dataclass(frozen=True)
class Link:
    """A button that changes one thing of the page and keeps the rest."""

    label: str
    url: str
    is_current: bool


def of(report: Report, request: SignedInRequest) -> dict[str, Any]:
    tables = _tables(report)
    table = in_address(request).choice("table", tables, "advertiser")
    return {
        "report": report,
        "period": report.period,
        "presets": presets(request, report.period, reverse("management:overview")),
        "organisations": Organisation.objects.visible_to(request.user).filter(campaigns__isnull=False).distinct(),
        "filters": _filters(report),
        "columns": charts.columns(report, width=736, height=220),
        "by": charts.by(report),
        "revenue": [(line.label, line.figures.sold_fcfa) for line in report.by_daypart if line.figures.sold_fcfa],
        "heat": [(row, [(row.share(day), charts.step_of(row.share(day))) for day in range(7)]) for row in report.fill],
        "weekdays": WEEKDAYS,
        "sentences": reading.sentences(report),
        "tables": _table_links(request, table),
        "table": table,
        "lines": tables[table] or report.by_advertiser,
    }


def presets(request: SignedInRequest, asked: Period, url: str) -> list[Link]:
    found = []
    for label, one in period.presets().items():
        query = request.GET.copy()
        query["start"], query["end"] = one.start.isoformat(), one.end.isoformat()
        found.append(Link(label, f"{url}?{query.urlencode()}", one == asked))
    return found


@dataclass(frozen=True)
class Average:
    """What a daypart was sold for, beside its published price. FCFA before tax."""

    daypart: Daypart
    airings: int
    seconds: int
    value_fcfa: int
    sheet_ht_fcfa: int | None

    @property
    def per_airing_fcfa(self) -> int | None:
        return self.value_fcfa // self.airings if self.airings else None

    @property
    def per_second_fcfa(self) -> int | None:
        return self.value_fcfa // self.seconds if self.seconds else None


def averages(sold: list[tuple[Daypart, int, int, int]], published: Any) -> list[Average]:
    prices = {row.daypart.slug: row.short_ht_fcfa for row in published}
    return [Average(*row, prices.get(row[0].slug)) for row in sold]


def _tables(report: Report) -> dict[str, list[Line]]:
    return {
        "advertiser": queries.shortened(report.by_advertiser, most=MOST_LINES, others="autres annonceurs"),
        "campaign": queries.shortened(report.by_campaign, most=MOST_LINES, others="autres campagnes"),
        "daypart": report.by_daypart,
        "day": _days(report),
    }


def _days(report: Report) -> list[Line]:
    """A day a line, or a week a line when there would be more than a month of them."""
    if report.period.days <= 31:
        return report.by_day
    return [Line(week.start, _span(week.start, week.end), "", figures) for week, figures in queries.by_week(report)]


def _span(start: date, end: date) -> str:
    return f"du {start:%d/%m} au {end:%d/%m/%Y}"


def _table_links(request: SignedInRequest, current: str) -> list[Link]:
    labels = {"advertiser": "Annonceur", "campaign": "Campagne", "daypart": "Tranche", "day": "Jour"}
    found = []
    for name, label in labels.items():
        query = request.GET.copy()
        query["table"] = name
        found.append(Link(label, f"?{query.urlencode()}#tableau", name == current))
    return found


def _filters(report: Report) -> str:
    """The query string of the exports: exactly what is shown."""
    query = f"start={report.period.start}&end={report.period.end}"
    return f"{query}&organisation={report.organisation.pk}" if report.organisation else query
