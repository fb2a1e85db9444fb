"""The week as a picture: seven rows of twenty-four hours, a block for each break, as tall as it is long."""

from collections.abc import Iterable
from datetime import time
from typing import Any

from spot.breaks.models import BreakTemplate, Daypart
from spot.common import clock

MINUTES = 24 * 60
TALL = 34  # units of the longest break; a row is 40
WIDE = 9
NAMES = ("lun.", "mar.", "mer.", "jeu.", "ven.", "sam.", "dim.")


def week_picture(rows: Iterable[BreakTemplate], dayparts: Iterable[Daypart], weekday: int) -> dict[str, Any]:
    kept = list(rows)
    longest = max((row.capacity_seconds for row in kept), default=1)
    return {
        "days": [_day(n, [row for row in kept if row.weekday == n], longest, n == weekday) for n in range(7)],
        "dayparts": [{"x": minutes_in(part.starts), "slug": part.slug, "name": part.name} for part in dayparts],
        "hours": [{"x": minutes_in(time(hour % 24)), "word": f"{hour % 24:02} h"} for hour in range(6, 30, 3)],
    }


def minutes_in(at: time) -> int:
    """Minutes since the broadcast day began."""
    start = clock.day_starts_at()
    return (at.hour * 60 + at.minute - start.hour * 60 - start.minute) % MINUTES


def _day(n: int, rows: list[BreakTemplate], longest: int, is_shown: bool) -> dict[str, Any]:  # noqa: FBT001
    return {
        "number": n,
        "name": NAMES[n],
        "is_shown": is_shown,
        "count": len(rows),
        "seconds": sum(row.capacity_seconds for row in rows),
        "blocks": [_block(row, longest) for row in rows],
    }


def _block(row: BreakTemplate, longest: int) -> dict[str, Any]:
    tall = max(6, round(TALL * row.capacity_seconds / longest))
    return {
        "x": minutes_in(row.starts), "y": 38 - tall, "width": WIDE, "height": tall, "is_prime": row.daypart_id == "prime",
        "words": f"{row.starts:%H:%M} {row}, {row.capacity_seconds} s",
    }  # fmt: skip
