"""Placing: book a spot in a break, or move an airing to another."""

from typing import Any

from spot.accounts.models import User
from spot.airings.models import Airing
from spot.airings.queries import stale
from spot.airings.services.locking import lock_breaks, lock_days, lock_order, lock_spot
from spot.airings.services.ranking import inserted, rank_among, renumber
from spot.airings.services.rules import Asked, judge, judge_move, neighbours_of, owed, price_left, taken_of
from spot.airings.services.telling import tell_break
from spot.airings.workflow import VERBS
from spot.breaks import services as breaks
from spot.breaks.models import AdBreak
from spot.breaks.queries import stream
from spot.campaigns.models import OrderLine
from spot.creatives.models import Spot
from spot.journal.services import act, record
from spot.journal.transitions import plain


def book(  # noqa: PLR0913  a booking has this many terms
    spot: Spot,
    ad_break: AdBreak,
    *,
    by: User,
    position: str | None = None,
    rank: int | None = None,
    line: OrderLine | None = None,
    makegood_for: Airing | None = None,
    gratis: bool = False,
) -> Airing:
    """Plan an airing of a spot in a break, until the break starts.

    Without `line` it takes the oldest order line that fits; a make-good (`makegood_for`), a gratis airing and a promo
    of the station take none. `rank` places it among the others, the end when absent. Refused: see `rules.judge`, then
    `break_full` (with `remaining_seconds`).
    """
    VERBS.require_role("book", by)
    with act():
        takes_line = bool(spot.campaign_id) and not gratis and makegood_for is None
        asked = _asked(spot, ad_break, position=position, line=line, takes_line=takes_line)
        taken = judge(asked)
        if makegood_for:
            owed(makegood_for, asked.spot)
        at = rank_among(asked.neighbours, position=position, rank=rank)
        airing = _plan(asked, taken, rank=at, makegood_for=makegood_for, gratis=gratis)
        record("airings.book", airing, by=by, after=_facts(airing), stream=stream(airing.day))
        renumber(inserted(asked.neighbours, airing), by=by, moved=airing)
        tell_break(asked.ad_break, by=by)
        return airing


def move(  # noqa: PLR0913  where to, and as whom
    airing: Airing, ad_break: AdBreak, *, by: User, version: int, position: str | None = None, rank: int | None = None
) -> Airing:
    """Take a planned airing to another break, or to another place in its own: at `rank`, else at the end.

    Refused: `stale_version` (with `item`), `wrong_state`, then as `book` against the target.
    """
    with act():
        lines, spot = lock_order(airing.spot), lock_spot(airing.spot)
        days = {row.day: row for row in lock_days([airing.day, ad_break.day_id])}
        places = lock_breaks([airing.ad_break_id, ad_break.pk])
        row = VERBS.take("move", airing, by=by, version=version, shown_as=stale)
        breaks.refuse_closed(days.values())
        target, source = places[ad_break.pk], places[row.ad_break_id]
        asked = Asked(
            spot, target, days[target.day_id], lines, neighbours_of(target), taken_of(lines, row),
            position=position, line=row.line, takes_line=row.line is not None, moving=row,
        )  # fmt: skip
        line = judge_move(asked)
        return _carry(row, source, asked, line, by=by, rank=rank)


def _asked(spot: Spot, ad_break: AdBreak, **terms: Any) -> Asked:
    lines, now = lock_order(spot), lock_spot(spot)
    (day,) = lock_days([ad_break.day_id])
    place = lock_breaks([ad_break.pk])[ad_break.pk]
    return Asked(now, place, day, lines, neighbours_of(place), taken_of(lines), **terms)


def _plan(asked: Asked, line: OrderLine | None, *, rank: int, makegood_for: Airing | None, gratis: bool) -> Airing:
    spot, place = asked.spot, asked.ad_break
    assert spot.approved_version is not None  # noqa: S101  judged
    seconds = spot.approved_version.seconds
    breaks.reserve(place, seconds)
    return Airing.objects.create(
        ad_break=place, day=place.day_id, daypart_id=place.daypart_id, rank=rank,
        position=asked.position, spot=spot, organisation=spot.organisation, campaign=spot.campaign, line=line,
        seconds=seconds, net_ht_fcfa=price_left(line), makegood_for=makegood_for, gratis=gratis,
    )  # fmt: skip


def _carry(  # noqa: PLR0913  where to, and as whom
    row: Airing, source: AdBreak, asked: Asked, line: OrderLine | None, *, by: User, rank: int | None
) -> Airing:
    target = asked.ad_break
    if source.pk != target.pk:
        breaks.free(source, row.seconds)
        breaks.reserve(target, row.seconds)
    left_day = row.day
    price = row.net_ht_fcfa if line == row.line else price_left(line, row)
    others = [other for other in asked.neighbours if other.pk != row.pk]
    at = rank_among(others, position=asked.position, rank=rank)
    VERBS.put(
        "move", row, by=by, stream=stream(target.day_id), ad_break=target, day=target.day_id, daypart=target.daypart,
        position=asked.position, rank=at, line=line, net_ht_fcfa=price,
    )  # fmt: skip
    if left_day != row.day:
        record("airings.leave", row, by=by, stream=stream(left_day))
    renumber(inserted(others, row), by=by, moved=row)
    tell_break(target, by=by)
    if source.pk != target.pk:
        renumber(neighbours_of(source), by=by)
        tell_break(source, by=by)
    return row


def _facts(airing: Airing) -> dict[str, Any]:
    return plain(airing, ["ad_break", "day", "seconds", "position", "line", "makegood_for", "gratis"])
