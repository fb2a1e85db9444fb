"""`make run`'s launcher: from an empty folder to READY, every promise told by its own API, and Ctrl-C ends all of it."""

import json
import os
import signal
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

from spot.operations.stack import free_port

ROOT = Path(__file__).parent.parent.parent
pytestmark = pytest.mark.xdist_group("demo")


@pytest.fixture(scope="module")
def running(tmp_path_factory):
    folder, port = tmp_path_factory.mktemp("demonstration"), free_port()
    environment = {
        **os.environ, "DATA_DIR": str(folder), "PORT": str(port), "SPOT_NOW": "2026-11-21T19:40:00Z", "DJANGO_USE_SQLITE": "1", "REDIS_URL": "",
    }  # fmt: skip
    launcher = subprocess.Popen(
        [sys.executable, "manage.py", "demonstrate"],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    line = next((line for line in launcher.stdout if line.startswith("READY")), "")
    yield launcher, port, line, environment
    if launcher.poll() is None:
        os.killpg(launcher.pid, signal.SIGKILL)


def get(port: int, path: str, token: str = "") -> dict:
    request = urllib.request.Request(
        f"http://127.0.0.1:{port}{path}", headers={"Authorization": f"Bearer {token}"} if token else {}
    )
    with urllib.request.urlopen(request, timeout=30) as answer:
        return json.load(answer)


def test_it_says_ready_where_the_site_answers(running):
    _, port, line, _ = running

    assert line.strip() == f"READY http://127.0.0.1:{port}"
    assert get(port, "/readyz")["status"] == "ok"


def test_another_process_given_the_same_variables_lives_at_the_same_moment(running):
    _, port, _, environment = running
    asked = subprocess.run(
        [sys.executable, "manage.py", "api_token", "diffuseur"],
        cwd=ROOT,
        env=environment,
        check=True,
        capture_output=True,
        text=True,
    )

    snapshot = get(port, "/api/v1/planning/snapshot", asked.stdout.strip())

    assert snapshot["day"] == "2026-11-21"
    assert snapshot["at"].startswith("2026-11-21T19:4")
    assert len(snapshot["breaks"]) >= 30
    assert len(snapshot["items"]) >= 60


def test_sigterm_ends_all_of_it(running):
    launcher, port, _, _ = running

    launcher.send_signal(signal.SIGTERM)

    assert launcher.wait(20) == 0
    time.sleep(0.2)
    with pytest.raises(OSError, match="refused"):
        get(port, "/healthz")
