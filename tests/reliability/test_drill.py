"""The nightly backup and its drill on PostgreSQL, by the commands of the documents."""

import subprocess
import sys

import psycopg
import pytest

from tests.live.station import ROOT, Station

pytestmark = [pytest.mark.reliability, pytest.mark.xdist_group("reliability")]


def manage(station: Station, *command: str, **variables: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "manage.py", *command],
        cwd=ROOT,
        env={**station.env, **variables},
        check=False,
        capture_output=True,
        text=True,
    )


@pytest.fixture(scope="module")
def sampled(own_servers, tmp_path_factory: pytest.TempPathFactory) -> Station:
    """A station whose figures are right, small."""
    variables = {"DATABASE_URL": own_servers[0].copy("sampled"), "DJANGO_USE_SQLITE": "0"}
    made = Station(tmp_path_factory.mktemp("sampled"), variables)
    manage(made, "migrate", "--verbosity", "0")
    manage(made, "load_sample", "--airings", "300")
    return made


def test_tonight_s_backup_restores_apart_and_leaves_nothing_behind(sampled, own_servers, tmp_path):
    shelf = {"SPOT_BACKUPS": str(tmp_path)}
    made = manage(sampled, "nightly_backup", **shelf)
    assert made.returncode == 0, made.stderr

    done = manage(sampled, "drill", **shelf)

    assert done.returncode == 0, done.stderr
    assert '"ok": true' in done.stdout
    databases = "SELECT count(*) FROM pg_database WHERE datname LIKE '%_drill'"
    with psycopg.connect(own_servers[0].url("postgres")) as server:
        assert server.execute(databases).fetchone() == (0,)


def test_a_damaged_backup_fails_the_drill(sampled, own_servers, tmp_path):
    shelf = {"SPOT_BACKUPS": str(tmp_path)}
    manage(sampled, "nightly_backup", **shelf)
    (people,) = tmp_path.glob("*/tables/spot_user.copy")
    people.write_bytes(people.read_bytes()[:-100])

    done = manage(sampled, "drill", **shelf)

    assert done.returncode == 1
    assert "ne se restaure pas" in done.stderr
