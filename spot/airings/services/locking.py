"""Locking what a verb touches, in the one order everybody keeps."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from spot.breaks.models import AdBreak, BroadcastDay
from spot.campaigns.models import Campaign, OrderLine
from spot.creatives.models import Spot, SpotVersion


def lock_order(spot: Spot) -> list[OrderLine]:
    """Lock the spot's campaign and its order lines, oldest first; nothing for a promo of the station."""
    if not spot.campaign_id:
        return []
    Campaign.objects.select_for_update(no_key=True).get(pk=spot.campaign_id)
    return list(OrderLine.objects.select_for_update(no_key=True).filter(campaign=spot.campaign_id))


def lock_spot(spot: Spot) -> Spot:
    """The spot as it is now, its approved version locked so that nobody withdraws it meanwhile."""
    now = Spot.objects.select_related("organisation", "campaign", "product_category").get(pk=spot.pk)
    if now.approved_version_id:
        now.approved_version = SpotVersion.objects.select_for_update(no_key=True).get(pk=now.approved_version_id)
    return now


def lock_days(days: Iterable[date]) -> list[BroadcastDay]:
    return list(BroadcastDay.objects.select_for_update(no_key=True).filter(day__in=set(days)).order_by("day"))


def lock_breaks(ids: Iterable[UUID]) -> dict[UUID, AdBreak]:
    rows = AdBreak.objects.select_for_update(no_key=True).filter(pk__in=set(ids)).order_by("pk")
    return {row.pk: row for row in rows}
