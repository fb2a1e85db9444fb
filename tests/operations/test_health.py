"""Is it alive, is it ready, what does it count, which code is it."""

import tomllib

import pytest
from django.db import DatabaseError, connection

from spot.operations import health


class Away:
    """A connection to a server that is not there."""

    vendor = connection.vendor

    def cursor(self):
        raise DatabaseError("gone")

    def close(self):
        """Nothing was open."""


@pytest.fixture(autouse=True)
def _asked_afresh(monkeypatch):
    monkeypatch.setattr(health, "_up_to_date", False)


def test_healthz_answers_without_touching_the_database(client, django_db_blocker):
    with django_db_blocker.block():
        answer = client.get("/healthz")

    assert (answer.status_code, answer.json()) == (200, {"status": "ok"})


def test_readyz_is_ok_with_its_four_checks(client, db, settings, monkeypatch):
    settings.REDIS_URL = ""
    monkeypatch.setitem(health.CHECKS, "migrations", lambda: "ok")

    body = client.get("/readyz").json()

    assert set(body["checks"]) == {"database", "migrations", "disk", "redis"}
    assert body["checks"]["database"] == "ok"
    assert (body["version"], body["commit"]) == (settings.VERSION, settings.COMMIT)


def test_the_version_is_that_of_the_project(settings):
    project = tomllib.loads((settings.BASE_DIR / "pyproject.toml").read_text())["project"]

    assert project["version"] == settings.VERSION


def test_without_its_database_the_site_is_failing_and_says_when_to_come_back(client, db, monkeypatch):
    monkeypatch.setattr(health, "connection", Away())

    answer = client.get("/readyz")

    assert (answer.status_code, answer.json()["status"]) == (503, "failing")
    assert answer.headers["Retry-After"]


def test_without_redis_the_site_is_only_degraded(client, db, settings, monkeypatch):
    settings.REDIS_URL = "redis://127.0.0.1:1"
    monkeypatch.setitem(health.CHECKS, "migrations", lambda: "ok")

    answer = client.get("/readyz")

    assert (answer.status_code, answer.json()["status"]) == (200, "degraded")
    assert answer.json()["checks"]["redis"] == "failing"


def test_a_full_disk_degrades(client, db, settings, monkeypatch):
    settings.REDIS_URL = ""
    monkeypatch.setitem(health.CHECKS, "migrations", lambda: "ok")
    monkeypatch.setattr(health, "LEAST_FREE_BYTES", 1 << 60)

    assert client.get("/readyz").json()["status"] == "degraded"


def test_this_machine_reads_the_metrics(client, db):
    answer = client.get("/metrics")

    assert answer.status_code == 200
    assert b"django_http_requests" in answer.content


@pytest.mark.parametrize("header", [{"REMOTE_ADDR": "41.138.99.1"}, {"HTTP_X_FORWARDED_FOR": "41.138.99.1"}])
def test_for_others_metrics_do_not_exist(client, header, db):
    assert client.get("/metrics", **header).status_code == 404


def test_who_holds_the_token_reads_the_metrics(client, settings, db):
    settings.SPOT_METRICS_TOKEN = "secret-of-prometheus"

    def ask(token):
        return client.get("/metrics", REMOTE_ADDR="41.138.99.1", HTTP_AUTHORIZATION=f"Bearer {token}").status_code

    assert (ask("secret-of-prometheus"), ask("other"), ask("")) == (200, 404, 404)


@pytest.mark.parametrize(
    ("told", "status"), [("127.0.0.1", 200), ("41.138.99.1", 404), ("127.0.0.1, 41.138.99.1", 404), ("nonsense", 404)]
)
def test_behind_our_own_proxy_the_client_is_the_one_it_tells(client, settings, db, told, status):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1

    assert client.get("/metrics", HTTP_X_FORWARDED_FOR=told).status_code == status
