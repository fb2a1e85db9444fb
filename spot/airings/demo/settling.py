"""What became of the airings that are past: confirmed by the two broadcasters, a few missed, a break pre-empted."""

import random
from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from uuid import UUID

from spot.accounts.models import User
from spot.airings.demo.room import Place
from spot.airings.models import Airing
from spot.airings.workflow import Reason, Status
from spot.breaks.queries import stream
from spot.common import clock
from spot.journal.demo import told
from spot.journal.models import Entry

LEFT_TO_SETTLE = 8
EARLY = timedelta(hours=6)  # of the broadcast day: yesterday's last ones then wait too
TIME_TO_MAKE_GOOD = timedelta(days=9)  # a believable station owes nothing to campaigns that are over
MISSED, DIFFERENT, PREEMPTED_BREAK = 0.025, 0.03, 0.07
WHY_MISSED = (
    (Reason.TECHNICAL, "Coupure du signal pendant l’écran."),
    (Reason.DID_NOT_AIR, "Écran raccourci, le direct a débordé."),
    (Reason.MISSING_CONTENT, "Fichier absent du serveur de diffusion."),
)
WHY_DIFFERENT = (Reason.DURATION_DISCREPANCY, Reason.JOINED_IN_PROGRESS, Reason.CONTENT_DISCREPANCY)
FIELDS = ["status", "version", "aired_at", "reason", "remark", "acted_by", "acted_at", "spot_version"]


class Station:
    """The two broadcasters, working through what has passed and leaving the latest unsaid."""

    def __init__(self, people: Mapping[str, User]) -> None:
        self.day_shift, self.evening_shift = people["diffuseur"], people["diffuseur2"]
        self.now = clock.now()
        self.known: dict[date, list[Airing]] = defaultdict(list)
        self.settled_before: list[Airing] = []
        self.entries: list[Entry] = []

    def found(self, airing: Airing) -> None:
        """An airing that was there already; if it is still planned it will be settled with its day."""
        if airing.status == Status.PLANNED:
            self.known[airing.day].append(airing)

    def settle(self, day: date, places: list[Place]) -> None:
        """Say what became of a day's airings whose break has passed, in order, but for the latest."""
        dice = random.Random(f"settled {day}")
        losable = [place for place in places if place.added and all(map(_can_be_lost, place.added))]
        preempted = dice.choice(losable).ad_break.pk if losable and dice.random() < PREEMPTED_BREAK else None
        added = [row for place in places for row in place.added]
        past = sorted(
            (row for row in [*added, *self.known[day]] if row.ad_break.starts_at < self.now),
            key=lambda row: (row.ad_break.starts_at, row.rank),
        )
        offsets = _offsets(past)
        for row in past[: len(past) - self._left(day)]:
            self._one(row, row.ad_break.starts_at + offsets[row.pk], dice, is_preempted=row.ad_break_id == preempted)
        known = {row.pk for row in self.known[day]}
        self.settled_before += [row for row in past if row.pk in known and row.status != Status.PLANNED]

    def _left(self, day: date) -> int:
        """How many of the latest stay unsaid: today's, and early in the morning yesterday's too."""
        today = clock.broadcast_today()
        if day == today:
            return LEFT_TO_SETTLE
        is_early = self.now - clock.day_bounds(today)[0] < EARLY
        return LEFT_TO_SETTLE if is_early and day == today - timedelta(days=1) else 0

    def _one(self, row: Airing, at: datetime, dice: random.Random, *, is_preempted: bool) -> None:
        fate = dice.random()
        if is_preempted:
            verb, row.status, row.reason, row.remark = "preempt", Status.PREEMPTED, Reason.PREEMPTED, "Flash spécial."
        elif fate < MISSED and _can_be_lost(row):
            reason, remark = dice.choice(WHY_MISSED)
            verb, row.status, row.reason, row.remark = "miss", Status.MISSED, reason, remark
        else:
            verb, row.status, row.aired_at = "confirm", Status.AIRED, at + timedelta(seconds=dice.randint(0, 6))
            row.reason = dice.choice(WHY_DIFFERENT) if fate > 1 - DIFFERENT else Reason.AIRED_OK
            row.spot_version = row.spot.approved_version
        row.version += 1
        row.acted_by = self.day_shift if clock.local(at).hour in range(6, 16) else self.evening_shift
        row.acted_at = min(at + timedelta(seconds=row.seconds + dice.randint(3, 50)), self.now)
        self._tell(verb, row)

    def _tell(self, verb: str, row: Airing) -> None:
        before, after = {"status": Status.PLANNED.value}, {"status": str(row.status), "reason": str(row.reason)}
        assert row.acted_at is not None  # noqa: S101  just set
        self.entries.append(
            told(
                f"airings.{verb}", row, at=row.acted_at, by=row.acted_by, before=before, after=after, note=row.remark,
                stream=stream(row.day),
            )
        )  # fmt: skip

    def write(self) -> None:
        """Save those that were there before; the new ones are created as they have become."""
        Airing.objects.bulk_update(self.settled_before, FIELDS, batch_size=200)


def _can_be_lost(row: Airing) -> bool:
    """Whether its campaign lasts long enough to make it good; the station owes itself nothing for its promos."""
    return row.campaign is not None and row.campaign.ends_on - row.day >= TIME_TO_MAKE_GOOD


def _offsets(rows: Iterable[Airing]) -> dict[UUID, timedelta]:
    """How long after its break's start each airing is due: the lengths before it."""
    elapsed: dict[UUID, int] = defaultdict(int)
    offsets: dict[UUID, timedelta] = {}
    for row in rows:
        offsets[row.pk] = timedelta(seconds=elapsed[row.ad_break_id])
        elapsed[row.ad_break_id] += row.seconds
    return offsets
