"""`/metrics`: what the processes counted, and what only the database knows, read when it is asked."""

import os
from collections.abc import Iterator

import structlog
from django.db import DatabaseError, connection
from prometheus_client import CONTENT_TYPE_LATEST, REGISTRY, CollectorRegistry, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

from spot.common.jobs.queries import by_lane

CONTENT_TYPE = CONTENT_TYPE_LATEST
log = structlog.get_logger(__name__)


def exported() -> bytes:
    """Of all processes where they share a folder, of this one else."""
    return generate_latest(_counted()) + generate_latest(_HERE) + _from_database()


def _from_database() -> bytes:
    """Nothing while the database is away: what the processes counted is still wanted, then more than ever."""
    try:
        return generate_latest(_IN_DATABASE)
    except DatabaseError:
        log.warning("queues_not_counted")
        return b""


def _counted() -> CollectorRegistry:
    if not os.environ.get("PROMETHEUS_MULTIPROC_DIR"):
        return REGISTRY
    together = CollectorRegistry()
    MultiProcessCollector(together)  # type: ignore[no-untyped-call]  # the package has no types
    return together


class _Queues(Collector):
    """Tasks by lane and state."""

    def collect(self) -> Iterator[GaugeMetricFamily]:
        tasks = GaugeMetricFamily("spot_tasks", "Queued work", labels=["lane", "state"])
        oldest = GaugeMetricFamily("spot_task_waits_seconds", "How long the oldest has been due", labels=["lane"])
        for lane, state in by_lane().items():
            for name in ("waiting", "put_off", "running", "failed"):
                tasks.add_metric([lane, name], getattr(state, name))
            oldest.add_metric([lane], state.oldest_waiting_seconds)
        yield from (tasks, oldest)


class _Pool(Collector):
    """This process's connections to PostgreSQL, where it shares them."""

    def collect(self) -> Iterator[GaugeMetricFamily]:
        pool = getattr(connection, "pool", None)
        if pool is None:
            return
        stats = pool.get_stats()
        figures = GaugeMetricFamily("spot_pool_connections", "Connections of this process", labels=["state"])
        for state in ("pool_size", "pool_available", "requests_waiting"):
            figures.add_metric([state], stats.get(state, 0))
        yield figures


_IN_DATABASE = CollectorRegistry(auto_describe=False)
_IN_DATABASE.register(_Queues())
_HERE = CollectorRegistry(auto_describe=False)
_HERE.register(_Pool())
