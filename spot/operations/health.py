"""Is the site well? Each check answers `ok`, or one word that says what is wrong; none waits long."""

import logging
import shutil
import threading
from collections.abc import Callable
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

log = logging.getLogger(__name__)
OK, OFF, FAILING, PENDING, LOW = "ok", "off", "failing", "pending", "low"
LEAST_FREE_BYTES = 200 * 1024 * 1024
DATABASE_SECONDS = REDIS_SECONDS = 0.9  # both together leave an answer within two seconds
_up_to_date = False
_starting = threading.Lock()
_probe: "_Probe | None" = None


def report() -> tuple[str, dict[str, str]]:
    """The whole: `ok`; `degraded` (people can work, somebody should look); `failing` (send nobody here)."""
    checks = {"database": database()}
    rest = CHECKS if checks["database"] == OK else {**CHECKS, "migrations": _unknown}
    checks |= {name: check() for name, check in rest.items()}
    if checks["database"] != OK or checks["migrations"] != OK:
        return "failing", checks
    return ("ok" if set(checks.values()) <= {OK, OFF} else "degraded"), checks


def database() -> str:
    """Asked from a thread that may be left behind: a frozen server takes connections and never answers."""
    if connection.vendor == "sqlite":
        return _asked()
    probe = _running_probe()
    probe.join(DATABASE_SECONDS)
    return probe.answer


class _Probe(threading.Thread):
    """One question, on a connection of its own. Whoever asks meanwhile waits for the same answer."""

    answer = FAILING

    def __init__(self) -> None:
        super().__init__(name="readyz", daemon=True)

    def run(self) -> None:
        try:
            self.answer = _asked()
        finally:
            connection.close()


def _running_probe() -> _Probe:
    global _probe  # noqa: PLW0603  one a process, so that a frozen server holds one thread and no more
    with _starting:
        if _probe is None or not _probe.is_alive():
            _probe = _Probe()
            _probe.start()
        return _probe


def _asked() -> str:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        log.warning("database_away", exc_info=True)
        return FAILING
    return OK


def migrations() -> str:
    """Whether every migration is applied. Once true it stays true for this process's code, so it is asked once."""
    global _up_to_date  # noqa: PLW0603
    if not _up_to_date:
        try:
            executor = MigrationExecutor(connection)
            _up_to_date = not executor.migration_plan(executor.loader.graph.leaf_nodes())
        except DatabaseError:
            return FAILING
    return OK if _up_to_date else PENDING


def disk() -> str:
    """Room for one more upload where media are kept; when there is none, reading goes on."""
    place = Path(settings.MEDIA_ROOT)
    while not place.exists():
        place = place.parent
    return OK if shutil.disk_usage(place).free >= LEAST_FREE_BYTES else LOW


def redis() -> str:
    """`off` where no REDIS_URL is set: one process needs none."""
    if not settings.REDIS_URL:
        return OFF
    from redis import Redis, RedisError  # noqa: PLC0415  not loaded where it is not used

    try:
        with Redis.from_url(
            settings.REDIS_URL, socket_timeout=REDIS_SECONDS, socket_connect_timeout=REDIS_SECONDS
        ) as client:
            client.ping()
    except (RedisError, OSError):
        return FAILING
    return OK


def _unknown() -> str:
    """Of a database that is away nobody knows what it holds."""
    return FAILING


CHECKS: dict[str, Callable[[], str]] = {"migrations": migrations, "disk": disk, "redis": redis}
