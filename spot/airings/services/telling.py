"""Writing a change into the numbered stream of its day, so that every open screen learns of it."""

from collections.abc import Iterable

from spot.accounts.models import User
from spot.airings.models import Airing
from spot.breaks.models import AdBreak
from spot.breaks.queries import stream
from spot.journal.services import record


def tell_break(ad_break: AdBreak, *, by: User | None) -> None:
    """The seconds of a break moved: its bar changes on every screen."""
    record("breaks.fill", ad_break, by=by, stream=stream(ad_break.day_id))


def tell_items(airings: Iterable[Airing], *, by: User | None) -> None:
    """What screens show of these airings changed (rank, hour, client) though nobody acted on them."""
    for airing in airings:
        record("airings.follow", airing, by=by, stream=stream(airing.day))
