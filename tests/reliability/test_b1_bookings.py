"""B1: a thousand bookings at once for the last seconds of a break. Exactly what fits is sold; the others hear it clearly.

PostgreSQL with two server processes, SQLite with one. The checker is checked: a site that forgets to look is caught.
"""

import asyncio
import json
import os
import secrets
import subprocess
import sys
import time
import urllib.request
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest

from spot.operations import services
from spot.operations.stack import free_port
from tests.reliability.rush import Stage

pytestmark = [pytest.mark.reliability, pytest.mark.xdist_group("reliability")]
ROOT = Path(__file__).parent.parent.parent
COUNT, CAPACITY = 1000, 120
TOGETHER = 250  # connections open at the same time; the others wait in line, as a kernel would have them
PATIENCE_SECONDS = 300


@dataclass
class Outcome:
    """What the thousand were answered, and what the break holds afterwards."""

    stage: Stage
    answers: list[tuple[int, dict]]
    booked_seconds: int
    held_seconds: int
    airings: int

    def statuses(self) -> Counter:
        return Counter(status for status, _ in self.answers)

    def faults(self) -> list[str]:
        """Every way in which the promise is broken; empty when it is kept."""
        seconds = dict(self.stage.spots)
        won = sum(seconds[body["spot_id"]] for status, body in self.answers if status == 201)
        left = self.stage.capacity_seconds - self.held_seconds
        refused = [(status, body) for status, body in self.answers if status != 201]
        return [
            *(["more seconds than the break has"] if self.held_seconds > self.stage.capacity_seconds else []),
            *(["the break counts other seconds than it holds"] if self.booked_seconds != self.held_seconds else []),
            *(["an answer and the database disagree"] if won != self.held_seconds else []),
            *(["seconds stay unsold that somebody wanted"] if left >= min(seconds.values()) else []),
            *(
                f"answered {status} {body}"
                for status, body in refused
                if status != 409 or body["error"] != "break_full"
            ),
            *("no word of what is left" for _, body in refused if "remaining_seconds" not in body),
        ]


@pytest.fixture
def postgresql() -> Iterator[str]:
    url = services.postgresql()
    if url is None:
        pytest.skip("no PostgreSQL on this machine")
    name = f"spot_b1_{secrets.token_hex(4)}"
    with psycopg.connect(url, autocommit=True) as server:
        server.execute(f"CREATE DATABASE {name}")
        yield f"{url.rsplit('/', 1)[0]}/{name}"
        server.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.mark.parametrize("mixed", [False, True], ids=["same-length", "mixed-lengths"])
def test_two_processes_on_postgresql_sell_exactly_the_seconds_there_are(postgresql, tmp_path, mixed):
    outcome = rush(tmp_path, {"DATABASE_URL": postgresql}, servers=2, mixed=mixed)

    assert outcome.faults() == []
    assert outcome.airings == outcome.statuses()[201]


def test_one_process_on_sqlite_sells_exactly_the_seconds_there_are(tmp_path):
    outcome = rush(tmp_path, {"DJANGO_USE_SQLITE": "1"}, servers=1, mixed=False)

    assert outcome.faults() == []
    assert outcome.statuses() == {201: CAPACITY // 30, 409: COUNT - CAPACITY // 30}


def test_the_checker_catches_a_site_that_forgets_to_look(tmp_path):
    outcome = rush(
        tmp_path, {"DJANGO_USE_SQLITE": "1"}, servers=1, mixed=False, count=40, site="tests.reliability.unguarded"
    )

    assert "more seconds than the break has" in outcome.faults()


def rush(
    folder: Path,
    environment: dict[str, str],
    *,
    servers: int,
    mixed: bool,
    count: int = COUNT,
    site: str = "spot_bf1.asgi",
) -> Outcome:
    around = {
        **os.environ,
        "DATABASE_URL": "",
        "REDIS_URL": "",
        "SPOT_NOW": "",
        **environment,
        "DATA_DIR": str(folder),
        "SPOT_THROTTLE": "0",
        "LOG_LEVEL": "ERROR",
    }
    stage = set_up(around, count, mixed)
    ports = [free_port() for _ in range(servers)]
    processes = [serve(site, port, around) for port in ports]
    try:
        for port in ports:
            wait_for(port)
        answers = asyncio.run(everybody_at_once(stage, ports))
    finally:
        for process in processes:
            process.terminate()
        for process in processes:
            process.wait(20)
    return Outcome(stage, answers, *held(around, stage))


def set_up(around: dict[str, str], count: int, mixed: bool) -> Stage:
    asked = {"count": count, "capacity_seconds": CAPACITY, "mixed": mixed}
    made = subprocess.run(
        [sys.executable, "-m", "tests.reliability.rush"],
        cwd=ROOT,
        env={**around, "RUSH": json.dumps(asked)},
        check=True,
        capture_output=True,
        text=True,
    )
    return Stage(**json.loads(made.stdout.splitlines()[-1]))


def serve(site: str, port: int, around: dict[str, str]) -> subprocess.Popen:
    command = [
        sys.executable,
        "-m",
        "uvicorn",
        f"{site}:application",
        "--port",
        str(port),
        "--lifespan",
        "off",
        "--log-level",
        "error",
        "--no-access-log",
    ]
    return subprocess.Popen(command, cwd=ROOT, env=around)


def wait_for(port: int) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/readyz", timeout=10).close()
        except OSError:
            time.sleep(0.2)
        else:
            return
    raise AssertionError(f"no server on {port}")


async def everybody_at_once(stage: Stage, ports: list[int]) -> list[tuple[int, dict]]:
    gate = asyncio.Semaphore(TOGETHER)
    tasks = [book(stage, spot, ports[n % len(ports)], gate) for n, (spot, _) in enumerate(stage.spots)]
    return await asyncio.wait_for(asyncio.gather(*tasks), PATIENCE_SECONDS)


async def book(stage: Stage, spot: str, port: int, gate: asyncio.Semaphore) -> tuple[int, dict]:
    body = json.dumps({"spot": spot, "break": stage.ad_break})
    head = [
        "POST /api/v1/bookings HTTP/1.1", f"Host: 127.0.0.1:{port}", f"Authorization: Bearer {stage.token}",
        "Content-Type: application/json", f"Content-Length: {len(body)}", "Connection: close", "", body,
    ]  # fmt: skip
    async with gate:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write("\r\n".join(head).encode())
        answer = await reader.read()
        writer.close()
    top, _, rest = answer.partition(b"\r\n\r\n")
    return int(top.split()[1]), json.loads(rest)


def held(around: dict[str, str], stage: Stage) -> tuple[int, int, int]:
    """Seconds the break counts, seconds its airings take, and how many they are: read from the database itself."""
    code = (
        "import django; django.setup()\n"
        "from django.db.models import Count, Sum\nfrom spot.airings.models import Airing\nfrom spot.breaks.models import AdBreak\n"
        f"rows = Airing.objects.taking_seconds().filter(ad_break='{stage.ad_break}').aggregate(s=Sum('seconds', default=0), n=Count('pk'))\n"
        f"print(AdBreak.objects.get(pk='{stage.ad_break}').booked_seconds, rows['s'], rows['n'])"
    )
    asked = {**around, "DJANGO_SETTINGS_MODULE": "spot_bf1.settings"}
    read = subprocess.run([sys.executable, "-c", code], cwd=ROOT, env=asked, check=True, capture_output=True, text=True)
    booked, seconds, count = read.stdout.split()
    return int(booked), int(seconds), int(count)
