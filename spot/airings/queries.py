"""What sockets, API and pages show of airings: items, the snapshot of a day, its numbered events, counts."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.db.models import Count, Sum
from django.utils import translation
from django.utils.formats import date_format

from spot.airings.models import Airing
from spot.airings.workflow import Status
from spot.breaks.models import AdBreak
from spot.breaks.queries import as_break, stream
from spot.campaigns.models import OrderLine
from spot.common import clock
from spot.creatives.models import Spot
from spot.journal.models import Entry
from spot.journal.services import last_seq

Item = dict[str, Any]
SHOWN_WITH = ("ad_break", "spot__approved_version", "spot_version", "organisation", "acted_by")


def item(airing: Airing) -> Item:
    """The contract's *item*: one airing as sockets and API show it. `day` is the broadcast day, the `_iso` civil ones."""
    starts_at = airing.ad_break.starts_at
    version = airing.spot_version or airing.spot.approved_version
    return {
        "id": str(airing.pk),
        "version": airing.version,
        "day": airing.day.isoformat(),
        "break_id": str(airing.ad_break_id),
        "position": airing.position,
        "rank": airing.rank,
        "starts_at": clock.iso(starts_at),
        **_civil(starts_at),
        "title": airing.spot.title,
        "client": airing.organisation.name if airing.organisation else None,
        "media_type": version.media_type if version else None,
        "duration_seconds": airing.seconds,
        "status": airing.status,
        "aired_at": clock.iso(airing.aired_at) if airing.aired_at else None,
        "reason": airing.reason,
        "is_broadcasted": airing.status == Status.AIRED,
        "spot_id": str(airing.spot_id),
        "campaign_id": str(airing.campaign_id) if airing.campaign_id else None,
        "house_number": version.house_number if version else None,
        "has_media": version is not None,
        "product_category": airing.spot.product_category_id,
        "makegood_for": str(airing.makegood_for_id) if airing.makegood_for_id else None,
        "gratis": airing.gratis,
        "acted_by": str(airing.acted_by) if airing.acted_by else None,
    }


def stale(airing: Airing) -> dict[str, Item]:
    """What goes beside `stale_version`: the airing as it is now."""
    return {"item": item(airing)}


@lru_cache(maxsize=4096)
def _civil(starts_at: datetime) -> dict[str, str]:
    local = clock.local(starts_at)
    with translation.override("fr"):
        words = date_format(local, "l j F Y")
    hour = f"{local:%H:%M}"
    return {"date_iso": local.date().isoformat(), "time_iso": hour, "date_str": words, "time_str": hour}


def items_of_day(day: date) -> list[Item]:
    rows = Airing.objects.of_day(day).taking_seconds().select_related(*SHOWN_WITH)
    return [item(row) for row in rows.order_by("ad_break__starts_at", "ad_break__code", "rank")]


def snapshot(day: date) -> dict[str, Any]:
    """A day as every screen starts from it.

    The number is read before the rows: rows may then be newer than it, and the events that follow, which carry the
    state as read then, bring every screen to the same state.
    """
    seq = last_seq(stream(day))
    places = AdBreak.objects.of_day(day).open()
    return {
        "type": "snapshot", "day": day.isoformat(), "seq": seq, "at": clock.iso(clock.now()),
        "breaks": [as_break(place) for place in places], "items": items_of_day(day),
    }  # fmt: skip


def events(day: date, *, after: int, limit: int | None = None) -> list[dict[str, Any]]:
    """The numbered events of a day after a number: `{"seq", "action", "item" | "break"}`, with the state as read now."""
    entries = Entry.objects.of_stream(stream(day), after=after)[:limit]
    numbered = list(entries.values_list("seq", "thing_kind", "thing_id"))
    shown = {"airing": _shown_airings(day, numbered), "adbreak": _shown_breaks(day, numbered)}
    return [_event(seq, kind, thing_id, shown[kind]) for seq, kind, thing_id in numbered if kind in shown]


def _event(seq: int | None, kind: str, thing_id: str, shown: dict[str, Item]) -> dict[str, Any]:
    name = "item" if kind == "airing" else "break"
    if thing_id in shown:
        return {"seq": seq, "action": "upsert", name: shown[thing_id]}
    return {"seq": seq, "action": "remove", name: {"id": thing_id}}


Numbered = Sequence[tuple[int | None, str, str]]


def _shown_airings(day: date, numbered: Numbered) -> dict[str, Item]:
    ids = {thing_id for _, kind, thing_id in numbered if kind == "airing"}
    rows = Airing.objects.filter(pk__in=ids, day=day).taking_seconds().select_related(*SHOWN_WITH)
    return {str(row.pk): item(row) for row in rows}


def _shown_breaks(day: date, numbered: Numbered) -> dict[str, Item]:
    ids = {thing_id for _, kind, thing_id in numbered if kind == "adbreak"}
    return {str(row.pk): as_break(row) for row in AdBreak.objects.open().filter(pk__in=ids, day=day)}


def expected_at(airing: Airing) -> datetime:
    """The expected second: the start of the break plus the lengths before it by rank (19:45:30)."""
    before = Airing.objects.taking_seconds().filter(ad_break=airing.ad_break_id, rank__lt=airing.rank)
    seconds = before.aggregate(total=Sum("seconds", default=0))["total"]
    return airing.ad_break.starts_at + timedelta(seconds=seconds)


def progress(campaigns: Iterable[UUID]) -> dict[UUID, dict[str, int]]:
    """For each campaign: how many airings were ordered, and how many are planned, aired, missed, pre-empted."""
    ids = list(campaigns)
    ordered = dict(
        OrderLine.objects.filter(campaign__in=ids, kind="airtime")
        .order_by()
        .values_list("campaign")
        .annotate(Sum("airings"))
    )
    counted = Airing.objects.filter(campaign__in=ids).order_by().values_list("campaign", "status").annotate(Count("pk"))
    result = {pk: {"ordered": ordered.get(pk, 0), **dict.fromkeys(Status.values, 0)} for pk in ids}
    for campaign, status, count in counted:
        result[campaign][status] = count
    return result


def airings_left(lines: Iterable[OrderLine]) -> dict[UUID, int]:
    """For each order line: how many of its airings are not placed yet."""
    rows = list(lines)
    taken = dict(
        Airing.objects.taking_seconds().filter(line__in=rows).order_by().values_list("line").annotate(Count("pk"))
    )
    return {row.pk: max(0, row.airings - taken.get(row.pk, 0)) for row in rows}


def left_to_place(spots: Iterable[Spot]) -> dict[UUID, int]:
    """For each spot with an approved version: airings left on its campaign's lines of its length that have not ended."""
    rows = [spot for spot in spots if spot.approved_version]
    today = clock.broadcast_today()
    lines = OrderLine.objects.filter(
        campaign__in={row.campaign_id for row in rows}, campaign__status="approved", ends_on__gte=today, kind="airtime"
    )
    left = airings_left(lines)
    of_length: dict[tuple[UUID | None, int], int] = {}
    for line in lines:
        key = (line.campaign_id, line.seconds)
        of_length[key] = of_length.get(key, 0) + left[line.pk]
    return {
        row.pk: of_length.get((row.campaign_id, row.approved_version.seconds), 0)
        for row in rows
        if row.approved_version
    }
