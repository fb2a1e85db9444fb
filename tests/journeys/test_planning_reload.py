"""The page is opened again while nobody answers: Salif finds his evening as it was, goes on, and signs out for good."""

import re
from collections.abc import Callable
from typing import Any

import pytest

from tests.journeys.test_planning import FIRST, PLANNING, SECOND, expect, live, row, status
from tests.journeys.test_planning_offline import back, journal, of_database, report_missed

KEPT = "async () => (await Promise.all((await caches.keys()).map(async (name) => (await (await caches.open(name)).keys()).map(({url}) => url)))).flat()"


@pytest.fixture
def salif_screen(screen):
    return live(screen("salif", PLANNING, service_workers="allow"))


def addresses(page: Any) -> list[str]:
    """What the browser keeps."""
    return page.evaluate(KEPT)


def kept(page: Any) -> Any:
    """The page, once its browser could show it again without the server."""
    return until(page, lambda: any(url.endswith("/kept/clock") for url in addresses(page)))


def until(page: Any, holds: Callable[[], bool]) -> Any:
    for _ in range(100):
        if holds():
            return page
        page.wait_for_timeout(100)
    raise AssertionError(addresses(page))


def open_again(page: Any, path: str = "") -> Any:
    """A new tab, the old one being closed."""
    again = page.context.new_page()
    again.goto(path or page.url)
    page.close()
    return again


def test_salif_opens_the_page_again_without_the_server_confirms_and_it_leaves_when_it_is_back(station, salif_screen):
    kept(salif_screen).click("[data-confirm]")
    expect(status(salif_screen, FIRST)).to_have_text("diffusé")
    station.stop()

    page = open_again(salif_screen)
    expect(page.locator("[data-connection-word]")).to_have_text("hors ligne")
    expect(page.locator("[data-connection-age]")).to_have_text("depuis 19:45")
    expect(page.locator("[data-cut-since]")).to_contain_text("L’heure affichée est celle de ce poste.")
    expect(status(page, FIRST)).to_have_text("diffusé")
    expect(page.locator("[data-undo-what]")).to_contain_text("Banque du Faso, confirmé à 19:45")
    page.locator("body").press("?")
    expect(page.locator("#pl-shortcuts")).to_be_visible()
    page.keyboard.press("Escape")
    report_missed(page, "Le fil d’or du Faso")
    page.keyboard.press("Escape")
    page.locator("body").press("Enter")
    expect(page.locator("#pl-hour [data-effect]")).to_contain_text("vérifiez l’heure d’antenne")
    page.fill("#pl-hour [name=at]", "19:46:02")
    page.keyboard.press("Enter")
    expect(page.locator("[data-queue] [data-number]")).to_have_text("2")
    page.reload()
    expect(row(page, SECOND).locator(".follow")).to_have_text("en file")
    expect(page.locator("[data-connection-word]")).to_be_in_viewport()

    back(station, page)
    expect(page.locator("[data-queue]")).to_be_hidden()
    assert journal(station, SECOND) == ["confirm"]
    assert journal(station, "Le fil d’or du Faso") == ["miss"]
    aired = of_database(station, "select aired_at from spot_airing where aired_at like '2026-11-21 19:46:02%'")
    assert len(aired) == 1


def test_while_the_server_answers_the_page_is_its_own_and_old_days_go(station, salif_screen):
    salif_screen.goto(f"{station.url}{PLANNING}?day=2026-11-20")
    kept(live(salif_screen))
    assert any("day=2026-11-20" in url for url in addresses(salif_screen))
    salif_screen.evaluate(
        """async () => {
          for (const name of await caches.keys()) {
            const cache = await caches.open(name);
            await cache.put("/diffusion/planning/", new Response("<h1>Ancien</h1>", {headers: {"Content-Type": "text/html"}}));
            await cache.put("/static/dist/js/old.js", new Response(""));
          }
        }"""
    )
    salif_screen.goto(station.url + PLANNING)
    expect(live(salif_screen).locator("h1").first).to_have_text("Conducteur")
    until(salif_screen, lambda: not any("day=2026-11-20" in url for url in addresses(salif_screen)))
    assert not any("old.js" in url for url in addresses(salif_screen))


def test_when_salif_signs_out_nothing_of_his_day_is_left_on_the_computer(station, sign_in, salif_screen):
    kept(salif_screen)
    other = salif_screen.context.new_page()
    other.goto(station.url + PLANNING)
    live(other).click(".rail summary")
    other.click(".rail form[action='/logout/'] button")
    expect(salif_screen.locator("[data-connection-word]")).to_have_text("déconnecté")
    assert addresses(other) == []

    sign_in(other, "rasmata")
    other.goto(station.url + PLANNING)
    kept(live(other))
    assert len(other.evaluate("caches.keys()")) == 1
    station.stop()
    other.context.clear_cookies()
    other.reload()
    expect(other.locator(".planning")).to_have_attribute("data-me", "Rasmata Ilboudo")
    station.start()
    other.goto(station.url + PLANNING)
    expect(other).to_have_url(re.compile("/login/"))
    assert addresses(other) == []


def test_a_computer_whose_clock_was_moved_meanwhile_confirms_at_no_hour_of_its_own(station, salif_screen):
    kept(salif_screen)
    station.stop()
    salif_screen.context.add_init_script("const date = Date.now; Date.now = () => date() + 3_600_000;")
    page = open_again(salif_screen)
    expect(page.locator("[data-now-clock] span")).to_have_text(re.compile("20:4"))

    row(page, FIRST).locator("button").click()
    page.click("#pl-airing [data-do=confirm]")
    expect(page.locator("[data-queue] [data-number]")).to_have_text("1")
    back(station, page)

    expect(page.locator("[data-queue]")).to_be_hidden()
    expect(page.locator("[data-now-clock] span")).to_have_text(re.compile("19:4"))
    [(aired_at,)] = of_database(
        station,
        "select a.aired_at from spot_airing a join spot_entry e on replace(e.thing_id, '-', '') = a.id"
        " where e.verb = 'airings.confirm'",
    )
    assert aired_at.startswith("2026-11-21 19:45:00")
