"""The pages are started again under people who post: nothing is answered 502, and nothing that had begun is dropped.

The product's own gunicorn.conf.py and nginx.conf, before the smallest pages; `make stack` starts the real ones alike.
"""

import sys
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from threading import Event

import pytest

from spot.operations import services, stack
from spot.operations.processes import Child, ended, start
from tests.live.station import answers, until
from tests.operations.door import Door, opened

RESTARTS, TOGETHER = 5, 6
GUNICORN = [
    sys.executable, "-m", "gunicorn", "-c", "gunicorn.conf.py", "tests.operations.plain_pages:application",
]  # fmt: skip


@pytest.fixture(autouse=True)
def _with_nginx() -> None:
    if not services.nginx():
        pytest.skip("without nginx")


@contextmanager
def running(*, held: int = 0, port: int = 0) -> Iterator[list[Child]]:
    """Pages on a socket that is handed to them, or on one they open themselves."""
    handed, bind = ((held,), f"fd://{held}") if held else ((), f"127.0.0.1:{port}")
    with ended([start(GUNICORN, handed, BIND=bind)]) as children:
        until(lambda: answers(port), 30)
        yield children


def seen_while_restarting(door: Door, children: list[Child], method: str = "POST") -> Counter[object]:
    """What people were answered who ask without pause while the pages stop in order and start again, five times."""
    over = Event()

    def person(_: int) -> list[object]:
        seen: list[object] = []
        while not over.is_set():
            try:
                seen.append(door.ask("/slow/", method=method, size=20)[0])
            except OSError as cut:
                seen.append(repr(cut))
        return seen

    with ThreadPoolExecutor(TOGETHER) as people:
        answered = people.map(person, range(TOGETHER))
        for _ in range(RESTARTS):
            time.sleep(1)
            children[0].terminate()
            children[0].wait(40)
            children[0] = children[0].again()
        time.sleep(3)
        over.set()
        return Counter(status for seen in answered for status in seen)


def test_pages_that_are_handed_their_socket_are_missed_by_nobody(tmp_path: Path):
    with stack.listening() as held:
        port = held.getsockname()[1]
        with running(held=held.fileno(), port=port) as children, opened(tmp_path, pages=port) as door:
            seen = seen_while_restarting(door, children)

    assert set(seen) == {200}
    assert seen[200] > RESTARTS


def test_the_checker_catches_pages_that_open_their_socket_themselves(tmp_path: Path):
    port = stack.free_port()
    with running(port=port) as children, opened(tmp_path, pages=port) as door:
        assert seen_while_restarting(door, children)[502]


def test_where_no_socket_is_handed_on_the_other_server_answers_who_reads(tmp_path: Path):
    """As between containers: the sockets' server has the same pages. A POST that was sent is not sent twice."""
    port, other = stack.free_port(), stack.free_port()
    with running(port=port) as children, running(port=other), opened(tmp_path, pages=port, sockets=other) as door:
        assert set(seen_while_restarting(door, children, "GET")) == {200}
