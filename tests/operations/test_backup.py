"""A backup taken while people write, restored elsewhere: one moment of the database, every file with its bytes."""

import json
import os
import sqlite3
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from django.contrib.sessions.models import Session
from django.db import connection

from spot.operations import backup, restoring

ROOT = Path(__file__).parent.parent.parent
pytestmark = pytest.mark.xdist_group("demo")


def manage(data_dir: Path, *command: str, code: int = 0) -> str:
    environment = {**os.environ, "DATA_DIR": str(data_dir), "DJANGO_USE_SQLITE": "1", "SPOT_NOW": "", "REDIS_URL": ""}
    done = subprocess.run(
        [sys.executable, "manage.py", *command], cwd=ROOT, env=environment, check=False, capture_output=True, text=True
    )
    assert done.returncode == code, done.stderr
    return done.stdout + done.stderr


@pytest.fixture(scope="module")
def station(tmp_path_factory):
    """A small station with sample airings."""
    folder = tmp_path_factory.mktemp("station")
    manage(folder, "migrate", "--verbosity", "0")
    manage(folder, "load_sample", "--airings", "1500", "--seed", "4")
    return folder


def test_a_backup_under_writes_restores_whole_somewhere_else(station, tmp_path):
    stop = threading.Event()
    writer = threading.Thread(target=keep_writing, args=(station / "spot.sqlite3", stop))
    writer.start()
    try:
        manage(station, "backup", str(tmp_path / "kept"))
    finally:
        stop.set()
        writer.join()

    manage(tmp_path / "elsewhere", "restore", str(tmp_path / "kept"))

    verified = json.loads(manage(tmp_path / "elsewhere", "verify_invariants"))
    assert verified["ok"]
    assert verified["checked"]["airing_states"] == 1500


def keep_writing(database: Path, stop: threading.Event) -> None:
    with sqlite3.connect(database, timeout=30) as people:
        while not stop.is_set():
            people.execute(
                "UPDATE spot_airing SET version = version + 1 WHERE id IN (SELECT id FROM spot_airing LIMIT 20)"
            )
            people.commit()
            time.sleep(0.005)


def test_a_backup_never_overwrites(station, tmp_path):
    (tmp_path / "something").write_text("mine")

    assert "dossier neuf" in manage(station, "backup", str(tmp_path), code=1)


def test_an_unfinished_backup_is_not_restored(station, tmp_path):
    manage(station, "backup", str(tmp_path / "kept"))
    (tmp_path / "kept/manifest.json").unlink()

    assert "sauvegarde achevée" in manage(tmp_path / "elsewhere", "restore", str(tmp_path / "kept"), code=1)


def test_a_file_changed_since_the_backup_is_told(station, tmp_path):
    manage(station, "backup", str(tmp_path / "kept"))
    name = next(iter(json.loads((tmp_path / "kept/manifest.json").read_text())["media"]))
    (tmp_path / "kept/media" / name).write_bytes(b"other")

    assert "modifiés depuis" in manage(tmp_path / "elsewhere", "restore", str(tmp_path / "kept"), code=1)


def test_the_same_seed_loads_the_same_shapes_and_invariants_hold(station, tmp_path):
    manage(tmp_path, "migrate", "--verbosity", "0")
    manage(tmp_path, "load_sample", "--airings", "1500", "--seed", "4")

    assert shapes(tmp_path) == shapes(station)
    assert json.loads(manage(tmp_path, "verify_invariants"))["ok"]


def shapes(folder: Path) -> list[tuple[object, ...]]:
    with sqlite3.connect(folder / "spot.sqlite3") as kept:
        return kept.execute(
            "SELECT a.day, a.status, a.daypart_id, o.code, COUNT(*) FROM spot_airing a JOIN spot_organisation o ON o.id = a.organisation_id"
            " GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 4"
        ).fetchall()


def test_a_backup_signs_nobody_in(station, tmp_path):
    key = "the-cookie-of-somebody-signed-in"
    with sqlite3.connect(station / "spot.sqlite3") as people:
        people.execute("INSERT INTO django_session VALUES (?, 'x', '2099-01-01')", [key])
        people.commit()
    manage(station, "backup", str(tmp_path / "kept"))

    assert key.encode() not in (tmp_path / "kept/spot.sqlite3").read_bytes()
    manage(tmp_path / "elsewhere", "restore", str(tmp_path / "kept"))
    with sqlite3.connect(tmp_path / "elsewhere/spot.sqlite3") as restored:
        assert restored.execute("SELECT count(*) FROM django_session").fetchone() == (0,)


@pytest.mark.skipif(connection.vendor != "postgresql", reason="the tables of PostgreSQL")
def test_a_backup_of_postgresql_signs_nobody_in(transactional_db, tmp_path):
    Session.objects.create(session_key="a-cookie", session_data="x", expire_date="2099-01-01T00:00Z")
    backup.backup(tmp_path / "kept")

    written = {path.stem for path in (tmp_path / "kept/tables").iterdir()}
    assert "spot_user" in written
    assert not {"django_session", "usersessions_usersession"} & written
    restoring.restore(tmp_path / "kept")
    assert not Session.objects.exists()
