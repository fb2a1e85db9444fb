"""What calls answer: the shapes of the contract, for the documentation, and the lists' rows."""

from collections.abc import Iterable
from typing import Any

from ninja import Schema
from pydantic import ConfigDict, Field

from spot.airings.queries import left_to_place, progress
from spot.campaigns.models import Campaign as CampaignRow
from spot.creatives.models import Spot as SpotRow
from spot.creatives.models import SpotVersion

Json = dict[str, Any]


class Break(Schema):
    id: str
    code: str
    title: str
    day: str
    starts_at: str
    time_str: str
    daypart: str
    capacity_seconds: int
    booked_seconds: int
    remaining_seconds: int
    status: str


class Item(Schema):
    id: str
    version: int
    day: str
    break_id: str
    position: str | None
    rank: int
    starts_at: str
    date_iso: str
    time_iso: str
    date_str: str
    time_str: str
    title: str
    client: str | None
    media_type: str | None
    duration_seconds: int
    status: str
    aired_at: str | None
    reason: str | None
    is_broadcasted: bool
    spot_id: str
    campaign_id: str | None
    house_number: str | None
    has_media: bool
    product_category: str
    makegood_for: str | None
    gratis: bool
    acted_by: str | None


class Spot(Schema):
    id: str
    title: str
    campaign: str | None
    campaign_title: str | None
    organisation: str | None
    seconds: int
    status: str
    product_category: str
    house_number: str
    airings_left: int


class Campaign(Schema):
    id: str
    title: str
    organisation: str
    status: str
    starts_on: str
    ends_on: str
    airings_ordered: int
    airings_planned: int
    airings_aired: int
    total_ttc_fcfa: int


class MovedBreak(Schema):
    id: str
    code: str
    title: str
    before: str
    after: str
    daypart_before: str
    daypart_after: str
    airings: int


class Caution(Schema):
    """What somebody should know of an airing before acting; `error` as a refusal would say it."""

    airing: str
    title: str
    client: str | None
    error: str
    detail: str


class Retiming(Schema):
    breaks: list[MovedBreak]
    kept: list[Break]
    airings: int
    warnings: list[Caution]


class SwappedAiring(Schema):
    airing: str
    day: str
    code: str
    title: str
    starts_at: str


class UnswappedAiring(SwappedAiring):
    error: str
    detail: str


class Swap(Schema):
    done: list[SwappedAiring]
    refused: list[UnswappedAiring]


class Step(Schema):
    label: str
    base_fcfa: int
    rate_bp: int
    amount_fcfa: int


class QuotedLine(Schema):
    daypart: str
    seconds: int
    airings: int
    unit_ht_fcfa: int
    steps: list[Step]
    net_ht_fcfa: int


class Quote(Schema):
    lines: list[QuotedLine]
    steps: list[Step]
    net_ht_fcfa: int
    vat_fcfa: int
    total_ttc_fcfa: int


class Event(Schema):
    """`item` or `break`; only its id when the action is `remove`."""

    model_config = ConfigDict(populate_by_name=True)
    seq: int
    action: str
    item: Item | None = None
    break_: Break | None = Field(None, alias="break")


class Snapshot(Schema):
    type: str
    day: str
    seq: int
    at: str
    breaks: list[Break]
    items: list[Item]


class Events(Schema):
    """Either the events, or `resync` with the number a new snapshot will have."""

    day: str | None = None
    seq: int
    events: list[Event] | None = None
    resync: bool | None = None


class Notification(Schema):
    id: int
    kind: str
    title: str
    text: str
    url: str
    at: str


class News(Schema):
    unread: int
    latest: list[Notification]


class PendingCounts(Schema):
    count_campaigns_pending: int
    count_spots_pending: int
    count_messages_pending: int
    count_coverages_pending: int


class Waits(Schema):
    notes: int
    missing: int


class Part(Schema):
    slug: str
    label: str
    left: int


class Owed(Schema):
    makegood_for: str
    day: str
    time_str: str
    status: str


class Placeable(Schema):
    id: str
    title: str
    client: str | None
    seconds: int
    campaign_id: str | None
    campaign_title: str | None
    house_number: str
    product_category: str
    left: list[Part]
    airings_left: int | None
    ends_on: str | None
    owed: list[Owed]


class Tray(Schema):
    items: list[Placeable]
    count: int


class Verdict(Schema):
    model_config = ConfigDict(populate_by_name=True)
    break_: str = Field(alias="break")
    fits: bool
    error: str | None
    word: str
    detail: str
    remaining_seconds: int
    short_seconds: int | None


class Verdicts(Schema):
    items: list[Verdict]


class Act(Schema):
    verb: str
    by: str | None
    at: str
    reason: str | None
    note: str


class Acts(Schema):
    items: list[Act]
    count: int


class Breaks(Schema):
    items: list[Break]
    count: int


class Items(Schema):
    items: list[Item]
    count: int


class Spots(Schema):
    items: list[Spot]
    count: int


class Campaigns(Schema):
    items: list[Campaign]
    count: int


def spots(rows: list[SpotRow]) -> Iterable[Json]:
    """Length and house number are those of the version that airs, else of the latest; the status is the latest's."""
    left = left_to_place(rows)
    latest = SpotVersion.objects.in_bulk([row.latest_id for row in rows])  # type: ignore[attr-defined]
    for row in rows:
        newest = latest[row.latest_id]  # type: ignore[attr-defined]
        airs = row.approved_version or newest
        yield {
            "id": str(row.pk),
            "title": row.title,
            "campaign": str(row.campaign_id) if row.campaign_id else None,
            "campaign_title": row.campaign.title if row.campaign else None,
            "organisation": row.organisation.name if row.organisation else None,
            "seconds": airs.seconds,
            "status": newest.status,
            "product_category": row.product_category_id,
            "house_number": airs.house_number,
            "airings_left": left.get(row.pk, 0),
        }


def campaigns(rows: list[CampaignRow]) -> Iterable[Json]:
    counted = progress(row.pk for row in rows)
    for row in rows:
        yield {
            "id": str(row.pk),
            "title": row.title,
            "organisation": row.organisation.name,
            "status": row.shown_status,
            "starts_on": row.starts_on.isoformat(),
            "ends_on": row.ends_on.isoformat(),
            "airings_ordered": counted[row.pk]["ordered"],
            "airings_planned": counted[row.pk]["planned"],
            "airings_aired": counted[row.pk]["aired"],
            "total_ttc_fcfa": row.total_ttc_fcfa,
        }
