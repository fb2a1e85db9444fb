"""The backup of each night, which ones stay, and the drill that restores one."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from spot.common import clock
from spot.messaging.models import Alarm
from spot.operations import nightly, watch
from spot.operations.backup import MANIFEST
from tests.operations.test_backup import manage, station

__all__ = ["station"]
pytestmark = pytest.mark.xdist_group("demo")
NIGHT = datetime(2026, 11, 21, 3, 30, tzinfo=UTC)


@pytest.fixture
def shelf(settings, tmp_path) -> Path:
    settings.SPOT_BACKUPS = str(tmp_path / "backups")
    return tmp_path / "backups"


def finished(shelf: Path, *days: str) -> list[Path]:
    for day in days:
        (shelf / day).mkdir(parents=True)
        (shelf / day / MANIFEST).touch()
    return nightly.kept()


def test_it_is_due_once_a_night_after_its_hour(shelf):
    assert not nightly.is_due(NIGHT.replace(hour=2))
    assert nightly.is_due(NIGHT)
    finished(shelf, "2026-11-21")
    assert not nightly.is_due(NIGHT)


def test_where_no_folder_is_named_nothing_is_due(settings):
    settings.SPOT_BACKUPS = ""

    assert not nightly.is_due(NIGHT)
    assert not nightly.is_late()
    with pytest.raises(CommandError, match="SPOT_BACKUPS"):
        call_command("nightly_backup")


def test_the_newest_stay_and_the_first_of_each_month(shelf, settings):
    settings.SPOT_BACKUPS_KEPT = 2
    backups = finished(shelf, "2026-09-01", "2026-09-02", "2026-10-03", "2026-10-04", "2026-11-19", "2026-11-20")

    assert [folder.name for folder in nightly.gone(backups)] == ["2026-10-04", "2026-09-02"]


def test_a_backup_that_did_not_finish_is_none(shelf):
    (shelf / "2026-11-20").mkdir(parents=True)

    assert nightly.kept() == []


def test_what_a_killed_backup_left_is_swept(shelf, db, monkeypatch):
    (shelf / f"2026-11-19{nightly.UNFINISHED}").mkdir(parents=True)
    monkeypatch.setattr(nightly, "backup", lambda folder: folder.mkdir())

    nightly.back_up()

    assert [folder.name for folder in shelf.iterdir()] == [f"{clock.today()}"]


def test_a_backup_that_fails_leaves_no_bytes(shelf, db, monkeypatch):
    def full_disk(folder):
        folder.mkdir(parents=True)
        raise OSError("no room")

    monkeypatch.setattr(nightly, "backup", full_disk)
    with pytest.raises(OSError, match="no room"):
        nightly.back_up()

    assert list(shelf.iterdir()) == []


@pytest.mark.parametrize(
    ("newest", "hour", "late"),
    [("2026-11-20", 4, False), ("2026-11-20", 5, True), ("2026-11-19", 2, True), ("2026-11-21", 20, False)],
)
def test_a_night_is_late_two_hours_after_its_hour(shelf, monkeypatch, newest, hour, late):
    finished(shelf, newest)
    monkeypatch.setattr(nightly.clock, "now", lambda: NIGHT.replace(hour=hour))

    assert nightly.is_late() is late


def test_before_the_first_backup_nothing_is_late(shelf):
    assert not nightly.is_late()


def test_aminata_hears_of_a_night_without_a_backup(aminata, shelf, settings):
    settings.REDIS_URL = ""
    finished(shelf, "2026-11-18")

    watch.look()

    assert Alarm.objects.get().title == "La sauvegarde de cette nuit manque"


def test_tonight_s_backup_restores_in_the_drill(station, monkeypatch, tmp_path):
    monkeypatch.setenv("SPOT_BACKUPS", str(tmp_path))
    made = manage(station, "nightly_backup").strip()

    said = manage(station, "drill")

    assert '"ok": true' in said
    assert f"{made} se restaure en" in said
    assert manage(station, "nightly_backup").strip() == made


def test_a_damaged_backup_fails_the_drill(station, monkeypatch, tmp_path):
    monkeypatch.setenv("SPOT_BACKUPS", str(tmp_path))
    database = Path(manage(station, "nightly_backup").strip()) / "spot.sqlite3"
    database.write_bytes(database.read_bytes()[:100_000])

    assert "ne se restaure pas" in manage(station, "drill", code=1)


def test_without_any_backup_the_drill_makes_one(station, monkeypatch):
    monkeypatch.setenv("SPOT_BACKUPS", "")

    assert "j’en fais une" in manage(station, "drill")
