"""All that must never be false, room by room, for `verify_invariants`."""

from dataclasses import asdict
from itertools import chain
from typing import Any

from spot.airings import invariants as airings
from spot.breaks import invariants as breaks
from spot.campaigns import invariants as campaigns
from spot.common.invariants import Check
from spot.common.jobs import invariants as jobs
from spot.common.jobs.queries import by_lane
from spot.creatives import invariants as creatives
from spot.journal import invariants as journal

CHECKS: dict[str, Check] = dict(
    chain.from_iterable(room.CHECKS.items() for room in (breaks, airings, campaigns, creatives, journal, jobs))
)


def verify(*, stopped: bool = False) -> dict[str, Any]:
    """`{"ok", "checked": {name: rows looked at}, "breaches": [sentence, …], "queues": {lane: how it stands}}`.

    Of a site that is `stopped`, or restored and not started yet, nobody does the queued work: it is not looked at.
    """
    looked_at = {name: check for name, check in CHECKS.items() if not (stopped and name in jobs.CHECKS)}
    results = {name: check() for name, check in looked_at.items()}
    breaches = [f"{name}: {breach}" for name, result in results.items() for breach in result.breaches]
    return {
        "ok": not breaches,
        "checked": {name: result.count for name, result in results.items()},
        "breaches": breaches,
        "queues": {lane: asdict(state) for lane, state in by_lane().items()},
    }
