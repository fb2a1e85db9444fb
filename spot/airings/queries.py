"""What sockets, API and pages show of airings: items, the snapshot of a day, its numbered events, counts."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import Count, F, IntegerField, OuterRef, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce
from django.utils import translation
from django.utils.formats import date_format

from spot.airings.models import Airing
from spot.airings.workflow import Status
from spot.breaks.models import AdBreak
from spot.breaks.queries import as_break, stream
from spot.campaigns.models import OrderLine
from spot.common import clock
from spot.common.lookup import by_key
from spot.creatives.models import Spot
from spot.journal.models import Entry
from spot.journal.services import last_seq

Item = dict[str, Any]
SHOWN_WITH = ("ad_break", "spot__approved_version", "spot_version", "organisation", "acted_by")


class Shown(NamedTuple):
    """The columns an item is made of, by Django's names. They are read bare: making an Airing and its five companions
    of them, only to take them out again, took longer than the reading.
    """

    id: UUID
    version: int
    day: date
    ad_break_id: UUID
    position: str | None
    rank: int
    seconds: int
    status: str
    aired_at: datetime | None
    reason: str | None
    gratis: bool
    spot_id: UUID
    campaign_id: UUID | None
    makegood_for_id: UUID | None
    spot_version_id: UUID | None
    acted_by__full_name: str | None
    acted_by__username: str | None
    ad_break__starts_at: datetime
    organisation__name: str | None
    spot__title: str
    spot__product_category_id: str | None
    spot__approved_version__media_type: str | None
    spot__approved_version__house_number: str | None
    spot_version__media_type: str | None
    spot_version__house_number: str | None


def item(airing: Airing) -> Item:
    """The contract's *item*: one airing as sockets and API show it."""
    return as_item(Shown(*(_at_the_end_of(column, airing) for column in Shown._fields)))


def _at_the_end_of(column: str, thing: Any) -> Any:
    """`spot__approved_version__media_type` of an airing; None where the way to it ends before."""
    for name in column.split("__"):
        thing = getattr(thing, name) if thing is not None else None
    return thing


def as_item(shown: Shown) -> Item:
    """An *item* from its columns. `day` is the broadcast day, the `_iso` civil ones."""
    starts_at = shown.ad_break__starts_at
    media_type, house_number = _file(shown)
    return {
        "id": str(shown.id),
        "version": shown.version,
        "day": shown.day.isoformat(),
        "break_id": str(shown.ad_break_id),
        "position": shown.position,
        "rank": shown.rank,
        "starts_at": clock.iso(starts_at),
        **_civil(starts_at),
        "title": shown.spot__title,
        "client": shown.organisation__name,
        "media_type": media_type,
        "duration_seconds": shown.seconds,
        "status": shown.status,
        "aired_at": clock.iso(shown.aired_at) if shown.aired_at else None,
        "reason": shown.reason,
        "is_broadcasted": shown.status == Status.AIRED,
        "spot_id": str(shown.spot_id),
        "campaign_id": str(shown.campaign_id) if shown.campaign_id else None,
        "house_number": house_number,
        "has_media": media_type is not None,
        "product_category": shown.spot__product_category_id,
        "makegood_for": str(shown.makegood_for_id) if shown.makegood_for_id else None,
        "gratis": shown.gratis,
        "acted_by": shown.acted_by__full_name or shown.acted_by__username,
    }


def _file(shown: Shown) -> tuple[str | None, str | None]:
    """Media type and house number of `Airing.shown_version`."""
    if shown.spot_version_id:
        return shown.spot_version__media_type, shown.spot_version__house_number
    return shown.spot__approved_version__media_type, shown.spot__approved_version__house_number


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
    rows = Airing.objects.of_day(day).taking_seconds().order_by("ad_break__starts_at", "ad_break__code", "rank")
    return [as_item(Shown(*row)) for row in rows.values_list(*Shown._fields)]


ACTS = ("book", "move", "cancel", "confirm", "miss", "preempt", "undo", "correct")


