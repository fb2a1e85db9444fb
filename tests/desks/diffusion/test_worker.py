"""The script that gives the planning page back while nobody answers."""

import pytest

from spot.desks.diffusion import worker

WORKER = "/diffusion/planning/worker.js"


def test_browsers_ask_each_time_whether_the_worker_changed_and_it_belongs_to_nobody(client):
    answer = client.get(WORKER)

    if answer.status_code == 404:
        pytest.skip("the assets are not built: `make assets`")
    assert answer.headers["Content-Type"] == "text/javascript"
    assert answer.headers["Cache-Control"] == "no-cache"
    assert "Cookie" not in answer.headers.get("Vary", "")
    assert b"import" not in answer.content  # browsers start it as a plain script


def test_a_site_whose_assets_are_not_built_has_no_worker(client, monkeypatch):
    monkeypatch.setattr(worker.finders, "find", lambda _name: None)

    assert client.get(WORKER).status_code == 404
