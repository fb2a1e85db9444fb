"""What a killed process may leave behind: bytes without a row. Swept within the hour by the schedule."""

from datetime import timedelta
from pathlib import Path

from spot.common import clock, files
from spot.creatives import renditions
from spot.creatives.models import Resumable, SpotVersion

ORPHAN_AGE = timedelta(minutes=30)


def sweep() -> int:
    """Delete passing files, stored files that no version names, and resumable uploads that expired; how many files."""
    Resumable.objects.filter(expires_at__lt=clock.now()).delete()
    orphans = [*files.older_than(files.INCOMING, ORPHAN_AGE), *_unnamed(), *_small(), *_unclaimed()]
    for path in orphans:
        path.unlink(missing_ok=True)
    return len(orphans)


def _unnamed() -> list[Path]:
    named = {name for pair in SpotVersion.objects.values_list("file", "poster") for name in pair}
    return [
        path for path in files.older_than("spots", ORPHAN_AGE) if str(path.relative_to(files.stored(""))) not in named
    ]


def _small() -> list[Path]:
    """Small posters whose own poster is gone."""
    needed = {renditions.name_of(poster) for poster in SpotVersion.objects.values_list("poster", flat=True) if poster}
    old = files.older_than(renditions.FOLDER, ORPHAN_AGE)
    return [path for path in old if str(path.relative_to(files.stored(""))) not in needed]


def _unclaimed() -> list[Path]:
    waiting = {str(key) for key in Resumable.objects.values_list("pk", flat=True)}
    return [path for path in files.older_than("resumable", ORPHAN_AGE) if path.name not in waiting]
