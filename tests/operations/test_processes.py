"""What a launcher starts is started again when it dies, and does not outlive the launcher."""

import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import CommandError

from spot.operations import pace
from spot.operations.processes import DIES_AT_ONCE, ended, keep_alive, start
from tests.live.station import until

LAUNCHER = """
import django; django.setup()
from spot.operations.processes import start
print(start(["sleep", "300"]).pid, flush=True)
input()
"""


def has_ended(pid: int) -> bool:
    """Gone, or dead and waiting for whoever has adopted it."""
    status = Path(f"/proc/{pid}/stat")
    return not status.exists() or status.read_text().rpartition(")")[2].split()[0] == "Z"


@pytest.mark.skipif(not shutil.which("setpriv"), reason="the kernel's word for it is Linux's")
def test_children_end_with_a_launcher_that_is_killed():
    around = {**os.environ, "DJANGO_SETTINGS_MODULE": "spot_bf1.settings"}
    launcher = subprocess.Popen(
        [sys.executable, "-c", LAUNCHER], env=around, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    child = int(launcher.stdout.readline())
    try:
        assert not has_ended(child)

        launcher.kill()
        launcher.wait()

        until(lambda: has_ended(child), 10)
    finally:
        if not has_ended(child):
            os.kill(child, signal.SIGKILL)


def test_a_child_that_is_killed_is_started_again_as_it_was():
    with ended([start(["sleep", "300"], WHOSE="salif")]) as children:
        (first,) = children
        first.kill()
        until(lambda: keep_alive(children) or children[0] is not first, 10)

        (second,) = children
        assert second.poll() is None
        assert (second.command, second.environment) == (["sleep", "300"], {"WHOSE": "salif"})


def test_a_child_that_lives_is_left_alone():
    with ended([start(["sleep", "300"])]) as children:
        (first,) = children
        keep_alive(children)

        assert children == [first]


def test_a_child_that_dies_at_once_each_time_is_not_started_for_ever(monkeypatch):
    monkeypatch.setattr(pace, "PAUSES", (0.0,))
    first = start(["false"])
    begun = [first.pid]
    with ended([first]) as children, pytest.raises(CommandError, match=r"« false » s’est arrêté \(code 1"):
        until(lambda: keep_alive(children) or begun.append(children[0].pid), 10)

    assert len(set(begun)) == DIES_AT_ONCE


def test_the_pauses_grow_while_it_dies_young_and_begin_anew_once_it_has_lived(monkeypatch):
    now = [1000.0]
    monkeypatch.setattr(pace.time, "monotonic", lambda: now[0])
    keeper, waited = pace.Pace(began=now[0]), []
    for _ in range(4):
        since = now[0]
        while not keeper.may_start():
            now[0] += 0.5
        waited.append(now[0] - since)
        keeper.started()
    assert waited == [0, 1, 2, 4]

    now[0] += pace.YOUNG_SECONDS
    assert keeper.may_start()
