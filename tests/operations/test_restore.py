"""A restore takes the place of what is here whole or not at all, and never under the feet of a site that runs."""

import json
import os
import random
import re
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

from spot.common.process import OF_THE_SITE, name_of
from tests.live.station import ROOT, Station, until

pytestmark = pytest.mark.xdist_group("demo")
KILLS = 6
NUMBERS_HAVE_NO_GAP = """
from spot.journal.invariants import sequences
told = sequences()
assert not told.breaches, told
"""


@pytest.fixture(scope="module")
def evening(tmp_path_factory) -> Station:
    return Station(tmp_path_factory.mktemp("evening")).seed()


@pytest.fixture
def station(tmp_path, evening):
    made = Station(tmp_path / "station")
    made.data_dir.mkdir()
    yield made.copy(evening)
    made.close()


@pytest.fixture
def kept(tmp_path, station) -> Path:
    station.manage("backup", str(tmp_path / "kept"))
    return tmp_path / "kept"


def restore(station: Station, kept: Path, *more: str) -> tuple[int, str]:
    done = subprocess.run(
        [sys.executable, "manage.py", "restore", str(kept), *more],
        env=station.env, cwd=ROOT, capture_output=True, text=True, check=False, timeout=120,
    )  # fmt: skip
    return done.returncode, done.stdout + done.stderr


def titles(station: Station) -> list[str]:
    with closing(sqlite3.connect(station.data_dir / "spot.sqlite3", timeout=30)) as asked:
        assert asked.execute("PRAGMA quick_check").fetchone() == ("ok",)
        return [title for (title,) in asked.execute("SELECT title FROM spot_campaign")]


def rename(station: Station, title: str) -> None:
    with closing(sqlite3.connect(station.data_dir / "spot.sqlite3", timeout=30)) as people, people:
        people.execute("UPDATE spot_campaign SET title = ?", [title])


def test_it_is_refused_while_the_site_runs_and_says_who(station, kept):
    station.open()
    station.get("planning/snapshot?day=2026-11-21")
    rename(station, "Changé depuis")

    code, said = restore(station, kept)

    assert code == 1
    assert f"Le site tourne encore : les écrans (uvicorn), processus {station.processes[0].pid}" in said
    assert titles(station) == ["Changé depuis"]


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGKILL])
def test_it_is_done_once_the_site_has_ended_in_whatever_way(station, kept, how):
    station.open()
    rename(station, "Changé depuis")
    station.processes[0].send_signal(how)
    station.processes[0].wait(20)

    code, said = restore(station, kept)

    assert (code, titles(station)) == (0, ["Le fil d’or du Faso"]), said
    station.shell(NUMBERS_HAVE_NO_GAP)


@pytest.mark.parametrize(
    ("command", "word"), [("run_worker", "les travaux"), ("run_schedule", "les horaires")], ids=str
)
def test_a_worker_alone_is_the_site_too(station, kept, command, word):
    worker = subprocess.Popen([sys.executable, "manage.py", command], env=station.env, cwd=ROOT)
    station.processes.append(worker)
    until(lambda: list((station.data_dir / "running").glob(f"*-{worker.pid}")), 60)

    code, said = restore(station, kept)

    assert code == 1
    assert word in said


def test_killed_at_any_moment_it_leaves_the_former_station_or_the_new_one(station, kept):
    rename(station, "Changé depuis")
    began = time.monotonic()
    assert restore(station, kept)[0] == 0
    takes = time.monotonic() - began

    for _ in range(KILLS):
        rename(station, "Changé depuis")
        running = subprocess.Popen([sys.executable, "manage.py", "restore", str(kept)], env=station.env, cwd=ROOT)
        time.sleep(random.uniform(takes / 2, takes))
        running.kill()
        running.wait()
        assert titles(station) in (["Changé depuis"], ["Le fil d’or du Faso"])

    assert restore(station, kept)[0] == 0
    assert titles(station) == ["Le fil d’or du Faso"]
    assert not list(station.data_dir.glob("*.restoring"))


def test_a_damaged_database_is_told_before_anything_is_replaced(station, kept):
    rename(station, "Changé depuis")
    with (kept / "spot.sqlite3").open("r+b") as file:
        file.seek(40_000)
        file.write(os.urandom(200_000))

    code, said = restore(station, kept)

    assert code == 1
    assert "abîmée" in said or "malformed" in said
    assert titles(station) == ["Changé depuis"]


def test_another_version_of_the_software_is_told(station, kept):
    manifest = json.loads((kept / "manifest.json").read_text())
    manifest["migrations"].append("spot.9999_of_tomorrow")
    (kept / "manifest.json").write_text(json.dumps(manifest))

    code, said = restore(station, kept)

    assert code == 1
    assert "autre version du logiciel" in said


@pytest.mark.parametrize(
    ("argv", "name"),
    [
        (["manage.py", "db_worker"], "db_worker"),
        (["/srv/app/manage.py", "migrate", "--noinput"], "migrate"),
        (["/venv/bin/gunicorn", "-c", "gunicorn.conf.py"], "gunicorn"),
        (["/venv/lib/uvicorn/__main__.py", "spot_bf1.asgi:application"], "uvicorn"),
        (["/usr/bin/manage.py"], "manage.py"),
        ([], "python"),
    ],
)
def test_a_process_is_named_by_what_started_it(argv, name):
    assert name_of(argv) == name


def test_every_process_that_the_documents_start_is_one_of_the_site():
    compose = (ROOT / "docker-compose.yml").read_text()
    workers = set(re.findall(r"manage\.py (run_\w+)", compose))
    servers = {"uvicorn", "gunicorn"}

    assert workers
    assert workers | servers <= set(OF_THE_SITE)
