"""Assets as people get them: under names that carry their hash, compressed beside themselves, in STATIC_ROOT."""

import hashlib
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import CommandError

from spot.operations.processes import MANAGE, start

# No page asks for them: fonts are embedded in documents from where they are built, and the API's pages are Swagger's.
NOT_FOR_BROWSERS = ["*.ttf", "redoc.*"]
HASHED = {"SPOT_HASHED_ASSETS": "1"}


def collect() -> None:
    """Collect them, unless they are those collected last: seconds of work that most starts do not need."""
    stamp, mark = Path(settings.STATIC_ROOT) / ".collected", _mark()
    if stamp.exists() and stamp.read_text() == mark:
        return
    ignored = [word for pattern in NOT_FOR_BROWSERS for word in ("--ignore", pattern)]
    command = [*MANAGE, "collectstatic", "--noinput", "--verbosity", "0", *ignored]
    if start(command, **HASHED).wait():
        raise CommandError(f"Les feuilles de style et les scripts n’ont pas pu être rassemblés dans {stamp.parent}.")
    stamp.write_text(mark)


def _mark() -> str:
    """The same as long as names and contents are."""
    digest = hashlib.sha256()
    for finder in get_finders():
        for name, storage in finder.list(NOT_FOR_BROWSERS):
            digest.update(name.encode() + b"\0" + Path(storage.path(name)).read_bytes())
    return digest.hexdigest()
