"""A day of 1,440 airings: rows are on the page only near what is shown, and nobody at work may notice."""

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.journeys.conftest import HERE, _environment
from tests.journeys.test_planning import PLANNING, expect

NOW = "2026-11-21T19:41:00Z"
LAY = """
import django; django.setup()
from benchmarks.planning import seed
from tests.journeys.stage import open_sessions
seed.lay_large_day()
open_sessions()
"""
IN_SIGHT = "document.querySelectorAll('.pl-row').length"
FIRST = "La saison des bonnes affaires 1"  # at 06:00:00
LAST = "La saison des bonnes affaires 0"  # at 05:54:30, the 1,440th


@pytest.fixture(scope="session")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Instead of the usual evening: a break each ten minutes, ten airings in each."""
    data_dir = tmp_path_factory.mktemp("large-day")
    environment = _environment(data_dir, SPOT_NOW=NOW) | {"DJANGO_SETTINGS_MODULE": "spot_bf1.settings"}
    subprocess.run([sys.executable, "manage.py", "migrate", "--verbosity", "0"], cwd=HERE, env=environment, check=True)
    subprocess.run([sys.executable, "-c", LAY], cwd=HERE, env=environment, check=True)
    return data_dir


@pytest.fixture
def station_now() -> str:
    return NOW


@pytest.fixture
def page(screen) -> Any:
    opened = screen("salif", PLANNING)
    expect(opened.locator("[data-connection-word]")).to_have_text("en direct")
    return opened


def scroll(page: Any, where: str) -> None:
    page.locator("[data-scroll]").evaluate(f"list => (list.scrollTop = {where})")


def at(page: Any, time: str) -> Any:
    return page.locator(".pl-row", has=page.locator(".time", has_text=time))


def miss(page: Any, row: Any) -> None:
    """Report an airing missed as a colleague would: by the API, with the session."""
    body = {"version": 1, "reason": "technical"}
    token = page.locator("meta[name=csrf-token]").get_attribute("content")
    path = page.url.split("/diffusion")[0] + f"/api/v1/airings/{row}/miss"
    answer = page.request.post(
        path, data=body, headers={"X-CSRFToken": token, "Origin": page.url.split("/diffusion")[0]}
    )
    assert answer.ok, answer.text()


def test_the_1440_airings_are_reached_by_wheel_by_keyboard_and_by_search_while_few_rows_are_held(page):
    expect(page.locator(".pl-row.is-onair")).to_be_visible()
    for where in ("0", "list.scrollHeight / 2", "list.scrollHeight"):
        scroll(page, where)
        page.wait_for_timeout(300)
        assert 10 < page.evaluate(IN_SIGHT) < 200
    expect(at(page, "05:54:30").locator(".title b")).to_have_text(LAST)

    for _ in range(62):
        page.keyboard.press("PageDown")
    expect(at(page, "05:54:30").locator("button")).to_be_focused()
    scroll(page, "0")
    expect(at(page, "06:00:00").locator(".title b")).to_have_text(FIRST)
    page.keyboard.press("ArrowUp")  # scrolled away, the selection stayed in hand
    expect(at(page, "05:54:00").locator("button")).to_be_focused()

    page.fill("[data-search]", "faso 31")
    expect(page.locator(".pl-break")).to_have_count(30)
    expect(page.locator(".pl-row .client").first).to_have_text("Comptoir du Faso 31")


def test_what_changed_far_away_is_right_when_it_comes_into_view(page):
    scroll(page, "list.scrollHeight")
    far = at(page, "05:54:30")
    airing = far.get_attribute("data-row")
    expect(far.locator(".status span")).to_have_text("planifié")
    scroll(page, "0")
    expect(far).to_have_count(0)

    miss(page, airing)

    expect(page.locator("[data-count=missed]")).to_have_text("1")
    scroll(page, "list.scrollHeight")
    expect(far.locator(".status span")).to_have_text("manqué")
    expect(page.locator(".pl-break").last.locator("[data-part=state]")).to_have_text("1 passage à régler")
