"""What Prometheus reads."""

import re

import pytest
from django.db import DatabaseError

from spot.operations import figures


def figure(text: str, name: str) -> float:
    (found,) = re.findall(rf"^{re.escape(name)} (\S+)$", text, re.MULTILINE)
    return float(found)


def test_queued_work_is_counted_by_lane_and_state(client, db):
    text = client.get("/metrics").content.decode()

    for lane in ("checks", "mails", "default"):
        assert figure(text, f'spot_tasks{{lane="{lane}",state="waiting"}}') == 0
        assert figure(text, f'spot_task_waits_seconds{{lane="{lane}"}}') == 0


def test_sockets_and_the_hub_have_their_gauges(client, db):
    text = client.get("/metrics").content.decode()

    assert {"spot_sockets_open", "spot_hub_lag_seconds", "spot_hub_turned_at_seconds"} <= set(
        re.findall(r"^(spot_\w+)", text, re.MULTILINE)
    )


def test_without_the_database_the_rest_is_told(client, monkeypatch, db):
    def away():
        raise DatabaseError("gone")

    monkeypatch.setattr(figures, "by_lane", away)

    text = client.get("/metrics").content.decode()

    assert "django_http_requests" in text
    assert "spot_tasks" not in text


@pytest.mark.parametrize("state", ["pool_size", "pool_available", "requests_waiting"])
def test_the_connections_of_a_pool_are_counted(client, transactional_db, state):
    from django.db import connection

    if connection.vendor == "sqlite":
        pytest.skip("SQLite has no pool")

    assert f'spot_pool_connections{{state="{state}"}}' in client.get("/metrics").content.decode()
