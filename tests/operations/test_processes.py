"""What a launcher starts does not outlive it."""

import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

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