def acts_on(airing: Airing) -> list[dict[str, Any]]:
    """What people did to an airing, newest first, with when and why."""
    told = Entry.objects.about(airing).filter(verb__in=[f"airings.{verb}" for verb in ACTS])
    return [_act(entry) for entry in told.select_related("actor").order_by("-at", "-pk")]


def _act(entry: Entry) -> dict[str, Any]:
    return {
        "verb": entry.verb.removeprefix("airings."),
        "by": str(entry.actor) if entry.actor else None,
        "at": clock.iso(entry.at),
        "reason": entry.after.get("reason"),
        "note": entry.note,
    }


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


Numbered = Sequence[tuple[int | None, str, str]]  # entries: their number in the stream, the kind of thing, its id


def events(day: date, *, after: int, limit: int | None = None) -> list[dict[str, Any]]:
    """The numbered events of a day after a number: `{"seq", "action", "item" | "break"}`, with the state as read now."""
    entries = Entry.objects.of_stream(stream(day), after=after)[:limit]
    return told(day, list(entries.values_list("seq", "thing_kind", "thing_id")))


def told(day: date, numbered: Numbered) -> list[dict[str, Any]]:
    """The events that these entries of a day's stream make."""
    shown = {"airing": _shown_airings(day, numbered), "adbreak": _shown_breaks(day, numbered)}
    return [_event(seq, kind, thing_id, shown[kind]) for seq, kind, thing_id in numbered if kind in shown]


def _event(seq: int | None, kind: str, thing_id: str, shown: dict[str, Item]) -> dict[str, Any]:
    name = "item" if kind == "airing" else "break"
    if thing_id in shown:
        return {"seq": seq, "action": "upsert", name: shown[thing_id]}
    return {"seq": seq, "action": "remove", name: {"id": thing_id}}


def _shown_airings(day: date, numbered: Numbered) -> dict[str, Item]:
    rows = [Shown(*row) for row in by_key(Airing, Shown._fields, _ids(numbered, "airing"))]
    return {str(row.id): as_item(row) for row in rows if row.day == day and row.status != Status.CANCELLED}


def _shown_breaks(day: date, numbered: Numbered) -> dict[str, Item]:
    ids = _ids(numbered, "adbreak")
    rows = AdBreak.objects.open().filter(pk__in=ids, day=day).order_by() if ids else []
    return {str(row.pk): as_break(row) for row in rows}


def _ids(numbered: Numbered, wanted: str) -> set[str]:
    return {thing_id for _, kind, thing_id in numbered if kind == wanted}


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


def with_left(spots: QuerySet[Spot]) -> QuerySet[Any]:
    """Annotate `ordered`, `placed` and `left`: airings of a spot's length on its campaign's lines that have not ended."""
    today = clock.broadcast_today()
    lines = OrderLine.objects.filter(
        kind="airtime", ends_on__gte=today, campaign=OuterRef("campaign"), seconds=OuterRef("approved_version__seconds")
    )
    placed = Airing.objects.taking_seconds().filter(
        line__campaign=OuterRef("campaign"),
        line__seconds=OuterRef("approved_version__seconds"),
        line__ends_on__gte=today,
    )
    return spots.annotate(
        ordered=Coalesce(per(lines, "campaign", Sum("airings")), 0),
        placed=Coalesce(per(placed, "line__campaign", Count("pk")), 0),
        left=F("ordered") - F("placed"),
    )


def left_to_place(spots: Iterable[Spot]) -> dict[UUID, int]:
    """For each spot with an approved version: airings left to place, none while its campaign is not approved."""
    rows = [spot.pk for spot in spots if spot.approved_version_id]
    approved = Spot.objects.filter(pk__in=rows, campaign__status="approved")
    left = {pk: max(0, count) for pk, count in with_left(approved).values_list("pk", "left")}
    return {pk: left.get(pk, 0) for pk in rows}


def per(rows: QuerySet[Any], by: str, total: Count | Sum) -> Subquery:
    """One number for each outer row: what `total` makes of the rows that share its `by`."""
    counted = rows.order_by().values(by).annotate(total=total).values("total")
    return Subquery(counted, output_field=IntegerField())
