"""nginx and gunicorn agree on who closes a kept connection: no POST ever meets one that is closing."""

import os
import random
import re
import runpy
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import pytest
from gunicorn.workers import gthread

from spot.operations import services, stack
from tests.live.station import ROOT, answers, until
from tests.operations.door import Door, opened

SECONDS, TOGETHER = 12, 8
PAUSES = (0, 0.001, 0.01, 0.05)
# A worker goes after some ten requests: hundreds in these seconds, as in a year of evenings.
RECYCLED = ("--max-requests", "10", "--max-requests-jitter", "5", "tests.operations.plain_pages:application")
RUN = "from gunicorn.app.wsgiapp import run; run()"
HASTY = "from gunicorn.workers import gthread; gthread.STOP_KEEPALIVE_LINGER = 0; " + RUN


@contextmanager
def gunicorn(program: str) -> Iterator[int]:
    """The product's own configuration before the smallest pages."""
    port = stack.free_port()
    command = [sys.executable, "-c", program, "-c", "gunicorn.conf.py", *RECYCLED]
    process = subprocess.Popen(command, cwd=ROOT, env={**os.environ, "BIND": f"127.0.0.1:{port}"})
    try:
        until(lambda: answers(port), 30)
        yield port
    finally:
        process.terminate()
        process.wait(40)


def statuses(door: Door) -> Counter[int]:
    """What many people were answered who post, at once and after a pause."""

    def person(number: int) -> list[int]:
        dice, ends, seen = random.Random(number), time.monotonic() + SECONDS, []
        while time.monotonic() < ends:
            seen.append(door.ask("/campaigns/create/", method="POST", size=20)[0])
            time.sleep(dice.choice(PAUSES))
        return seen

    with ThreadPoolExecutor(TOGETHER) as people:
        return Counter(status for seen in people.map(person, range(TOGETHER)) for status in seen)


@pytest.fixture(autouse=True)
def _with_nginx() -> None:
    if not services.nginx():
        pytest.skip("without nginx")


def test_no_post_meets_a_worker_that_goes(tmp_path: Path):
    with gunicorn(RUN) as pages, opened(tmp_path, pages=pages) as door:
        seen = statuses(door)

    assert set(seen) == {200}
    assert seen[200] > 100


def test_the_checker_catches_an_nginx_that_keeps_what_gunicorn_closes(tmp_path: Path):
    kept = {"keepalive_timeout 1s;": "keepalive_timeout 60s;"}
    with gunicorn(HASTY) as pages, opened(tmp_path, pages=pages, changed=kept) as door:
        assert statuses(door)[502]


def test_a_connection_left_idle_around_either_patience_takes_the_next_post(tmp_path: Path):
    with gunicorn(RUN) as pages, opened(tmp_path, pages=pages) as door:
        seen = Counter()
        for idle in (0.95, 0.99, 1.0, 1.01, 1.05, 2.0, 4.95, 5.0, 5.05):
            time.sleep(idle)
            seen[door.ask("/campaigns/create/", method="POST", size=20)[0]] += 1

    assert seen == {200: 9}


def test_nginx_lets_go_before_gunicorn_does():
    """Also after an upgrade of gunicorn, whose patience with kept connections while it stops is its own."""
    upstream = re.search(r"upstream pages \{(.*?)\n  \}", (ROOT / "nginx.conf").read_text(), re.DOTALL)[1]
    nginx = int(re.search(r"keepalive_timeout (\d+)s;", upstream)[1])
    configured = runpy.run_path(str(ROOT / "gunicorn.conf.py"))

    assert nginx < gthread.STOP_KEEPALIVE_LINGER
    assert nginx * 2 < configured["keepalive"]
