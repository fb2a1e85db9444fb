"""PostgreSQL and Redis on this machine: those the environment names, those that answer, or those we may start."""

import os
import shutil
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
from redis import Redis, RedisError

POSTGRESQL_URLS = (
    "postgresql://root@127.0.0.1:5432/test",
    "postgresql://postgres@127.0.0.1:5432/postgres",
    "postgresql://postgres:postgres@127.0.0.1:5432/postgres",
)
REDIS = "redis://127.0.0.1:6379"
STARTS_WITHIN_SECONDS = 15
START_SECONDS = 60


def postgresql() -> str | None:
    """The address of a PostgreSQL where databases can be made, or None."""
    named = os.environ.get("DATABASE_URL", "")
    if named.startswith("postgres"):
        return named
    return _found(_postgresql_addresses, [["service", "postgresql", "start"]])


def redis() -> str | None:
    """The address of a Redis, or None."""
    if named := os.environ.get("REDIS_URL"):
        return named
    start = ["redis-server", "--daemonize", "yes", "--bind", "127.0.0.1", "--save", "", "--dir", "/tmp"]  # noqa: S108
    return _found(_redis_addresses, [start])


def _found(answering: Callable[[], Iterator[str]], commands: list[list[str]]) -> str | None:
    """What answers now, else after one of the commands has had time to start it."""
    if url := next(answering(), None):
        return url
    for command in commands:
        if not _start(command):
            continue
        deadline = time.monotonic() + STARTS_WITHIN_SECONDS
        while time.monotonic() < deadline:
            if url := next(answering(), None):
                return url
            time.sleep(0.3)
    return None


def _start(command: list[str]) -> bool:
    if not shutil.which(command[0]):
        return False
    try:
        done = subprocess.run(command, check=False, capture_output=True, timeout=START_SECONDS)  # noqa: S603  ours
    except subprocess.TimeoutExpired:
        return False
    return done.returncode == 0


def _postgresql_addresses() -> Iterator[str]:
    for url in POSTGRESQL_URLS:
        try:
            psycopg.connect(url, connect_timeout=2).close()
        except psycopg.Error:
            continue
        yield url


def _redis_addresses() -> Iterator[str]:
    try:
        with Redis.from_url(REDIS, socket_timeout=2, socket_connect_timeout=2) as client:
            client.ping()
    except (RedisError, OSError):
        return
    yield REDIS


def nginx() -> str | None:
    """The path of nginx, which is often outside the PATH of a person."""
    return shutil.which("nginx") or next((path for path in ("/usr/sbin/nginx",) if Path(path).exists()), None)
