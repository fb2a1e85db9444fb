"""The shape of production on one machine, without containers: nginx before gunicorn (pages) and uvicorn (sockets).

PostgreSQL and Redis are those found on 127.0.0.1, or started. It speaks plain http, so it keeps the demonstration's
settings; processes, servers, database, cache and proxy are production's. Reliability tests and benchmarks drive this.
"""

import os
import socket
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import psycopg
from django.conf import settings
from django.core.management import CommandError
from psycopg import sql

from spot.operations import assets, demonstration, services
from spot.operations.processes import Child, ended, ending_on_signals, start, wait_ready

DATABASE = "spot_bf1_stack"
BACKLOG = 2048
_DISAGREE = "nginx.conf ne contient plus « {} » : accordez spot/operations/stack.py."


def environment(port: int) -> dict[str, str]:
    """What the stack's processes read. CommandError, with what to install, when a part is missing."""
    database, redis = services.postgresql(), services.redis()
    missing = [
        name
        for name, part in (("postgresql", database), ("redis-server", redis), ("nginx", services.nginx()))
        if not part
    ]
    if missing or database is None or redis is None:
        raise CommandError(f"Il manque : {', '.join(missing)}. Sous Debian : apt-get install {' '.join(missing)}")
    named = os.environ.get("DATABASE_URL")
    return {
        "DATABASE_URL": named or _own_database(database), "REDIS_URL": redis, "DJANGO_USE_SQLITE": "0",
        "SPOT_X_ACCEL": "1", "SPOT_PROXIES": "1", "WEB_CONCURRENCY": os.environ.get("WEB_CONCURRENCY", "2"),
        "PORT": str(port), "SITE_URL": f"http://127.0.0.1:{port}", **assets.HASHED,
        "PROMETHEUS_MULTIPROC_DIR": str(folder() / "metrics"),
    }  # fmt: skip


def run(*, port: int, say: Callable[[str], Any]) -> None:
    """Prepare, start everything, and stay until Ctrl-C or SIGTERM. The environment is `environment()`'s already."""
    with listening() as for_pages, listening() as for_sockets, ending_on_signals(), ended([]) as children:
        pages, sockets = for_pages.getsockname()[1], for_sockets.getsockname()[1]
        demonstration.prepare()
        children.append(_gunicorn(for_pages.fileno()))
        children.append(_uvicorn(sockets, for_sockets.fileno()))
        children.append(start(demonstration.WORKER))
        children.append(_nginx(port, pages, sockets))
        wait_ready(f"http://127.0.0.1:{port}/readyz", children)
        wait_ready(f"http://127.0.0.1:{sockets}/readyz", children)
        say(f"READY http://127.0.0.1:{port}")
        demonstration.watch(children)


def folder() -> Path:
    return Path(settings.DATA_DIR) / "stack"


def listening() -> socket.socket:
    """A socket that outlives the servers it is handed to: no connection is refused between two of them."""
    return socket.create_server(("127.0.0.1", 0), backlog=BACKLOG)


def _gunicorn(held: int) -> Child:
    command = [sys.executable, "-m", "gunicorn", "-c", "gunicorn.conf.py"]
    return start(command, (held,), BIND=f"fd://{held}")


def _uvicorn(port: int, held: int) -> Child:
    command = [sys.executable, *demonstration.uvicorn(port), "--fd", str(held)]
    return start(command, (held,), **assets.HASHED)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _own_database(server: str) -> str:
    """A database of the stack's own on that server, made when it is not there."""
    parts = urlsplit(server)
    with psycopg.connect(server, autocommit=True, connect_timeout=5) as connection:
        known = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE]).fetchone()
        if not known:
            connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(DATABASE)))
    return urlunsplit(parts._replace(path=f"/{DATABASE}"))


def _nginx(port: int, pages: int, sockets: int) -> Child:
    """Nginx with the repository's own file, its addresses and folders replaced by this machine's.

    Folders are links beside that file, and named from there: a path may hold a space or a quote.
    """
    place = folder()
    (place / "srv/spool").mkdir(parents=True, exist_ok=True)
    for name, target in {"media": settings.MEDIA_ROOT, "static": settings.STATIC_ROOT}.items():
        link = place / "srv" / name
        link.unlink(missing_ok=True)
        link.symlink_to(target)
    written = place / "nginx.conf"
    written.write_text(nginx_file(port, pages, sockets))
    return start([str(services.nginx()), "-c", str(written), "-p", f"{place}/", "-g", "daemon off;"])


def nginx_file(port: int, pages: int, sockets: int) -> str:
    """What the stack's nginx reads. CommandError when the file it comes of no longer says what is replaced."""
    user = "user root;" if os.geteuid() == 0 else ""
    return _rewritten((Path(settings.BASE_DIR) / "nginx.conf").read_text(), {
        "listen 8080 default_server": f"listen 127.0.0.1:{port} default_server",
        "pages:8001": f"127.0.0.1:{pages}",
        "sockets:8002": f"127.0.0.1:{sockets}",
        "/tmp/nginx.pid": "nginx.pid",  # noqa: S108  the words of the file
        "/srv/": "srv/",
        "include /etc/nginx/tls/tls*.conf;": "",
        "worker_processes auto;": f"worker_processes 2; {user}",
    })  # fmt: skip


def _rewritten(text: str, replaced: Mapping[str, str]) -> str:
    for former, now in replaced.items():
        if former not in text:
            raise CommandError(_DISAGREE.format(former))
        text = text.replace(former, now)
    return text
