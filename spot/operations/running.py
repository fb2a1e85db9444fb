"""Which processes of the site are alive, so that nothing is put in their place under their feet.

Each keeps a file under DATA_DIR locked for as long as it lives, however it ends; those of another machine are seen by their
connections to PostgreSQL, which bear their name.
"""

import fcntl
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from django.conf import settings
from django.db import connection

from spot.common.process import OF_THE_SITE, name_of

FOLDER = "running"
CONNECTED = """
    SELECT application_name, host(client_addr), count(*) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid() AND application_name = ANY(%s)
    GROUP BY 1, 2 ORDER BY 1, 2
"""
_held: list[IO[str]] = []  # open, and so locked, until the process ends


def announce() -> None:
    """Say that this process lives, if it is one that serves people or works by itself."""
    name = name_of(sys.argv)
    if name not in OF_THE_SITE:
        return
    folder = _folder()
    folder.mkdir(parents=True, exist_ok=True)
    mine = (folder / f"{os.uname().nodename}-{os.getpid()}").open("w")
    fcntl.flock(mine, fcntl.LOCK_EX | fcntl.LOCK_NB)
    mine.write(f"{OF_THE_SITE[name]}, processus {os.getpid()}")
    mine.flush()
    _held.append(mine)


def others() -> list[str]:
    """The processes of the site that are alive, each in a few words."""
    return [*_here(), *_connected()]


def _here() -> Iterator[str]:
    for path in sorted(_folder().glob("*")):
        with path.open("r+") as file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                yield file.read() or path.name
            else:
                path.unlink(missing_ok=True)  # whoever it was has ended


def _connected() -> Iterator[str]:
    if connection.vendor != "postgresql":
        return
    names = {f"spot {name}": word for name, word in OF_THE_SITE.items()}
    with connection.cursor() as cursor:
        cursor.execute(CONNECTED, [list(names)])
        for name, address, number in cursor.fetchall():
            yield f"{names[name]}, {number} connexions à la base depuis {address or 'cette machine'}"


def _folder() -> Path:
    return Path(settings.DATA_DIR) / FOLDER
