"""The tables of a report, as Excel and PDF carry them. Screen and documents name the same columns."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import F

from spot.accounts.models import User
from spot.airings.workflow import Reason, Status
from spot.common import clock
from spot.common.tables import Column, Kind, Table
from spot.reports.figures import Figures
from spot.reports.queries import Line, Report, airings_of

MOST_PASSAGES = 200_000
FIGURES = (
    Column("Vendus", 10, Kind.COUNT),
    Column("Diffusés", 10, Kind.COUNT),
    Column("Manqués", 10, Kind.COUNT),
    Column("Remplacés", 11, Kind.COUNT),
    Column("À venir", 10, Kind.COUNT),
    Column("Secondes vendues", 16, Kind.COUNT),
    Column("Secondes diffusées", 17, Kind.COUNT),
    Column("Secondes perdues", 16, Kind.COUNT),
    Column("Vendu HT, F CFA", 18, Kind.FCFA),
    Column("Diffusé HT, F CFA", 18, Kind.FCFA),
)
PASSAGES = (
    Column("Journée", 12, Kind.DATE),
    Column("Heure de l’écran", 15, Kind.TIME),
    Column("Écran", 8),
    Column("Tranche", 12),
    Column("Spot", 36),
    Column("Annonceur", 28),
    Column("Campagne", 32),
    Column("Numéro de maison", 20),
    Column("Durée (s)", 10, Kind.COUNT),
    Column("Statut", 12),
    Column("Diffusé à", 17, Kind.INSTANT),
    Column("Motif", 26),
    Column("Valeur HT, F CFA", 17, Kind.FCFA),
)


def described(report: Report, by: User) -> dict[str, Any]:
    """What stands on every document of a report: reference, period, criteria."""
    period = report.period
    criteria = [
        ("Annonceur", report.organisation.name if report.organisation else "Tous ceux que vous suivez"),
        ("Vendus", "Passages placés sur une commande ; ni gracieux, ni compensations"),
        ("Perdues", "Secondes des passages manqués ou remplacés"),
        ("Journée", "De 06:00 à 05:59 le lendemain, heure de Ouagadougou"),
        ("Établi pour", str(by)),
        ("Établi le", f"{clock.local(clock.now()):%d/%m/%Y à %H:%M}"),
    ]
    return {
        "reference": f"RAP-{period.start:%Y%m%d}-{period.end:%Y%m%d}",
        "period": f"Du {period.start:%d/%m/%Y} au {period.end:%d/%m/%Y} inclus",
        "criteria": criteria,
    }


def all_tables(report: Report, by: User) -> list[Table]:
    """By advertiser, campaign, daypart and day, each with the totals of the report."""
    common = described(report, by)
    return [
        _table(
            "Par annonceur", [Column("Annonceur", 32), Column("Catégorie", 22)], report.by_advertiser, report, common
        ),
        _table("Par campagne", [Column("Campagne", 36), Column("Annonceur", 28)], report.by_campaign, report, common),
        _table("Par tranche", [Column("Tranche", 18), Column("Horaires", 16)], report.by_daypart, report, common),
        _by_day(report, common),
    ]


def passages(report: Report, by: User) -> Table:
    """Every airing of the period, a row each, read from the database as the document is written."""
    rows = airings_of(by, report.period, report.organisation).order_by("day", "ad_break__starts_at", "rank")
    facts = rows.values_list(
        "day", "ad_break__starts_at", "ad_break__code", "daypart__name", "spot__title", "organisation__name",
        "campaign__title", F("spot__approved_version__house_number"), "seconds", "status", "aired_at", "reason", "net_ht_fcfa",
    )  # fmt: skip
    return Table(
        "Passages", PASSAGES, _in_words(facts[:MOST_PASSAGES].iterator(chunk_size=2000)), **described(report, by)
    )


def figures_row(figures: Figures) -> list[int]:
    return [
        figures.sold, figures.aired, figures.missed, figures.preempted, figures.planned, figures.sold_seconds,
        figures.aired_seconds, figures.lost_seconds, figures.sold_fcfa, figures.aired_fcfa,
    ]  # fmt: skip


def _table(title: str, about: Sequence[Column], lines: list[Line], report: Report, common: dict[str, Any]) -> Table:
    rows = [[line.label, line.detail, *figures_row(line.figures)] for line in lines]
    return Table(title, [*about, *FIGURES], rows, totals=["Total", None, *figures_row(report.totals)], **common)


def _by_day(report: Report, common: dict[str, Any]) -> Table:
    rows = [[line.key, *figures_row(line.figures)] for line in report.by_day]
    totals = ["Total", *figures_row(report.totals)]
    return Table("Par jour", [Column("Journée", 14, Kind.DATE), *FIGURES], rows, totals=totals, **common)


def _in_words(rows: Iterable[tuple[Any, ...]]) -> Iterable[list[Any]]:
    statuses, reasons = dict(Status.choices), dict(Reason.choices)
    for row in rows:
        *before, status, aired_at, reason, value = row
        yield [*before, str(statuses[status]), aired_at, str(reasons.get(reason, "")), value]
