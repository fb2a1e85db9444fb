"""The station measured: PostgreSQL and Redis, one uvicorn for pages and sockets, a large day in the database."""

import json
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg

from spot.operations import services
from tests.live.station import Station

DATABASE = "spot_bf1_benchmark_planning"
NOW = "2026-11-21T19:41:00Z"  # a break is on air, and the next may be confirmed


@contextmanager
def large_day() -> Iterator[Station]:
    """A running station; its database is made anew, and dropped at the end."""
    server, redis = services.postgresql(), services.redis()
    if not server or not redis:
        raise SystemExit("PostgreSQL and Redis are needed.")
    with tempfile.TemporaryDirectory() as data_dir:
        variables = {"DATABASE_URL": _fresh_database(server), "REDIS_URL": redis, "SPOT_NOW": NOW,
                     "ALLOWED_HOSTS": "127.0.0.1,testserver"}  # fmt: skip
        station = Station(Path(data_dir), {"DJANGO_USE_SQLITE": "0", **variables})
        try:
            station.manage("migrate", "--verbosity", "0", "--skip-checks")
            station.seeded = json.loads(station.run("-m", "benchmarks.planning.seed"))
            yield station.open()
        finally:
            station.close()
            _drop(server)


def _fresh_database(server: str) -> str:
    _drop(server)
    _say(server, f"CREATE DATABASE {DATABASE}")
    return urlunsplit(urlsplit(server)._replace(path=f"/{DATABASE}"))


def _drop(server: str) -> None:
    _say(server, f"DROP DATABASE IF EXISTS {DATABASE} WITH (FORCE)")


def _say(server: str, command: str) -> None:
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(command)  # type: ignore[call-overload]
