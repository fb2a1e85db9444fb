"""`make run`'s launcher: from an empty folder to READY, every promise told by its own API, and Ctrl-C ends all of it."""

import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

from spot.operations import ports
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


def test_a_port_that_is_taken_is_said_before_anything_is_prepared(tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        environment = {**os.environ, "DATA_DIR": str(tmp_path), "PORT": str(port), "DJANGO_USE_SQLITE": "1"}
        refused = subprocess.run(
            [sys.executable, "manage.py", "demonstrate"],
            cwd=ROOT,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )

    assert refused.returncode == 1
    assert f"Le port {port} est déjà pris par le processus {os.getpid()}" in refused.stderr
    assert "PORT=" in refused.stderr
    assert not (tmp_path / "spot.sqlite3").exists()


@pytest.mark.parametrize("written", ["abc", "0", "70000", "²", ""])
def test_a_port_that_is_no_number_is_said(written):
    assert ports.unusable(written).startswith("PORT ne peut pas valoir")


def test_assets_are_hashed_compressed_and_kept_for_ever(running):
    """What a browser gets from `make run`: as in production, by names that carry their hash."""
    _, port, _, _ = running
    page = fetch(port, "/login/").read().decode()
    sheet, script = (
        re.search(r"/static/dist/app\.[0-9a-f]{12}\.css", page),
        re.search(r"/static/dist/js/app\.\w{12}\.js", page),
    )

    for path in (sheet.group(), script.group()):
        answer = fetch(port, path, **{"Accept-Encoding": "gzip, br"})
        assert answer.headers["Content-Encoding"] == "br"
        assert "immutable" in answer.headers["Cache-Control"]


def test_the_pieces_that_scripts_import_are_kept_for_ever_too(running):
    _, port, _, _ = running
    page = fetch(port, "/login/").read().decode()
    script = re.search(r"/static/dist/js/app\.\w{12}\.js", page).group()
    pieces = re.findall(r"chunk-\w{8}\.js", fetch(port, script).read().decode())

    assert pieces
    assert all("immutable" in fetch(port, f"/static/dist/js/{name}").headers["Cache-Control"] for name in pieces)


def test_a_first_load_is_light(running):
    """The page with all its style sheets, scripts and the pieces they import, as they travel."""
    _, port, _, _ = running
    page = fetch(port, "/").read().decode()
    asked = {"/", *re.findall(r'"(/static/dist/[^"]+\.(?:css|js))"', page)}
    while pieces := {piece for path in asked if path.endswith(".js") for piece in imported(port, path)} - asked:
        asked |= pieces

    assert len(asked) > 4
    assert sum(len(fetch(port, path, **{"Accept-Encoding": "gzip, br"}).read()) for path in asked) <= 100_000


def imported(port: int, path: str) -> set[str]:
    script = fetch(port, path).read().decode()
    return {f"/static/dist/js/{name}" for name in re.findall(r"chunk-\w{8}\.js", script)}


def fetch(port: int, path: str, **headers: str):
    return urllib.request.urlopen(urllib.request.Request(f"http://127.0.0.1:{port}{path}", headers=headers), timeout=30)


def test_sigterm_ends_all_of_it(running):
    launcher, port, _, _ = running

    launcher.send_signal(signal.SIGTERM)

    assert launcher.wait(20) == 0
    time.sleep(0.2)
    with pytest.raises(OSError, match="refused"):
        get(port, "/healthz")
