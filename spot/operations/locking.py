"""One process at a time, across every copy that shares the database: migrations and demonstration data."""

import fcntl
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.db import connection

LOOK_EVERY_SECONDS = 0.2
MIGRATIONS, DEMONSTRATION, SCHEDULE, RESTORE, BACKUP = range(82_110_001, 82_110_006)


@contextmanager
def alone(number: int) -> Iterator[None]:
    """Wait until no other copy holds lock `number`, and hold it.

    PostgreSQL holds it for the session; SQLite copies share a machine, so a file beside the database does.
    """
    if connection.vendor == "postgresql":
        with _advisory(number):
            yield
    else:
        with _file(number):
            yield


@contextmanager
def _advisory(number: int) -> Iterator[None]:
    while not _taken(number):
        time.sleep(LOOK_EVERY_SECONDS)
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [number])


def _taken(number: int) -> bool:
    """Asked for again and again: one long wait would end with the limit of a statement."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [number])
        return bool(cursor.fetchone()[0])


@contextmanager
def _file(number: int) -> Iterator[None]:
    path = Path(settings.DATA_DIR) / f"lock-{number}"
    with path.open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        yield
