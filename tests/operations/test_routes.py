import json

import pytest
from django.core.management import call_command

from spot.operations import routes


@pytest.fixture(scope="module")
def table():
    return {(row["path"], row["method"]): row for row in routes.table()}


def test_every_route_says_whom_it_opens_to(table):
    assert [path for (path, _method), row in table.items() if not row["roles"]] == []


def test_what_is_public_names_the_anonymous(table):
    assert "anonymous" in table["/pricing/", "GET"]["roles"]
    assert "anonymous" in table["/healthz", "GET"]["roles"]


def test_the_console_is_the_administrators(table):
    assert list(table["/console/dashboard/", "GET"]["roles"]) == ["admin"]
    assert list(table["/console/campaigns/<uuid:campaign_id>/approval/", "POST"]["roles"]) == ["admin"]


def test_the_command_prints_the_same_table_as_json(capsys):
    call_command("show_routes", "--json")

    printed = json.loads(capsys.readouterr().out)
    assert {(row["method"], row["path"]) for row in printed} >= {("GET", "/home/"), ("POST", "/api/v1/bookings")}
    assert set(printed[0]) == {"method", "path", "name", "roles"}
