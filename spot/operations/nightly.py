"""The backup of each night, and which of the former ones stay."""

import shutil
from datetime import date, datetime, timedelta
from pathlib import Path

from django.conf import settings

from spot.common import clock
from spot.operations import locking
from spot.operations.backup import MANIFEST, backup
from spot.operations.processes import MANAGE, Child, start

UNFINISHED = ".unfinished"
LATE = timedelta(hours=26)
_running: Child | None = None


def begin_when_due() -> None:
    """Asked every few minutes by the schedule; the backup is a process of its own, which nothing waits for."""
    global _running  # noqa: PLW0603  one at a time
    if _running is not None and _running.poll() is None:
        return
    if is_due(clock.now()):
        _running = start([*MANAGE, "nightly_backup"])


def is_due(now: datetime) -> bool:
    """Where backups are kept, past the hour, and today's is not there."""
    if not settings.SPOT_BACKUPS:
        return False
    local = clock.local(now)
    return f"{local:%H:%M}" >= settings.SPOT_BACKUP_AT and not _of(local.date()).exists()


def back_up() -> Path:
    """Make today's, unless it is there, and let the oldest go. What a former attempt left half done is made anew."""
    with locking.alone(locking.BACKUP):  # of two schedules that share the folder the second finds it made
        today = _of(clock.local(clock.now()).date())
        if not today.exists():
            half = today.with_name(today.name + UNFINISHED)
            shutil.rmtree(half, ignore_errors=True)
            backup(half)
            half.rename(today)
        for former in gone(kept()):
            shutil.rmtree(former)
    return today


def kept() -> list[Path]:
    """Finished ones, the newest first."""
    if not settings.SPOT_BACKUPS:
        return []
    found = Path(settings.SPOT_BACKUPS).glob(f"????-??-??/{MANIFEST}")
    return sorted((manifest.parent for manifest in found), reverse=True)


def gone(backups: list[Path]) -> list[Path]:
    """Those to let go: all but the newest, and the first of each month of a year."""
    recent = backups[: settings.SPOT_BACKUPS_KEPT]
    first_of_month: dict[str, Path] = {}
    for folder in backups:  # the newest first, so that the oldest of a month is what stays
        first_of_month[folder.name[:7]] = folder
    monthly = sorted(first_of_month.values(), reverse=True)[:12]
    return [folder for folder in backups if folder not in {*recent, *monthly}]


def is_late() -> bool:
    """Backups are kept, and the newest is older than a night and two hours."""
    if not settings.SPOT_BACKUPS:
        return False
    newest = next(iter(kept()), None)
    made = date.fromisoformat(newest.name) if newest else date.min
    return clock.local(clock.now() - LATE).date() > made


def _of(day: date) -> Path:
    return Path(settings.SPOT_BACKUPS) / day.isoformat()
