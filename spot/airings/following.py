"""Following a day from a number: whether what was missed can be told, and telling it. Sockets and polling share this."""

from datetime import date
from typing import Any

from spot.airings.queries import events
from spot.breaks.queries import stream
from spot.journal.services import last_seq

REACH = 2_000  # events; further behind, a fresh snapshot is smaller and quicker


def is_covered(after: int, seq: int) -> bool:
    """Whether somebody at number `after` can be brought to `seq` by events: not in the future, not too far behind."""
    return 0 <= seq - after <= REACH


def events_after(day: date, after: int) -> dict[str, Any]:
    """`{"day", "seq", "events"}` after a number, or `{"resync": True, "seq"}` when a new snapshot is needed."""
    seq = last_seq(stream(day))
    if not is_covered(after, seq):
        return {"resync": True, "seq": seq}
    told = events(day, after=after) if after < seq else []
    return {"day": day.isoformat(), "seq": told[-1]["seq"] if told else seq, "events": told}
