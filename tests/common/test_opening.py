"""The one door to the locked child: how many work at once, how long one may work, and what becomes of it."""

import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest

from spot.common import opening
from spot.common.locked.limits import CPU_SECONDS, WALL_SECONDS
from spot.common.refusals import Refused
from tests.media import film, picture

BUSY = "while True: pass"
SLOW = """
from spot.common.locked import limits
import os, time
limits.begin(os.getppid())
while True: pass
"""


def looked_at(content: bytes, kind: str = "picture", opened_by: str = "PNG") -> dict:
    with ExitStack() as files:
        source, *written = (files.enter_context(tempfile.TemporaryFile()) for _ in range(3 if kind == "picture" else 2))
        source.write(content)
        source.seek(0)
        return opening.opened(kind, opened_by, source, *written)


def children() -> list[int]:
    """The locked children of this process, now."""
    found = []
    for place in Path("/proc").glob("[0-9]*"):
        try:
            parent = place.joinpath("stat").read_text().rpartition(")")[2].split()[1]
            command = place.joinpath("cmdline").read_bytes()
        except (OSError, IndexError):  # it ended while we looked
            continue
        if int(parent) == os.getpid() and b"spot.common.locked" in command:
            found.append(int(place.name))
    return found


def test_ten_files_at_once_are_opened_two_at_a_time_and_the_others_come_back_later(settings):
    settings.SPOT_CHECKS_AT_ONCE = 2
    content, most, done = picture((3000, 2000), "PNG"), [0], threading.Event()

    def watch() -> None:
        while not done.is_set():
            most[0] = max(most[0], len(children()))
            time.sleep(0.01)

    def one(_: int) -> str:
        try:
            return str(looked_at(content).get("width"))
        except Refused as refusal:
            return f"{refusal.code} {refusal.status} {refusal.extras['retry_after']}"

    watcher = threading.Thread(target=watch)
    watcher.start()
    with ThreadPoolExecutor(10) as pool:
        answers = list(pool.map(one, range(10)))
    done.set()
    watcher.join()

    assert most[0] == 2
    assert answers.count("3000") >= 2 + opening.WAITING
    assert set(answers) <= {"3000", "checks_busy 429 10"}


def test_without_limits_all_of_them_wait_their_turn(settings):
    settings.SPOT_THROTTLE = False
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda _: looked_at(picture(form="PNG")), range(8)))

    assert [answer["width"] for answer in answers] == [640] * 8


def test_the_child_ends_when_its_processor_time_does():
    began = os.times()
    command = [sys.executable, "-c", SLOW]
    ended = subprocess.run(command, cwd=opening.HOUSE, check=False, timeout=WALL_SECONDS).returncode
    now = os.times()
    used = now.children_user + now.children_system - began.children_user - began.children_system

    assert ended < 0
    assert CPU_SECONDS - 1 < used < CPU_SECONDS + 1.5


def test_a_child_that_is_late_is_ended_and_could_not_check(monkeypatch):
    monkeypatch.setattr(opening, "WALL_SECONDS", 0.05)

    assert looked_at(picture(form="PNG")) == opening.COULD_NOT_CHECK
    assert children() == []


@pytest.mark.parametrize("said", ["'x' * 1_000_000", "'{not json'", "[1]", "''"])
def test_a_child_that_talks_nonsense_could_not_check(monkeypatch, said):
    monkeypatch.setattr(opening, "STARTS", f"print({said})")

    assert looked_at(b"x") == opening.COULD_NOT_CHECK


@contextmanager
def busy_machine(loops: int):
    running = [subprocess.Popen([sys.executable, "-c", BUSY]) for _ in range(loops)]
    try:
        yield
    finally:
        for process in running:
            process.kill()
            process.wait()


def test_an_honest_large_film_passes_on_a_busy_machine():
    """Loops that never rest: what needs a few seconds of processor waits for them, and is not refused for it."""
    content = film(4, size=(3840, 2160))
    with busy_machine(2 * (os.cpu_count() or 1)):
        facts = looked_at(content, "film", "mov")

    assert facts.get("refusal") is None
    assert (facts["width"], facts["duration_ms"]) == (3840, 4_000)


def test_time_without_the_processor_does_not_count():
    """A machine that gives it none for longer than its whole budget."""
    content = film(10)

    def stop_for_a_while() -> None:
        while not (found := children()):
            time.sleep(0.005)
        os.kill(found[0], signal.SIGSTOP)
        time.sleep(CPU_SECONDS + 2)
        os.kill(found[0], signal.SIGCONT)

    stopper = threading.Thread(target=stop_for_a_while)
    stopper.start()
    facts = looked_at(content, "film", "mov")
    stopper.join()

    assert facts["duration_ms"] == 10_000
