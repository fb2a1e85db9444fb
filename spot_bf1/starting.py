"""A start that cannot succeed says why in a sentence, and not in a trace."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NoReturn

from django.core.exceptions import ImproperlyConfigured
from django.db import OperationalError, connection

CANNOT_START = 3  # what gunicorn and uvicorn take for "no use in trying again"
SQLITE_WORDS = ("unable to open", "readonly", "disk is full", "disk I/O", "not a database")


@contextmanager
def told_plainly() -> Iterator[None]:
    """Settings that cannot be used, a database that cannot be reached, a folder that cannot be written to."""
    try:
        yield
    except ImproperlyConfigured as error:
        stop(str(error))
    except OperationalError as error:
        if _reachable(str(error)):
            raise
        stop(f"La base de données ne répond pas ({_place()}) : {_first_line(error)}")
    except OSError as error:
        if not error.filename:
            raise
        stop(f"Impossible d’écrire ou de lire {os.fsdecode(error.filename)} : {error.strerror}.")


def stop(sentence: str) -> NoReturn:
    print(sentence, file=sys.stderr)  # noqa: T201  there may be no log yet
    raise SystemExit(CANNOT_START)


def _reachable(said: str) -> bool:
    """Whether it was something else than the way to the database: a deadlock has a trace of its own."""
    if any(word in said for word in SQLITE_WORDS):
        return False
    try:
        connection.close()
        connection.ensure_connection()
    except OperationalError:
        return False
    return True


def _place() -> str:
    known = connection.settings_dict
    if not known["HOST"]:
        return str(known["NAME"])
    return f"{known['NAME']} sur {known['HOST']}:{known['PORT'] or 5432}"


def _first_line(error: Exception) -> str:
    return str(error).strip().splitlines()[0]
