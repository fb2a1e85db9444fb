"""The demonstration on one machine: everything started, watched and ended together.

The launcher prepares the database, starts the server, says READY when the site is, and beside it has the queued and the
periodic work done. A process that dies is started again; whatever ends the launcher ends all.
"""

import sys
import time
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.management import CommandError, call_command

from spot.common import clock
from spot.operations import assets, locking, ports
from spot.operations.processes import MANAGE, Child, ended, ending_on_signals, keep_alive, start, wait_ready

WORKER = [*MANAGE, "run_worker", "--schedule"]


def run(*, port: int, say: Callable[[str], Any]) -> None:
    """Prepare, start, and stay until Ctrl-C or SIGTERM. CommandError when the site cannot come up: what is asked of the
    machine is looked at before anything is prepared.
    """
    look_at_port(port)
    with ending_on_signals(), ended([]) as children:
        prepare()
        children.append(server(port))
        wait_ready(f"http://127.0.0.1:{port}/readyz", children)
        children.append(start(WORKER))
        say(f"READY http://127.0.0.1:{port}")
        watch(children)


def look_at_port(port: int) -> None:
    if complaint := ports.complaint(str(port)):
        raise CommandError(complaint)


def prepare() -> None:
    """Clock, tables, assets and a believable station, at every start; what is there already is left as it is."""
    if settings.SPOT_NOW:
        clock.start_at(settings.SPOT_NOW)
    migrate()
    assets.collect()
    call_command("init_data", demo=True, verbosity=0)


def migrate() -> None:
    """Apply migrations; of two copies started together on one database the second waits."""
    with locking.alone(locking.MIGRATIONS):
        call_command("migrate", interactive=False, verbosity=0)


def server(port: int, **environment: str) -> Child:
    """Uvicorn on this machine's own address: pages and sockets where it is alone, sockets in the production shape."""
    return start([sys.executable, *uvicorn(port)], **assets.HASHED, **environment)


def uvicorn(port: int, application: str = "spot_bf1.asgi:application") -> list[str]:
    """Its arguments: docker-compose.yml has the same. The backlog lets a thousand screens come back at one moment."""
    return [
        "-m", "uvicorn", application, "--host", "127.0.0.1", "--port", str(port), "--backlog", "2048",
        "--lifespan", "off", "--no-server-header", "--ws", "spot.live.guard:Guarded",
        "--ws-per-message-deflate", "false", "--ws-max-size", "65536",
        "--ws-ping-interval", "20", "--ws-ping-timeout", "20",
        "--log-level", "warning", "--no-access-log", "--timeout-graceful-shutdown", "5",
    ]  # fmt: skip


def watch(children: list[Child]) -> None:
    """Start again whatever ends by itself."""
    while True:
        keep_alive(children)
        time.sleep(1)
