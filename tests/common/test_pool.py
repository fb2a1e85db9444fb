"""Whoever waits for a database that refuses connections hears it at once; nobody waits for ever for one that holds."""

import os
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest
from django.db import connection
from psycopg import OperationalError
from psycopg_pool import ConnectionPool, PoolTimeout

from spot.common.pool import SHARED, patience
from tests.live.station import free_port


def test_nobody_waits_for_a_server_that_refuses_connections():
    with ConnectionPool(f"host=127.0.0.1 port={free_port()}", open=False, **SHARED) as pool:
        for _ in range(3):
            with pytest.raises(OperationalError, match="refuses") as refusal:
                pool.getconn()
            assert not isinstance(refusal.value, PoolTimeout)


def address_of_this_database():
    if connection.vendor != "postgresql":
        pytest.skip("SQLite waits twenty seconds for its lock, and for nothing else")
    return {name: value for name, value in connection.get_connection_params().items() if name in PLACE}


PLACE = {"dbname", "user", "password", "host", "port"}


def test_an_answer_that_does_not_come_is_not_waited_for_by_whoever_serves_people(db):
    page = psycopg.connect(**address_of_this_database(), **patience(1))
    with page, pytest.raises(psycopg.errors.QueryCanceled):
        page.execute("SELECT pg_sleep(20)")


def test_work_by_hand_takes_its_time(db):
    with psycopg.connect(**address_of_this_database(), **patience(0)) as command:
        assert command.execute("SHOW statement_timeout").fetchone() == ("0",)
        assert command.execute("SHOW lock_timeout").fetchone() == ("0",)


SHOWN = "from django.conf import settings; print(settings.DATABASES['default']['OPTIONS'].get('options', ''))"


@pytest.mark.parametrize("module", ["settings", "settings_production"])
def test_both_settings_bound_what_is_waited_for(module, tmp_path):
    around = {
        **os.environ, "DATA_DIR": str(tmp_path), "DATABASE_URL": "postgresql://a@127.0.0.1/b", "DJANGO_USE_SQLITE": "0",
        "DJANGO_SETTINGS_MODULE": f"spot_bf1.{module}", "SECRET_KEY": "x" * 50, "ALLOWED_HOSTS": "spot.example",
        "SITE_URL": "https://spot.example", "REDIS_URL": "redis://127.0.0.1:1", "DATABASE_STATEMENT_SECONDS": "",
    }  # fmt: skip
    told = subprocess.run(
        [sys.executable, "-c", SHOWN],
        cwd=Path(__file__).parents[2],
        env=around,
        capture_output=True,
        text=True,
        check=True,
    )
    assert "statement_timeout=60s" in told.stdout
