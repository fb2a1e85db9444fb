"""Writing an order: draft it, change it, copy it. Its price is computed again at each save."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from spot.accounts.models import Organisation, User
from spot.accounts.workflow import Kind
from spot.campaigns import queries
from spot.campaigns.models import EVERY_DAY, Campaign, LineKind, OrderLine
from spot.campaigns.services import priced, references
from spot.campaigns.workflow import VERBS
from spot.common import clock
from spot.common.refusals import Refused
from spot.journal import services as journal
from spot.pricing.cascade import Position

CARRIED = (
    "title", "product_category", "objective", "channel", "languages", "audience", "key_message", "spot_source", "agency",
)  # fmt: skip
WEEK = 7


@dataclass(frozen=True)
class LineOrdered:
    """An order line as it is asked for: a daypart (slug) or an écran code; the campaign's dates unless others are given."""

    seconds: int
    airings: int
    daypart: str = ""
    code: str = ""
    weekdays: str = EVERY_DAY
    position: Position = None
    starts_on: date | None = None
    ends_on: date | None = None


def draft(*, by: User, organisation: Organisation, lines: Sequence[LineOrdered] = (), **facts: Any) -> Campaign:
    """A new draft for an organisation the person may act for, priced when it has lines.

    An agency that orders for an advertiser is kept as the campaign's agency. Refused: `not_found` (404),
    `unknown_code` (422).
    """
    with journal.act():
        campaign = _begin(organisation, by=by, **facts)
        _write_lines(campaign, lines)
        priced.price(campaign)
        journal.record("campaigns.draft", campaign, by=by, after={"reference": campaign.reference})
    return campaign


def save(
    campaign: Campaign,
    *,
    by: User,
    version: int | None = None,
    lines: Sequence[LineOrdered] | None = None,
    **facts: Any,
) -> Campaign:
    """Change a draft or a rejected campaign; `lines` replace its lines when given. The price follows.

    Refused: `wrong_state`, `stale_version`, `unknown_code` (422).
    """
    with journal.act():
        campaign = VERBS.take("save", campaign, by=by, version=version)
        dates_before = (campaign.starts_on, campaign.ends_on)
        campaign = VERBS.put("save", campaign, by=by, **facts)
        if lines is not None:
            _write_lines(campaign, lines)
        elif dates_before != (campaign.starts_on, campaign.ends_on):
            _follow_dates(campaign, dates_before)
        priced.price(campaign)
    return campaign


def replace_lines(campaign: Campaign, lines: Sequence[LineOrdered], *, by: User) -> Campaign:
    """Order these lines instead of those there were. Refused: as `save`."""
    return save(campaign, by=by, lines=lines)


def copy(campaign: Campaign, *, by: User) -> Campaign:
    """A new draft with the same order. Dates that have begun move forward by whole weeks, so weekdays stay."""
    VERBS.check("copy", campaign, by=by)
    late = max(0, (clock.broadcast_today() - campaign.starts_on).days)
    later = timedelta(days=-(-late // WEEK) * WEEK)
    facts = {name: getattr(campaign, name) for name in CARRIED}
    dates = {"starts_on": campaign.starts_on + later, "ends_on": campaign.ends_on + later}
    with journal.act():
        made = _begin(campaign.organisation, by=by, **facts, **dates)
        _write_lines(made, [_again(line, later) for line in campaign.lines.filter(kind=LineKind.AIRTIME)])
        priced.price(made)
        journal.record("campaigns.copy", made, by=by, after={"reference": made.reference, "from": campaign.reference})
    return made


def _begin(organisation: Organisation, *, by: User, **facts: Any) -> Campaign:
    if not Organisation.objects.visible_to(by).filter(pk=organisation.pk).exists():
        raise Refused("not_found", "Page introuvable.", status=404)
    acting = by.organisation
    if acting and acting.kind == Kind.AGENCY and acting != organisation:
        facts["agency"] = acting
    campaign = Campaign(organisation=organisation, created_by=by, **facts)
    VERBS.check("save", campaign, by=by)
    references.insert(campaign)
    return campaign


def _write_lines(campaign: Campaign, lines: Iterable[LineOrdered]) -> None:
    """Lines are read in the order of their creation, hence a microsecond between one and the next."""
    campaign.lines.filter(kind=LineKind.AIRTIME).delete()
    now = clock.now()
    for number, line in enumerate(lines):
        OrderLine.objects.create(
            campaign=campaign, code=line.code, daypart_id=_daypart_of(line.code) if line.code else line.daypart,
            starts_on=line.starts_on or campaign.starts_on, ends_on=line.ends_on or campaign.ends_on,
            weekdays=line.weekdays, seconds=line.seconds, airings=line.airings, position=line.position,
            created_at=now + timedelta(microseconds=number),
        )  # fmt: skip


def _daypart_of(code: str) -> str:
    if slug := queries.daypart_of(code):
        return slug
    raise Refused("unknown_code", f"Aucun écran ne porte le code {code}.", status=422)


def _follow_dates(campaign: Campaign, before: tuple[date, date]) -> None:
    """Lines that had the campaign's dates keep having them; the others keep their own."""
    campaign.lines.filter(starts_on=before[0], ends_on=before[1]).update(
        starts_on=campaign.starts_on, ends_on=campaign.ends_on
    )


def _again(line: OrderLine, later: timedelta) -> LineOrdered:
    return LineOrdered(
        seconds=line.seconds, airings=line.airings, daypart=line.daypart_id or "", code=line.code, weekdays=line.weekdays,
        position=line.position, starts_on=line.starts_on + later, ends_on=line.ends_on + later,
    )  # fmt: skip
