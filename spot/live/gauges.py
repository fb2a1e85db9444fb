"""What a process of sockets tells Prometheus of itself. Several processes that share a folder are added up."""

import time

from prometheus_client import Gauge

SOCKETS = Gauge("spot_sockets_open", "Sockets open", multiprocess_mode="livesum")
LAG = Gauge(
    "spot_hub_lag_seconds",
    "Last turn of the hub: from the hint, or the half second without one, to the news on every socket",
    multiprocess_mode="livemax",
)
TURNED_AT = Gauge(
    "spot_hub_turned_at_seconds",
    "When the hub last turned (Unix time); it rests while no socket is open",
    multiprocess_mode="livemin",
)


def turned(*, since: float) -> None:
    """A turn ended that began at `since`, on the monotonic clock."""
    LAG.set(time.monotonic() - since)
    TURNED_AT.set_to_current_time()
