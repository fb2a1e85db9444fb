"""The backup of each night, and which of the former ones stay."""

import shutil
import time
from datetime import date, datetime, timedelta
from pathlib import Path

from django.conf import settings

from spot.common import clock
from spot.operations import locking
from spot.operations.backup import MANIFEST, backup
from spot.operations.processes import MANAGE, Child, start

UNFINISHED = ".unfinished"
LATE = timedelta(hours=2)  # after its hour
AGAIN_AFTER_SECONDS = 3600.0  # one that failed is tried again: a full disk is not filled every five minutes
_running: Child | None = None
_began = -AGAIN_AFTER_SECONDS


def begin_when_due() -> None:
    """Asked every few minutes by the schedule; the backup is a process of its own, which nothing waits for."""
    global _running, _began
    if _running is not None and _running.poll() is None:
        return
    if is_due(clock.now()) and time.monotonic() - _began > AGAIN_AFTER_SECONDS:
        _running, _began = start([*MANAGE, "nightly_backup"]), time.monotonic()


def is_due(now: datetime) -> bool:
    """Where backups are kept, past the hour, and today's is not there."""
    if not settings.SPOT_BACKUPS:
        return False
    local = clock.local(now)
    return f"{local:%H:%M}" >= settings.SPOT_BACKUP_AT and not _of(local.date()).exists()


def back_up() -> Path:
    """Make today's, unless it is there, and let the oldest go. What a former attempt left half done is made anew."""
    with locking.alone(locking.BACKUP):  # of two schedules that share the folder the second finds it made
        _sweep()
        today = _of(clock.local(clock.now()).date())
        if not today.exists():
            _make(today)
        for former in gone(kept()):
            former.rename(_half(former))  # no longer a backup from the first file that goes
        _sweep()
    return today


def _make(day: Path) -> None:
    """Whatever interrupts it leaves no bytes behind: on a full disk others need them more."""
    try:
        backup(_half(day))
        _half(day).rename(day)
    finally:
        shutil.rmtree(_half(day), ignore_errors=True)


def _half(day: Path) -> Path:
    return day.with_name(day.name + UNFINISHED)


def _sweep() -> None:
    """What a backup, or a farewell, that was killed has left."""
    for half in Path(settings.SPOT_BACKUPS).glob(f"????-??-??{UNFINISHED}"):
        shutil.rmtree(half, ignore_errors=True)


def kept() -> list[Path]:
    """Finished ones, the newest first."""
    if not settings.SPOT_BACKUPS:
        return []
    found = Path(settings.SPOT_BACKUPS).glob(f"????-??-??/{MANIFEST}")
    return sorted((manifest.parent for manifest in found), reverse=True)


def gone(backups: list[Path]) -> list[Path]:
    """Those to let go: all but the newest, and the first of each month of a year."""
    recent = backups[: max(1, settings.SPOT_BACKUPS_KEPT)]
    first_of_month: dict[str, Path] = {}
    for folder in backups:  # the newest first, so that the oldest of a month is what stays
        first_of_month[folder.name[:7]] = folder
    monthly = sorted(first_of_month.values(), reverse=True)[:12]
    return [folder for folder in backups if folder not in {*recent, *monthly}]


def is_late() -> bool:
    """A night has passed since the newest, and its hour too. Before the first one nothing is late."""
    newest = next(iter(kept()), None)
    return newest is not None and date.fromisoformat(newest.name) < _expected(clock.local(clock.now() - LATE))


def _expected(then: datetime) -> date:
    """The day whose backup was due at that moment."""
    return then.date() if f"{then:%H:%M}" >= settings.SPOT_BACKUP_AT else then.date() - timedelta(days=1)


def _of(day: date) -> Path:
    return Path(settings.SPOT_BACKUPS) / day.isoformat()
