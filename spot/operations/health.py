"""Is the site well? Each check answers `ok`, or one word that says what is wrong; none waits long."""

import logging
import shutil
from collections.abc import Callable
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

log = logging.getLogger(__name__)
OK, OFF, FAILING, PENDING, LOW = "ok", "off", "failing", "pending", "low"
LEAST_FREE_BYTES = 200 * 1024 * 1024
REDIS_SECONDS = 1
_up_to_date = False


def report() -> tuple[str, dict[str, str]]:
    """The whole: `ok`; `degraded` (people can work, somebody should look); `failing` (send nobody here)."""
    checks = {name: check() for name, check in CHECKS.items()}
    if checks["database"] != OK or checks["migrations"] != OK:
        return "failing", checks
    return ("ok" if set(checks.values()) <= {OK, OFF} else "degraded"), checks


def database() -> str:
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


CHECKS: dict[str, Callable[[], str]] = {
    "database": database, "migrations": migrations, "disk": disk, "redis": redis,
}  # fmt: skip
