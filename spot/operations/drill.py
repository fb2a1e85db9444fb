"""The restore drill: a backup is worth what restoring it shows.

It is the documented restore, by the same commands, into a database and a folder made for it and thrown away after:
nothing of the station is touched, and it may run while people work.
"""

import os
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import psycopg
from django.conf import settings
from django.db import connection
from psycopg import sql

from spot.operations.processes import MANAGE

SUFFIX = "_drill"
WITHIN_SECONDS = 2 * 3600


class DrillFailed(Exception):  # noqa: N818  it is the drill's answer
    """The backup could not be restored, or what was restored breaks an invariant."""


@dataclass(frozen=True)
class Drilled:
    """How long the restore took, and what `verify_invariants` said of what it made."""

    restore_seconds: float
    report: str


def drill(folder: Path) -> Drilled:
    """Restore a backup apart and verify it. DrillFailed with what the command said."""
    with _elsewhere() as environment:
        began = time.monotonic()
        _run(environment, "migrate", "--no-input", "--verbosity", "0")
        _run(environment, "restore", str(folder))
        seconds = time.monotonic() - began
        return Drilled(seconds, _run(environment, "verify_invariants", "--stopped"))


def _run(environment: dict[str, str], *command: str) -> str:
    answer = subprocess.run(  # noqa: S603  our own commands
        [*MANAGE, *command], check=False, capture_output=True, text=True, timeout=WITHIN_SECONDS,
        cwd=settings.BASE_DIR, env={**os.environ, **environment},
    )  # fmt: skip
    if answer.returncode:
        raise DrillFailed(f"{command[0]} : {(answer.stderr or answer.stdout).strip()}")
    return answer.stdout.strip()


def room() -> str:
    """Where backups or data lie: files of every size fit there, and in a container `/tmp` is memory."""
    return str(settings.SPOT_BACKUPS or settings.DATA_DIR)


@contextmanager
def _elsewhere() -> Iterator[dict[str, str]]:
    """A station of its own: an empty database of the same kind, an empty folder."""
    with tempfile.TemporaryDirectory(prefix="spot-drill-", dir=room()) as folder:
        place = {"DATA_DIR": folder, "MEDIA_ROOT": f"{folder}/media", "SPOT_BACKUPS": ""}
        if connection.vendor == "sqlite":
            yield {**place, "DJANGO_USE_SQLITE": "1"}
            return
        with _scratch_database() as address:
            yield {**place, "DATABASE_URL": address, "DJANGO_USE_SQLITE": "0"}


@contextmanager
def _scratch_database() -> Iterator[str]:
    known = settings.DATABASES["default"]
    name = sql.Identifier(f"{known['NAME']}{SUFFIX}")
    facts = {"host": known["HOST"], "port": known["PORT"], "user": known["USER"], "password": known["PASSWORD"]}
    with psycopg.connect(dbname=known["NAME"], autocommit=True, **{k: v for k, v in facts.items() if v}) as server:
        server.execute(sql.SQL("DROP DATABASE IF EXISTS {}").format(name))
        server.execute(sql.SQL("CREATE DATABASE {}").format(name))
        try:
            yield _address(facts, f"{known['NAME']}{SUFFIX}")
        finally:
            server.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(name))


def _address(facts: dict[str, str], name: str) -> str:
    who = quote(str(facts["user"]), safe="") + (
        f":{quote(str(facts['password']), safe='')}" if facts["password"] else ""
    )
    return f"postgresql://{who}@{facts['host']}:{facts['port'] or 5432}/{quote(name, safe='')}"
