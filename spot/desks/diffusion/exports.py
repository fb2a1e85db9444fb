"""The lists of the desk as documents: each exports what its page shows with the same URL."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Count, Sum
from django.http.response import HttpResponseBase

from spot.airings.models import Airing
from spot.airings.workflow import WHO
from spot.common import clock, downloads
from spot.common.french import counted
from spot.common.tables import Column, Kind, Table
from spot.common.web import opens_to
from spot.desks.diffusion import broadcasted, spots
from spot.desks.requests import SignedInRequest

AT_ONCE = 2_000  # rows read from the database at a time
SPOT_COLUMNS = (
    Column("Spot", 34),
    Column("Annonceur", 28),
    Column("Campagne", 34),
    Column("Référence", 14),
    Column("Type", 8),
    Column("Durée (s)", 10, Kind.COUNT),
    Column("Numéro de maison", 20),
    Column("Commandés", 11, Kind.COUNT),
    Column("Placés", 11, Kind.COUNT),
    Column("Diffusés", 11, Kind.COUNT),
    Column("Restants", 11, Kind.COUNT),
    Column("Premier jour", 12, Kind.DATE),
    Column("Dernier jour", 12, Kind.DATE),
)
AIRED_COLUMNS = (
    Column("Journée", 10, Kind.DATE),
    Column("Écran", 6),
    Column("Diffusé à", 14, Kind.INSTANT),
    Column("Spot", 28),
    Column("Annonceur", 22),
    Column("Tranche", 10),
    Column("Numéro de maison", 17),
    Column("Durée (s)", 8, Kind.COUNT),
)


@opens_to(*WHO)
def spots_csv(request: SignedInRequest) -> HttpResponseBase:
    return downloads.as_csv(_spots(request), _name("spots"))


@opens_to(*WHO)
def spots_xlsx(request: SignedInRequest) -> HttpResponseBase:
    return downloads.as_xlsx(_spots(request), _name("spots"))


@opens_to(*WHO)
def broadcasted_pdf(request: SignedInRequest) -> HttpResponseBase:
    return downloads.as_pdf(_aired(request), _name("passages-diffuses"))


def _spots(request: SignedInRequest) -> Table:
    found = spots.asked(request)
    rows = found.rows
    return Table(
        "Spots à placer", SPOT_COLUMNS, _spot_rows(rows), totals=_spot_totals(rows), criteria=_said(request, found.criteria),
        reference=_reference("SPT"),
    )  # fmt: skip


def _spot_rows(rows: Any) -> Iterator[tuple[Any, ...]]:
    for spot in rows.iterator(chunk_size=AT_ONCE):
        yield _spot_row(spot)


def _spot_row(spot: Any) -> tuple[Any, ...]:
    version, campaign = spot.approved_version, spot.campaign
    return (
        spot.title, spot.organisation.name if spot.organisation else "BF1 TV",
        campaign.title if campaign else None, campaign.reference if campaign else None,
        version.get_media_type_display() if version else None, spot.seconds, version.house_number if version else None,
        spot.ordered, spot.placed, spot.aired, max(0, spot.left),
        campaign.starts_on if campaign else None, campaign.ends_on if campaign else None,
    )  # fmt: skip


def _spot_totals(rows: Any) -> tuple[Any, ...]:
    """Campaigns' airings are shared by their spots: only what belongs to each spot is added up."""
    aired = Airing.objects.aired().filter(spot__in=rows.order_by().values("pk"))
    count = counted(rows.count(), "spot", "spots")
    return (count, *[None] * 8, aired.count(), None, None, None)


def _aired(request: SignedInRequest) -> Table:
    found = broadcasted.asked(request)
    totals = found.qs.order_by().aggregate(count=Count("pk"), seconds=Sum("seconds", default=0))
    total_row = (
        "Total",
        None,
        None,
        counted(totals["count"], "passage", "passages"),
        None,
        None,
        None,
        totals["seconds"],
    )
    return Table(
        "Passages diffusés", AIRED_COLUMNS, _aired_rows(found.rows), totals=total_row,
        criteria=_said(request, [pair for pair in found.criteria if pair[0] not in {"Du", "Au"}]),
        reference=_reference("DIF"), period=broadcasted.period(found).capitalize(),
    )  # fmt: skip


def _aired_rows(rows: Any) -> Iterator[tuple[Any, ...]]:
    for airing in rows.iterator(chunk_size=AT_ONCE):
        version = airing.shown_version
        yield (
            airing.day, airing.ad_break.code, airing.aired_at, airing.spot.title,
            airing.organisation.name if airing.organisation else "BF1 TV", airing.daypart.name,
            version.house_number if version else None, airing.seconds,
        )  # fmt: skip


def _said(request: SignedInRequest, criteria: list[tuple[str, str]]) -> list[tuple[str, str]]:
    user = request.user
    return [*criteria, ("Demandé par", user.full_name), ("Édité le", f"{clock.local(clock.now()):%d/%m/%Y à %H:%M}")]


def _reference(kind: str) -> str:
    """Names the document for ever: its kind and its second."""
    return f"BF1-{kind}-{clock.local(clock.now()):%Y%m%d-%H%M%S}"


def _name(stem: str) -> str:
    return f"{stem}-{clock.local(clock.now()):%Y-%m-%d}"
