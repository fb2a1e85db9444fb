"""A visitor prices a campaign: the page changes at each gesture, and says the same as the server does."""

from typing import Any

import pytest


def expect(locator: Any) -> Any:
    from playwright.sync_api import expect as waits

    return waits(locator)


@pytest.fixture
def visitor(browser, station):
    page = browser.new_page(base_url=station.url, viewport={"width": 1440, "height": 900})
    heard: list[str] = []
    page.on("console", lambda message: heard.append(message.text) if message.type in {"error", "warning"} else None)
    page.on("pageerror", lambda error: heard.append(str(error)))
    yield page
    page.close()
    assert [said for said in heard if "ERR_FAILED" not in said] == []  # a cut line is a test's own doing


def cascade(page: Any) -> str:
    return " ".join(page.locator("[data-price]").inner_text().split())


def test_the_front_page_answers_each_gesture(visitor):
    visitor.goto("/")
    expect(visitor.locator(".counter-total .money")).to_contain_text("1\u202f242\u202f540")

    visitor.click(".column[data-daypart=midi]")
    visitor.click(".counter [data-step='1']")

    expect(visitor.locator(".counter-total .label")).to_have_text("Total TTC pour 13 passages")
    assert visitor.locator(".column:has(:checked) .squares i").count() == 13


def test_the_simulator_explains_with_script_what_it_explains_without(visitor):
    visitor.goto("/cost-simulator/?daypart=prime&seconds=30&airings=12")
    visitor.click("[data-add]")
    visitor.check("[name=agency]")
    visitor.locator("[name=position]").first.select_option("first")
    expect(visitor.locator("[data-summary]")).to_have_text("24 passages, 12 min 00 s d’antenne")
    expect(visitor.locator("[data-price]")).to_contain_text("Première position")
    with_script = cascade(visitor)

    visitor.reload()

    assert "Commission d’agence" in with_script
    assert cascade(visitor) == with_script


def test_a_line_refused_says_why_and_keeps_the_last_price(visitor, station):
    visitor.goto("/cost-simulator/")
    before = cascade(visitor)
    visitor.route("**/api/v1/quotes", lambda route: route.abort())
    visitor.fill("[name=seconds]", "45")

    expect(visitor.locator("[data-refusal]")).to_have_text(
        "La connexion est coupée : le prix affiché est le dernier reçu."
    )
    assert cascade(visitor) == before


def test_the_theme_chosen_is_kept_by_the_next_page(browser, station, screen):
    page = screen("awa", "/campaigns/")
    page.click("details.menu summary")
    page.click("[data-theme-choice=dark]")
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")

    page.reload()

    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
