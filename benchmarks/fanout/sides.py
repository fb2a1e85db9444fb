"""The two sides: our planning sockets as `make stack` serves them, and the reference. Each publishes and is listened to."""

import http.client
import json
import subprocess
import sys
import time
import uuid
from collections.abc import Iterator
from contextlib import closing, contextmanager
from itertools import cycle
from pathlib import Path
from typing import Any

import psycopg
from websockets.sync.client import connect

from spot.live import frames
from spot.operations import services
from spot.operations.demonstration import uvicorn
from tests.live.station import DAY, ROOT, Station, answers, free_port, until

CHANGES_AT_ONCE = 100


class Ours:
    """The station: gunicorn for pages, uvicorn for sockets, PostgreSQL, Redis. People post; screens listen."""

    def __init__(self, station: Station, application: str) -> None:
        self.station, self.application = station, application
        self.pages = station.serve("-m", "gunicorn", "-c", "gunicorn.conf.py", "--bind", "127.0.0.1:{port}")
        self.versions = dict.fromkeys(station.seeded["airings"], 1)
        self.turn = cycle(station.seeded["airings"])
        self.full_breaks = list(station.seeded["full_breaks"])
        self.keys = list(station.seeded["crowd"])

    def serve_sockets(self) -> tuple[int, int]:
        """One more uvicorn: its port and its process."""
        port = self.station.serve(*uvicorn("{port}", self.application))
        return port, self.station.processes[-1].pid

    def path(self) -> str:
        """As the page opens it: after its snapshot, with the number of it."""
        seq = self.call("GET", f"planning/snapshot?day={DAY}")["seq"]
        return f"/ws/diffusion/planning/?day={DAY}&since={seq}"

    def publish(self) -> tuple[int, int]:
        """One change by a person. When it was asked for, and when it was answered: it was committed in between."""
        airing = next(self.turn)
        version = self.versions[airing]
        verb, body = ("miss", {"reason": "technical"}) if version % 2 else ("undo", {})
        asked = time.monotonic_ns()
        self.versions[airing] = self.call("POST", f"airings/{airing}/{verb}", {"version": version, **body})["version"]
        return asked, time.monotonic_ns()

    def burst(self) -> int:
        """A flash spécial: a hundred airings pre-empted by one verb. When it was answered."""
        self.call("POST", f"breaks/{self.full_breaks.pop()}/preempt", {"reason": "preempted"})
        return time.monotonic_ns()

    def frame_size(self) -> int:
        """How large the frame of one change is."""
        before = self.call("GET", f"planning/snapshot?day={DAY}")["seq"]
        self.publish()
        told = self.call("GET", f"planning/events?day={DAY}&after={before}")["events"]
        return len(frames.update([frames.encode(event) for event in told]).encode())

    def call(self, method: str, path: str, body: dict[str, Any] | None = None) -> Any:
        headers = {**self.station.key("salif"), "Content-Type": "application/json"}
        with closing(http.client.HTTPConnection("127.0.0.1", self.pages, timeout=60)) as pages:
            pages.request(method, f"/api/v1/{path}", json.dumps(body) if body is not None else None, headers)
            answer = pages.getresponse()
            text = answer.read()
        assert answer.status == 200, text
        return json.loads(text)


class Reference:
    """The `websockets` library, sent frames as large as ours."""

    def __init__(self, size: int, loop: str) -> None:
        self.port = free_port()
        command = [sys.executable, "-m", "benchmarks.fanout.reference", str(self.port), loop]
        self.process = subprocess.Popen(command, cwd=ROOT)
        self.pid = self.process.pid
        until(lambda: answers(self.port), 30)
        self.publisher = connect(f"ws://127.0.0.1:{self.port}/publish", compression=None)
        self.size, self.seq = size, 0

    def publish(self) -> tuple[int, int]:
        self.seq += 1
        head = f'{{"type":"update","seq":{self.seq},"action":"upsert","item":"'
        frame = f'{head}{"x" * (self.size - len(head) - 2)}"}}'
        asked = time.monotonic_ns()
        self.publisher.send(frame)
        return asked, asked

    def burst(self) -> int:
        first, _ = self.publish()
        for _ in range(CHANGES_AT_ONCE - 1):
            self.publish()
        return first

    def close(self) -> None:
        self.publisher.close()
        self.process.terminate()
        self.process.wait(10)


@contextmanager
def evening(folder: Path, full_breaks: int) -> Iterator[Station]:
    """A station with a PostgreSQL database of its own, dropped afterwards."""
    server, redis = services.postgresql(), services.redis()
    if not server or not redis:
        raise SystemExit("PostgreSQL and Redis are needed on 127.0.0.1 (see docs/operations.md).")
    name = f"spot_fanout_{uuid.uuid4().hex[:8]}"
    own = {
        "DATABASE_URL": f"{server.rsplit('/', 1)[0]}/{name}", "REDIS_URL": redis, "DJANGO_USE_SQLITE": "0",
        "PROMETHEUS_MULTIPROC_DIR": str(folder / "metrics"),
    }  # fmt: skip
    station = Station(folder, own)
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')
        try:
            station.manage("migrate", "--verbosity", "0", "--skip-checks")
            seeded = station.run("-m", "benchmarks.fanout.evening", str(full_breaks), str(CHANGES_AT_ONCE))
            station.seeded = json.loads(seeded)
            yield station
        finally:
            station.close()
            connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')
