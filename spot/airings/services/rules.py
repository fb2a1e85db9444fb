"""May this spot air in this break? The refusals of a booking, in the contract's order."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from django.db.models import Count, Sum

from spot.airings.models import Airing, AiringQuerySet
from spot.airings.workflow import Status
from spot.breaks import services as breaks
from spot.breaks.models import AdBreak, BroadcastDay
from spot.campaigns.models import Campaign, OrderLine
from spot.campaigns.workflow import Status as CampaignStatus
from spot.clearance.services import gate
from spot.common.refusals import Refused
from spot.creatives.models import Spot


@dataclass(frozen=True)
class Asked:
    """A place asked for: everything the rules look at, already read; locked too where something will be written.

    `taken` counts the airings already placed on each line (`taken_of`); `line` is the order line named by who books,
    `takes_line` is False for a make-good, a gratis airing and a promo; `moving` is the airing that changes place, so
    that it does not stand in its own way.
    """

    spot: Spot
    ad_break: AdBreak
    day: BroadcastDay
    lines: list[OrderLine]
    neighbours: list[Airing]
    taken: Mapping[UUID, int]
    position: str | None = None
    line: OrderLine | None = None
    takes_line: bool = True
    moving: Airing | None = None


def judge(asked: Asked) -> OrderLine | None:
    """The order line the airing takes, or None when it takes none.

    Refused, the first of: `day_closed`, `break_started`, `break_cancelled`, `spot_not_approved`, `outside_campaign`,
    `clearance`, `not_ordered`, `same_advertiser`, `competitor`, `position_taken`. `break_full` comes from the database
    when the seconds are taken.
    """
    _refuse_break(asked)
    _refuse_spot(asked)
    gate(asked.spot.product_category, asked.spot.organisation, airs_at=asked.ad_break.starts_at)
    line = _line_to_take(asked) if asked.takes_line else None
    _refuse_neighbours(asked)
    return line


def judge_move(asked: Asked) -> OrderLine | None:
    """The line an airing keeps when it moves if that line still covers it, else the oldest that does. Refused: as `judge`."""
    keeps = asked.line is not None and asked.line.covers(
        asked.ad_break.day_id, daypart=asked.ad_break.daypart_id, code=asked.ad_break.code,
        seconds=asked.moving.seconds if asked.moving else 0,
    )  # fmt: skip
    return judge(asked if keeps else replace(asked, line=None))


def _refuse_break(asked: Asked) -> None:
    breaks.refuse_closed([asked.day])
    breaks.refuse_started(asked.ad_break)
    if asked.ad_break.is_cancelled:
        raise Refused("break_cancelled", f"L’écran {asked.ad_break} est annulé.")


def _refuse_spot(asked: Asked) -> None:
    if asked.spot.approved_version is None:
        raise Refused("spot_not_approved", f"« {asked.spot} » n’a pas de version approuvée.")
    if asked.spot.campaign and not _is_within(asked.spot.campaign, asked.ad_break.day_id):
        raise Refused("outside_campaign", _outside(asked.spot.campaign))


def _is_within(campaign: Campaign, day: date) -> bool:
    return campaign.status == CampaignStatus.APPROVED and campaign.starts_on <= day <= campaign.ends_on


def _outside(campaign: Campaign) -> str:
    if campaign.status != CampaignStatus.APPROVED:
        return f"La campagne « {campaign} » n’est pas approuvée."
    return f"La campagne « {campaign} » va du {campaign.starts_on:%d/%m/%Y} au {campaign.ends_on:%d/%m/%Y}."


def _line_to_take(asked: Asked) -> OrderLine:
    """The named line, else the oldest that fits and has airings left."""
    candidates = [line for line in asked.lines if asked.line is None or line.pk == asked.line.pk]
    for line in candidates:
        if _fits(line, asked) and asked.taken.get(line.pk, 0) < line.airings:
            return line
    raise Refused(
        "not_ordered", f"Aucun passage de « {asked.spot} » n’est commandé pour cet écran, ou tous sont placés."
    )


def _fits(line: OrderLine, asked: Asked) -> bool:
    ad_break, version = asked.ad_break, asked.spot.approved_version
    assert version is not None  # noqa: S101  refused above
    return line.covers(ad_break.day_id, daypart=ad_break.daypart_id, code=ad_break.code, seconds=version.seconds)


def taken_of(lines: list[OrderLine], moving: Airing | None = None) -> dict[UUID, int]:
    """How many airings each line already has, the one that moves not counted."""
    rows = Airing.objects.taking_seconds().filter(line__in=lines).exclude(pk__in=[moving.pk] if moving else [])
    return dict(rows.order_by().values_list("line").annotate(Count("pk")))


def price_left(line: OrderLine | None, moving: Airing | None = None) -> int:
    """The value before tax of the next airing of a line: what is left of its price over the airings left, so that the
    airings of a line add up to its price without losing a franc.
    """
    if line is None:
        return 0
    taken = Airing.objects.taking_seconds().filter(line=line).exclude(pk__in=[moving.pk] if moving else [])
    facts = taken.aggregate(count=Count("pk"), value=Sum("net_ht_fcfa", default=0))
    return int((line.net_ht_fcfa - facts["value"]) // max(1, line.airings - facts["count"]))


def _refuse_neighbours(asked: Asked) -> None:
    others = [row for row in asked.neighbours if asked.moving is None or row.pk != asked.moving.pk]
    spot = asked.spot
    if spot.organisation_id and any(row.organisation_id == spot.organisation_id for row in others):
        raise Refused("same_advertiser", f"{spot.organisation} a déjà un passage dans l’écran {asked.ad_break}.")
    if rival := next((row for row in others if _competes(row, spot)), None):
        detail = f"{rival.organisation}, concurrent, passe déjà dans l’écran {asked.ad_break}."
        raise Refused("competitor", detail, rival=str(rival.organisation))
    if asked.position and any(row.position == asked.position for row in others):
        raise Refused("position_taken", "Cette position de l’écran est déjà prise.")


def _competes(other: Airing, spot: Spot) -> bool:
    category = spot.product_category
    return category.is_exclusive and other.organisation_id is not None and other.spot.product_category_id == category.pk


def neighbours_of(ad_break: AdBreak) -> list[Airing]:
    """The airings that keep seconds in a break, in rank order."""
    return list(_in_rank_order(Airing.objects.filter(ad_break=ad_break)))


def neighbours_on(day: date) -> dict[UUID, list[Airing]]:
    """The same for every break of a day, in one question."""
    found: dict[UUID, list[Airing]] = {}
    for row in _in_rank_order(Airing.objects.of_day(day)):
        found.setdefault(row.ad_break_id, []).append(row)
    return found


def _in_rank_order(rows: AiringQuerySet) -> AiringQuerySet:
    return rows.taking_seconds().select_related("organisation", "spot").order_by("rank", "created_at")


def owed(makegood_for: Airing, spot: Spot) -> None:
    """Refused: `not_ordered` when nothing is owed for that airing, or to somebody else."""
    if makegood_for.campaign_id != spot.campaign_id or makegood_for.status not in {Status.MISSED, Status.PREEMPTED}:
        raise Refused("not_ordered", "Ce passage n’est pas à compenser par ce spot.")
    if Airing.objects.taking_seconds().filter(makegood_for=makegood_for).exists():
        raise Refused("not_ordered", "Ce passage est déjà compensé.")
