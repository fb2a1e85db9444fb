"""The product's one clock. Nothing else in `spot` reads the time of the machine.

`SPOT_NOW` starts the clock elsewhere (demonstrations and tests of a given evening) and lets it run on. The shift is kept
under DATA_DIR, so that all processes of one start, restarted ones too, live at the same moment.
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

from django.conf import settings

_frozen: datetime | None = None


def now() -> datetime:
    """The present instant, aware, in UTC."""
    return _frozen or datetime.now(UTC) + shift()


def of_the_machine() -> datetime:
    """The machine's own instant, whatever SPOT_NOW says: what libraries that keep their own times write."""
    return datetime.now(UTC)


def today() -> date:
    """The civil date at the station."""
    return local(now()).date()


def local(instant: datetime) -> datetime:
    """The same instant on the station's wall clock (Africa/Ouagadougou)."""
    return instant.astimezone(ZoneInfo(settings.TIME_ZONE))


def iso(instant: datetime) -> str:
    """How JSON carries an instant: UTC, to the second, with a Z."""
    return f"{instant.astimezone(UTC):%Y-%m-%dT%H:%M:%S}Z"


def broadcast_day(instant: datetime) -> date:
    """The broadcast day an instant belongs to: 00:30 on the 12th is still the day of the 11th (06:00–05:59)."""
    moment = local(instant)
    return moment.date() - timedelta(days=moment.time() < day_starts_at())


def broadcast_today() -> date:
    return broadcast_day(now())


def instant_of(day: date, at: time) -> datetime:
    """The instant when the station's wall clock shows `at` during broadcast day `day`."""
    civil = day + timedelta(days=at < day_starts_at())
    return datetime.combine(civil, at, ZoneInfo(settings.TIME_ZONE)).astimezone(UTC)


def day_bounds(day: date) -> tuple[datetime, datetime]:
    """First instant of a broadcast day, and first instant of the next."""
    return instant_of(day, day_starts_at()), instant_of(day + timedelta(days=1), day_starts_at())


def day_starts_at() -> time:
    return time.fromisoformat(settings.SPOT_DAY_STARTS_AT)


@cache
def shift() -> timedelta:
    """How far the product's clock stands from the machine's; nothing unless SPOT_NOW is set."""
    if not settings.SPOT_NOW:
        return timedelta(0)
    kept = _shift_file()
    if kept.exists() and (known := json.loads(kept.read_text()))["spot_now"] == settings.SPOT_NOW:
        return timedelta(seconds=known["seconds"])
    return start_at(settings.SPOT_NOW)


def start_at(spot_now: str) -> timedelta:
    """Start the clock at `spot_now` (ISO 8601) from this moment on, for every process that shares DATA_DIR."""
    distance = datetime.fromisoformat(spot_now).astimezone(UTC) - datetime.now(UTC)
    _shift_file().write_text(json.dumps({"spot_now": spot_now, "seconds": distance.total_seconds()}))
    shift.cache_clear()
    return distance


@contextmanager
def frozen(instant: datetime) -> Iterator[None]:
    """Hold the clock at `instant`, for tests and for demonstration data that is dated in the past."""
    global _frozen  # noqa: PLW0603  one clock is the point
    before, _frozen = _frozen, instant.astimezone(UTC)
    try:
        yield
    finally:
        _frozen = before


def _shift_file() -> Path:
    return Path(settings.DATA_DIR) / "clock.json"
