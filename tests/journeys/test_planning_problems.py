"""What goes wrong in an evening, how it is said on the planning screen, and who hears it."""

import re
from typing import Any

import pytest

from tests.journeys.test_accessibility import AXE, complaints
from tests.journeys.test_planning import FIRST, PLANNING, SECOND, expect, live, row, status

THIRD = "Le fil d’or du Faso"  # 19:46:30


@pytest.fixture
def salif_screen(screen):
    return live(screen("salif", PLANNING))


def test_a_critical_problem_reaches_the_administrators_open_console_with_the_words_of_the_control_room(
    screen, salif_screen
):
    console = screen("aminata", "/console/dashboard/")
    row(salif_screen, SECOND).locator("button").click()
    salif_screen.click("#pl-airing [data-do=problem]")
    salif_screen.locator("#pl-reason label", has_text="Critique").click()
    salif_screen.select_option("#pl-reason-why", "technical")
    salif_screen.fill("#pl-reason-note", "Lecteur muet")
    salif_screen.click("#pl-reason [data-send]")

    expect(status(salif_screen, SECOND)).to_have_text("manqué")
    expect(console.locator(".toast")).to_contain_text("Problème critique : passage manqué")
    expect(console.locator(".toast")).to_contain_text("signalé par Salif Kaboré : « Lecteur muet »")
    console.click(".toast button")
    expect(console.locator("#pl-airing[open] [data-title]")).to_have_text(SECOND)


def test_what_aired_with_a_discrepancy_is_aired_and_says_its_reason_which_what_is_to_come_cannot_be(salif_screen):
    row(salif_screen, SECOND, "20h45").locator("button").click()
    salif_screen.click("#pl-airing [data-do=problem]")
    expect(salif_screen.locator("#pl-reason [value=confirm]")).to_be_disabled()
    salif_screen.click("#pl-reason [data-close]")
    salif_screen.locator("body").press("Escape")

    salif_screen.keyboard.press("m")
    salif_screen.locator("#pl-reason label", has_text="Diffusé avec écart").click()
    expect(salif_screen.locator("#pl-reason [data-send]")).to_have_text("Confirmer avec l’écart")
    expect(salif_screen.locator("#pl-reason-why")).to_have_value("duration_discrepancy")
    salif_screen.click("#pl-reason [data-send]")

    expect(status(salif_screen, FIRST)).to_have_text("diffusé")
    row(salif_screen, FIRST).locator("button").click()
    expect(salif_screen.locator("#pl-airing [data-facts]")).to_contain_text("durée non respectée")


def test_salif_types_the_hour_of_a_live_read_and_an_hour_to_come_is_refused_in_words(salif_screen):
    row(salif_screen, FIRST).locator("button").click()
    salif_screen.click("#pl-airing [data-do=hour]")
    salif_screen.fill("#pl-hour-at", "25:99")
    salif_screen.click("#pl-hour [data-send]")
    expect(salif_screen.locator("#pl-hour [data-error]")).to_have_text(
        "Cette heure ne se lit pas. Tapez-la comme 19:45:30."
    )
    salif_screen.fill("#pl-hour-at", "23:00:00")
    salif_screen.click("#pl-hour [data-send]")
    expect(salif_screen.locator("#pl-hour [data-error]")).to_contain_text("pas encore passée")

    salif_screen.fill("#pl-hour-at", "19:44:40")
    salif_screen.locator("#pl-hour label", has_text="Lu en direct").click()
    expect(salif_screen.locator("#pl-hour [data-recorded]")).to_have_text("Sera enregistré : lu en direct à 19:44:40.")
    salif_screen.click("#pl-hour [data-send]")

    expect(row(salif_screen, FIRST).locator(".follow")).to_have_text(re.compile(r"^19:44:40"))


def test_filters_stand_in_the_address_with_their_counts_and_one_key_shows_everything_again(salif_screen):
    salif_screen.keyboard.press("l")
    salif_screen.select_option("[data-narrow] [name=client]", "Solaire Sahel")
    expect(salif_screen.locator("[data-narrow] [name=client] option:checked")).to_have_text("Solaire Sahel (2)")
    salif_screen.select_option("[data-narrow] [name=status]", "planned")
    salif_screen.keyboard.press("Escape")

    expect(salif_screen.locator(".pl-row")).to_have_count(2)
    expect(salif_screen.locator("[data-narrow-count]")).to_have_text("2")
    expect(salif_screen).to_have_url(re.compile(r"client=Solaire\+Sahel"))
    live(salif_screen).reload()
    expect(salif_screen.locator(".pl-row")).to_have_count(2)

    salif_screen.locator("body").press("x")
    expect(salif_screen.locator("[data-narrow-count]")).to_be_empty()
    expect(salif_screen).not_to_have_url(re.compile("client"))
    expect(row(salif_screen, SECOND)).to_be_visible()
    salif_screen.goto(salif_screen.url + "?q=soleil")
    expect(salif_screen.locator(".pl-row")).to_have_count(2)
    expect(salif_screen.locator("[data-search]")).to_have_value("soleil")


