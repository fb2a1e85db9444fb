"""What a booking or a move would be answered by each open break of a day: the same rules, asked without writing.

Nothing is locked: the answer may be out of date a moment later, and the verb decides again.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import prefetch_related_objects

from spot.airings.models import Airing
from spot.airings.services.rules import Asked, judge, judge_move, neighbours_on, owed, taken_of
from spot.airings.workflow import VERBS
from spot.breaks import services as breaks
from spot.breaks.models import AdBreak, BroadcastDay
from spot.campaigns.models import OrderLine
from spot.common.refusals import Refused
from spot.creatives.models import Spot

IN_SHORT = {
    "day_closed": "journée clôturée",
    "break_started": "déjà commencé",
    "break_cancelled": "écran annulé",
    "spot_not_approved": "spot non approuvé",
    "outside_campaign": "hors dates",
    "clearance": "la loi l’interdit ici",
    "not_ordered": "non commandé ici",
    "same_advertiser": "même annonceur",
    "position_taken": "position prise",
}


@dataclass(frozen=True)
class Verdict:
    """What one break answers. `seconds` are those it would have to find: none where the airing already stands."""

    ad_break: AdBreak
    seconds: int
    refusal: Refused | None

    @property
    def left_seconds(self) -> int:
        """What would remain free afterwards."""
        return self.ad_break.remaining_seconds - self.seconds

    @property
    def in_short(self) -> str:
        """In a few words, for a break's header."""
        if self.refusal is None:
            return f"reste {self.left_seconds} s" if self.left_seconds else "juste complet"
        if self.refusal.code == "break_full":
            return f"manque {-self.left_seconds} s" if self.ad_break.remaining_seconds else "complet"
        if self.refusal.code == "competitor":
            return f"concurrent : {self.refusal.extras['rival']}"
        return IN_SHORT.get(self.refusal.code, self.refusal.detail)

    @property
    def sentence(self) -> str:
        if self.refusal is None:
            return f"Le passage entre : {self.in_short}."
        return self.refusal.detail


def to_book(
    spot: Spot, day: date, *, position: str | None = None, makegood_for: Airing | None = None, gratis: bool = False
) -> list[Verdict]:
    """What each open break of a day would answer to `book`, in order of time."""
    takes_line = bool(spot.campaign_id) and not gratis and makegood_for is None
    seconds = spot.approved_version.seconds if spot.approved_version else 0
    unowed = _refusal(lambda: owed(makegood_for, spot)) if makegood_for else None

    def answer(asked: Asked) -> None:
        judge(asked)
        if unowed:
            raise unowed
        breaks.refuse_full(asked.ad_break, seconds)

    asked_of = _asked(spot, day, position=position, takes_line=takes_line)
    return [Verdict(each.ad_break, seconds, _refusal(lambda each=each: answer(each))) for each in asked_of]  # type: ignore[misc]


def to_move(airing: Airing, day: date, *, position: str | None = None) -> list[Verdict]:
    """What each open break of a day would answer to `move`, in order of time.

    Refused as a whole: `wrong_state`, or `day_closed` when the airing may not leave its own day.
    """
    if airing.status not in VERBS.by_name["move"].sources:
        raise Refused("wrong_state", VERBS.wrong_state)
    breaks.refuse_closed(BroadcastDay.objects.filter(day=airing.day))
    return [_moved(airing, asked) for asked in _asked(airing.spot, day, position=position, moving=airing)]


def _moved(airing: Airing, asked: Asked) -> Verdict:
    seconds = 0 if asked.ad_break.pk == airing.ad_break_id else airing.seconds

    def answer() -> None:
        judge_move(asked)
        breaks.refuse_full(asked.ad_break, seconds)

    return Verdict(asked.ad_break, seconds, _refusal(answer))


def _asked(
    spot: Spot, day: date, *, position: str | None, takes_line: bool = True, moving: Airing | None = None
) -> Iterator[Asked]:
    """The same place asked of each open break of the day; the number of questions does not depend on how many."""
    if spot.organisation:
        prefetch_related_objects([spot.organisation], "visas")
    lines = list(OrderLine.objects.filter(campaign=spot.campaign_id)) if spot.campaign_id else []
    taken, neighbours = taken_of(lines, moving), neighbours_on(day)
    line = moving.line if moving else None
    for place in AdBreak.objects.of_day(day).open().select_related("day"):
        yield Asked(
            spot, place, place.day, lines, neighbours.get(place.pk, []), taken, position=position, line=line,
            takes_line=line is not None if moving else takes_line, moving=moving,
        )  # fmt: skip


def _refusal(verb: Callable[[], object]) -> Refused | None:
    try:
        verb()
    except Refused as refusal:
        return refusal
    return None
