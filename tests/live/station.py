"""A station of real processes: its own database, uvicorn on a free port, programs and screens that talk to it."""

import json
import os
import shutil
import socket
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import websockets

ROOT = Path(__file__).resolve().parents[2]
DAY = "2026-11-21"


@dataclass
class Station:
    """`url` and `ports` of the running servers, and what was seeded: keys, sessions, ids."""

    data_dir: Path
    variables: dict[str, str] = field(default_factory=dict)
    seeded: dict[str, Any] = field(default_factory=dict)
    ports: list[int] = field(default_factory=list)
    processes: list[subprocess.Popen[bytes]] = field(default_factory=list)

    def seed(self) -> "Station":
        """An empty database, then an evening in it."""
        self.manage("migrate", "--verbosity", "0", "--skip-checks")
        self.seeded = json.loads(self.run("-m", "tests.live.seeding"))
        return self

    def copy(self, other: "Station") -> "Station":
        """The evening of another station (SQLite), without seeding it again."""
        shutil.copy(other.data_dir / "spot.sqlite3", self.data_dir)
        self.seeded = other.seeded
        return self

    def open(self, servers: int = 1) -> "Station":
        for _ in range(servers):
            self.serve()
        return self

    def serve(self, *command: str) -> int:
        port = free_port()
        uvicorn = ["-m", "uvicorn", "spot_bf1.asgi:application", "--port", str(port), "--lifespan", "off",
                   "--ws", "spot.live.guard:Guarded", "--ws-max-size", "65536",
                   "--ws-per-message-deflate", "false", "--log-level", "warning"]  # fmt: skip
        arguments = [part.format(port=port) for part in command] or uvicorn
        with (self.data_dir / f"server-{port}.log").open("wb") as log:
            self.processes.append(
                subprocess.Popen([sys.executable, *arguments], env=self.env, cwd=ROOT, stdout=log, stderr=log)
            )
        self.ports.append(port)
        until(lambda: answers(port), 30)
        return port

    def close(self) -> None:
        for process in self.processes:
            process.terminate()
        for process in self.processes:
            self._end(process)

    @staticmethod
    def _end(process: "subprocess.Popen[bytes]") -> None:
        """One that waits for a screen that never reads is not left behind, nor those after it."""
        try:
            process.wait(15)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()

    @property
    def env(self) -> dict[str, str]:
        own = {
            "DATA_DIR": str(self.data_dir), "SPOT_NOW": f"{DAY}T19:40:00Z", "SPOT_THROTTLE": "0",
            "DATABASE_URL": "", "REDIS_URL": "",
        }  # fmt: skip
        return {"DJANGO_SETTINGS_MODULE": "spot_bf1.settings", **os.environ, **own, **self.variables}

    def manage(self, *arguments: str) -> str:
        return self.run("manage.py", *arguments)

    def run(self, *arguments: str) -> str:
        done = subprocess.run(
            [sys.executable, *arguments], env=self.env, cwd=ROOT, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    def shell(self, code: str) -> None:
        """Run code with the app loaded, in a process of its own."""
        self.run("-c", f"import django; django.setup()\n{code}")

    def get(self, path: str, *, who: str = "salif", port: int | None = None) -> Any:
        return self._call(Request(self._url(path, port), headers=self.key(who)))

    def post(self, path: str, body: dict[str, Any], *, who: str = "salif", port: int | None = None) -> Any:
        headers = {**self.key(who), "Content-Type": "application/json"}
        return self._call(Request(self._url(path, port), json.dumps(body).encode(), headers))

    def miss(self, number: int, *, version: int = 1, port: int | None = None) -> Any:
        path = f"airings/{self.seeded['airings'][number]}/miss"
        return self.post(path, {"version": version, "reason": "technical"}, port=port)

    def key(self, who: str) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.seeded['keys'][who]}"}

    def screen(self, path: str = f"diffusion/planning/?day={DAY}", *, who: str | None = "salif", **more: Any) -> Any:
        """An open socket, by key unless headers are given. `more` goes to the client library."""
        headers = more.pop("headers", self.key(who) if who else {})
        port = more.pop("port", self.ports[0])
        return websockets.connect(
            f"ws://127.0.0.1:{port}/ws/{path}", additional_headers=headers, compression=None, max_size=None, **more
        )

    def cookie(self, who: str) -> dict[str, str]:
        return {"Cookie": f"sessionid={self.seeded['sessions'][who]}"}

    def _url(self, path: str, port: int | None) -> str:
        return f"http://127.0.0.1:{port or self.ports[0]}/api/v1/{path}"

    @staticmethod
    def _call(request: Request) -> Any:
        try:
            with urlopen(request, timeout=20) as answer:
                return json.load(answer)
        except HTTPError as refusal:
            raise AssertionError(refusal.read().decode()) from refusal


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def answers(port: int) -> bool:
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex(("127.0.0.1", port)) == 0


def until(condition: Any, seconds: float) -> None:
    """Wait for something to become true."""
    ends = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < ends, "waited too long"
        time.sleep(0.05)