@pytest.mark.parametrize("station_now", ["2026-11-21T19:58:00Z"])
def test_late_airings_are_settled_one_after_the_other_by_a_key_at_their_expected_hour(screen):
    page = live(screen("salif", f"{PLANNING}?show=owing"))
    expect(page.locator("[data-late-count]")).to_have_text("4 passages en retard")
    expect(page).to_have_title(re.compile(r"^\(4\) Conducteur"))

    slow: list[Any] = []

    def hold(route: Any) -> None:
        slow.append(route)

    page.route("**/confirm", hold)
    page.keyboard.press("c")
    expect(page.locator("[data-late-count]")).to_have_text("3 passages en retard")
    page.keyboard.press("n")
    expect(page.locator("[data-late-count]")).to_have_text("2 passages en retard")  # before the first is answered
    slow.pop().continue_()
    expect(page.locator("[data-late-what]")).to_contain_text(THIRD)

    page.click("[data-show=all]")
    expect(row(page, FIRST).locator(".follow")).to_have_text(re.compile(r"^19:45:00"))
    expect(status(page, SECOND)).to_have_text("manqué")


def test_the_sound_is_off_until_asked_for_and_the_choice_outlives_a_reload(salif_screen):
    button = salif_screen.locator(".pl-keys [data-sound]")
    expect(button).to_have_attribute("aria-pressed", "false")

    salif_screen.keyboard.press("s")
    expect(button).to_have_attribute("aria-pressed", "true")
    salif_screen.reload()
    expect(button).to_have_attribute("aria-pressed", "true")


def test_a_screen_reader_hears_the_next_airing_when_it_changes(salif_screen):
    page = salif_screen
    expect(page.locator("[data-next-title]")).not_to_be_empty()
    title = page.locator("[data-next-title]").inner_text()
    expect(page.locator("[data-next-said]")).to_be_empty()

    row(page, title).locator("button").click()
    page.click("#pl-airing [data-do=problem]")
    page.click("#pl-reason [data-send]")

    expect(page.locator("[data-next-said]")).to_have_text(re.compile("^Prochain passage : "))


def test_what_is_read_in_one_tab_is_read_in_the_others(screen, salif_screen):
    planning = live(screen("aminata", PLANNING))
    salif_screen.keyboard.press("m")
    salif_screen.click("#pl-reason [data-send]")
    expect(planning.locator("[data-bell] .dot")).to_be_visible()

    other_tab = planning.context.new_page()
    other_tab.goto(planning.url.split("/diffusion/")[0] + "/notifications/")
    other_tab.get_by_role("button", name="Tout marquer comme lu").click()

    expect(planning.locator("[data-bell] .dot")).to_be_hidden()


@pytest.mark.skipif(not AXE.exists(), reason="axe-core is absent: npm ci in frontend/")
def test_axe_finds_nothing_in_what_opens_over_the_day(salif_screen):
    page = salif_screen
    page.evaluate(AXE.read_text())
    for theme in ["dark", "light"]:
        page.evaluate("(theme) => { document.documentElement.dataset.theme = theme; }", theme)
        page.click("[data-show=owing]")
        page.keyboard.press("l")
        assert complaints(page) == []
        page.keyboard.press("Escape")
        page.keyboard.press("m")
        assert complaints(page) == []
        page.keyboard.press("Escape")
        page.click("[data-show=all]")
        row(page, FIRST).locator("button").click()
        page.click("#pl-airing [data-do=hour]")
        assert complaints(page) == []
        page.keyboard.press("Escape")


def test_a_title_keeps_its_room_at_every_width(salif_screen):
    for width in (768, 1023, 1024, 1100, 1279, 1280, 1440):
        salif_screen.set_viewport_size({"width": width, "height": 800})
        title = row(salif_screen, SECOND).locator(".title").bounding_box()
        assert title["width"] > 120, width
