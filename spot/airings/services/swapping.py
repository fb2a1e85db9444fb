"""Swapping a spot for another of the same advertiser on all its planned airings from a day on, a day at a time."""

from dataclasses import dataclass, field
from datetime import date
from itertools import groupby
from typing import NoReturn

from spot.accounts.models import User
from spot.airings.models import Airing
from spot.airings.services.locking import lock_breaks, lock_days, lock_order, lock_spot
from spot.airings.services.rules import Asked, judge, neighbours_of, price_left, taken_of
from spot.airings.services.telling import tell_break
from spot.airings.workflow import VERBS
from spot.breaks import services as breaks
from spot.breaks.models import AdBreak, BroadcastDay
from spot.breaks.queries import stream
from spot.campaigns.models import OrderLine
from spot.common import clock
from spot.common.refusals import Refused
from spot.creatives.models import Spot
from spot.journal.services import act, record


@dataclass
class Swapped:
    """What became of each airing: given the other spot, or left as it was and why."""

    done: list[Airing] = field(default_factory=list)
    refused: list[tuple[Airing, Refused]] = field(default_factory=list)


class _TakenBack(Exception):  # noqa: N818  it only ends a transaction
    """Ends the transaction of a preview."""


def swap(spot: Spot, with_spot: Spot, *, since: date, by: User) -> Swapped:
    """Give the other spot to every airing of `spot` still to come from a broadcast day on. Each day is a transaction: what
    one airing refuses takes nothing from the others, and the report says why.

    Refused: `not_found` (404), `same_spot` (422), `other_client`, `spot_not_approved`. For one airing: as for a booking.
    """
    _check(spot, with_spot, by)
    report = _swap_days(spot, with_spot, since, by)
    if report.done:
        with act():
            told = {"swapped": str(spot), "since": since.isoformat(), "airings": len(report.done)}
            record("spots.swap", with_spot, by=by, after=told)
    return report


def preview_swap(spot: Spot, with_spot: Spot, *, since: date, by: User) -> Swapped:
    """What `swap` would do now: done in one transaction, and taken back before anybody sees it. Refused: the same."""
    _check(spot, with_spot, by)
    try:
        with act():
            report = _swap_days(spot, with_spot, since, by)
            _take_back()
    except _TakenBack:
        return report


def _check(spot: Spot, with_spot: Spot, by: User) -> None:
    VERBS.require_role("swap", by)
    if spot.pk == with_spot.pk:
        raise Refused("same_spot", "Choisissez un autre spot que celui qu’il remplace.", status=422)
    if spot.organisation_id != with_spot.organisation_id:
        raise Refused("other_client", "Un spot ne cède ses passages qu’à un spot du même annonceur.")
    if with_spot.approved_version_id is None:
        raise Refused("spot_not_approved", f"« {with_spot} » n’a pas de version approuvée.")


def _take_back() -> NoReturn:
    raise _TakenBack


def _swap_days(spot: Spot, with_spot: Spot, since: date, by: User) -> Swapped:
    mine = Airing.objects.planned().filter(spot=spot, day__gte=since, ad_break__starts_at__gt=clock.now())
    whole = Swapped()
    for day, airings in groupby(mine.order_by("day", "ad_break__starts_at"), key=lambda row: row.day):
        _swap_day(day, list(airings), with_spot, by, whole)
    return whole


def _swap_day(day: date, airings: list[Airing], with_spot: Spot, by: User, report: Swapped) -> None:
    with act():
        lines, spot = lock_order(with_spot), lock_spot(with_spot)
        (broadcast_day,) = lock_days([day])
        places = lock_breaks(row.ad_break_id for row in airings)
        for row in airings:
            row.ad_break = places[row.ad_break_id]
            try:
                with act():
                    report.done.append(_swap_one(row, spot, lines, broadcast_day, by))
            except Refused as refusal:
                report.refused.append((row, refusal))


def _swap_one(airing: Airing, spot: Spot, lines: list[OrderLine], day: BroadcastDay, by: User) -> Airing:
    place = airing.ad_break
    row = VERBS.take("swap", airing, by=by, version=airing.version)  # moved meanwhile, it is not in this break
    assert spot.approved_version is not None  # noqa: S101  checked, and judged again
    seconds = spot.approved_version.seconds
    keeps = row.line is not None and row.line in lines and row.line.seconds == seconds
    takes_line = bool(spot.campaign_id) and row.line is not None and not keeps
    taken = taken_of(lines, row)
    asked = Asked(spot, place, day, lines, neighbours_of(place), taken, row.position, takes_line=takes_line, moving=row)
    found = judge(asked)
    if row.makegood_for and row.makegood_for.campaign_id != spot.campaign_id:
        raise Refused("not_ordered", "Cette compensation est due à une autre campagne.")
    _make_room(place, seconds - row.seconds, by)
    line = row.line if keeps else found
    VERBS.put(
        "swap", row, by=by, stream=stream(row.day), spot=spot, organisation=spot.organisation, campaign=spot.campaign,
        line=line, seconds=seconds, net_ht_fcfa=row.net_ht_fcfa if keeps else price_left(line, row), spot_version=None,
    )  # fmt: skip
    row.ad_break = place
    return row


def _make_room(place: AdBreak, more: int, by: User) -> None:
    """A longer spot takes what the break has left; a shorter one gives seconds back."""
    if more > 0:
        breaks.reserve(place, more)
    elif more < 0:
        breaks.free(place, -more)
    if more:
        tell_break(place, by=by)
