"""Pages and API: sync views in threads, two processes of four. Sockets are uvicorn's (see docs/operations.md)."""

import os
from pathlib import Path
from typing import Any

from prometheus_client import multiprocess

from spot_bf1 import environment
from spot_bf1.starting import told_plainly

wsgi_app = "spot_bf1.wsgi:application"
with told_plainly():
    bind = environment.config("BIND", default="127.0.0.1:8001")
    workers = environment.config("WEB_CONCURRENCY", default=2, cast=environment.count)
    threads = environment.config("WEB_THREADS", default=4, cast=environment.count)
worker_class = "gthread"
timeout = 120
graceful_timeout = 30
# nginx lets go of a kept connection after 1 s, and a worker that stops keeps it for 2: no request meets a closing one.
keepalive = 5
limit_request_line = 8190  # nginx takes a heading of 8 kB, and says in French what is larger
max_requests, max_requests_jitter = 20_000, 2_000
worker_tmp_dir = "/dev/shm" if Path("/dev/shm").is_dir() else None  # noqa: S108  a heartbeat, no data
forwarded_allow_ips = environment.config("FORWARDED_ALLOW_IPS", default="127.0.0.1")
accesslog = None  # the application writes one line a request
loglevel = "warning"


def on_starting(server: Any) -> None:
    """The processes' counters meet in one folder, which a start empties."""
    folder = environment.config("PROMETHEUS_MULTIPROC_DIR", default="")
    if folder:
        place = Path(folder)
        place.mkdir(parents=True, exist_ok=True)
        for former in place.glob("*.db"):
            former.unlink()


def child_exit(server: Any, worker: Any) -> None:
    if os.environ.get("PROMETHEUS_MULTIPROC_DIR"):
        multiprocess.mark_process_dead(worker.pid)
