"""`make stack` over the evening of the tests: nginx, gunicorn, uvicorn and worker as its launcher starts them."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPMessage
from pathlib import Path

from spot.operations import assets
from tests.live.station import ROOT, free_port
from tests.reliability.house import House


@dataclass(frozen=True)
class Answer:
    status: int
    headers: HTTPMessage
    body: bytes
    seconds: float


@dataclass
class Front(House):
    """The whole of it behind one port. `careless` breaks a promise, `variables` are the processes' environment."""

    careless: str = ""
    launcher: subprocess.Popen[bytes] | None = None
    port: int = 0

    @contextmanager
    def opened(self, database: str, **variables: str) -> Iterator["Front"]:
        self.build(database)
        self.port = free_port()
        self.ports = [self.port]
        self.variables |= {
            "SPOT_X_ACCEL": "1", "SPOT_PROXIES": "1", "WEB_CONCURRENCY": "2", "PORT": str(self.port),
            "SITE_URL": self.url, **assets.HASHED,
            "PROMETHEUS_MULTIPROC_DIR": str(self.data_dir / "stack/metrics"), "CARELESS": self.careless, **variables,
        }  # fmt: skip
        self._launch()
        try:
            yield self
        finally:
            self._end(self.launcher)

    def _launch(self) -> None:
        command = [sys.executable, "-m", "tests.reliability.front_launcher", str(self.port)]
        with (self.data_dir / "stack.log").open("wb") as log:
            self.launcher = subprocess.Popen(command, cwd=ROOT, env=self.env, stdout=subprocess.PIPE, stderr=log)
        said = self.launcher.stdout.readline().decode()
        assert said.startswith("READY"), (self.data_dir / "stack.log").read_text()[-3000:]

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def ask(self, path: str, method: str = "GET", *, body: bytes = b"", **headers: str) -> Answer:
        """One request on a connection of its own; `headers` in the words of Python (accept_ranges)."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=30)
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        started = time.monotonic()
        try:
            connection.request(method, path, body or None, named)
            answer = connection.getresponse()
            text = answer.read()
        finally:
            connection.close()
        return Answer(answer.status, answer.headers, text, time.monotonic() - started)

    def browser(self, who: str) -> dict[str, str]:
        """The headers of somebody who is signed in and whose page holds a CSRF token."""
        token = "t" * 32
        cookie = f"sessionid={self.seeded['sessions'][who]}; csrftoken={token}"
        return {"Cookie": cookie, "X-CSRFToken": token}

    def child(self, word: str) -> int:
        """The process of the launcher whose command has this word."""
        return next(pid for pid in _children(self.launcher.pid) if word in _command(pid))

    def send(self, word: str, how: signal.Signals) -> None:
        os.kill(self.child(word), how)


def _children(pid: int) -> list[int]:
    tasks = Path(f"/proc/{pid}/task").glob("*/children")
    return [int(child) for task in tasks for child in task.read_text().split()]


def _command(pid: int) -> str:
    return Path(f"/proc/{pid}/cmdline").read_text().replace("\0", " ")
