"""Placing on the day: Salif with a mouse, without one, on a phone; Rasmata's screen follows."""

from typing import Any

import pytest

from tests.journeys.test_planning import PLANNING, expect, live, row

SPOT = "Le soleil éclaire"  # Solaire Sahel, 30 s: already at 20:45, welcome at 20:10


@pytest.fixture
def salif_screen(screen):
    return live(screen("salif", PLANNING))


@pytest.fixture
def rasmata_screen(screen):
    return live(screen("rasmata", PLANNING))


def place(page: Any, code: str) -> Any:
    return page.locator(".pl-break", has=page.locator(".pl-break-name b", has_text=code))


def verdict(page: Any, code: str) -> Any:
    return place(page, code).locator("[data-part=verdict]")


def titles(page: Any, code: str) -> Any:
    return place(page, code).locator(".pl-row .title b")


def tray(page: Any, title: str) -> Any:
    """The tray's thing of this title, the tray open."""
    if not page.locator("[data-tray]").is_visible():
        page.keyboard.press("t")
    return page.locator("[data-thing]", has_text=title)


def press(page: Any, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def drag(page: Any, what: Any, onto: Any, *, share: float = 0.5) -> None:
    """Carry with the mouse, in steps as a hand does, and stay above the place."""
    onto.scroll_into_view_if_needed()
    what.scroll_into_view_if_needed()
    start = what.bounding_box()
    page.mouse.move(start["x"] + 80, start["y"] + start["height"] / 2)
    page.mouse.down()
    page.mouse.move(start["x"] + 60, start["y"] + start["height"] / 2, steps=3)
    end = onto.bounding_box()
    page.mouse.move(end["x"] + 120, end["y"] + end["height"] * share, steps=5)


def test_salif_drags_a_spot_from_the_tray_and_each_break_says_at_once_whether_it_fits(salif_screen, rasmata_screen):
    thing = tray(salif_screen, SPOT)
    expect(thing.locator("[data-left]")).to_contain_text("Prime 8")

    drag(salif_screen, thing, place(salif_screen, "20h10").locator(".pl-break-head"))

    expect(verdict(salif_screen, "20h10")).to_have_text("entre, reste 30 s")
    expect(verdict(salif_screen, "20h45")).to_have_text("même annonceur")
    expect(verdict(salif_screen, "22h10")).to_have_text("non commandé ici")
    expect(verdict(salif_screen, "19h45")).to_have_text("déjà commencé")
    expect(salif_screen.locator("[data-ghost-sentence]")).to_have_text("Le passage entre : reste 30 s.")
    salif_screen.mouse.up()
    expect(row(rasmata_screen, SPOT, "20h10")).to_be_visible()
    expect(tray(salif_screen, SPOT).locator("[data-left]")).to_contain_text("Prime 7")
    expect(verdict(salif_screen, "20h45")).to_be_hidden()


def test_a_break_that_refuses_says_whose_and_where_it_would_fit_and_nothing_is_sent(salif_screen):
    sent = []
    salif_screen.on("request", lambda asked: sent.append(asked.url) if asked.method == "POST" else None)
    thing = tray(salif_screen, SPOT)

    drag(salif_screen, thing, place(salif_screen, "20h45").locator(".pl-break-head"))

    expect(salif_screen.locator("[data-ghost-sentence]")).to_contain_text("Solaire Sahel a déjà un passage")
    expect(salif_screen.locator("[data-ghost-best]")).to_have_text("Convient : 20h10 Après JT, reste 30 s")
    salif_screen.mouse.up()
    expect(salif_screen.locator(".toast")).to_contain_text("Solaire Sahel a déjà un passage")
    expect(titles(salif_screen, "20h45")).to_have_count(3)
    assert sent == []


def test_what_a_colleague_does_meanwhile_changes_the_verdict_in_hand(salif_screen, rasmata_screen):
    tray(salif_screen, SPOT).click()
    expect(verdict(salif_screen, "20h10")).to_have_text("entre, reste 30 s")

    drag(
        rasmata_screen,
        tray(rasmata_screen, "L’argent voyage"),
        place(rasmata_screen, "20h10").locator(".pl-break-head"),
    )
    expect(verdict(rasmata_screen, "20h10")).to_have_text("entre, juste complet")
    rasmata_screen.mouse.up()

    expect(verdict(salif_screen, "20h10")).to_have_text("complet")
    expect(salif_screen.locator("#live")).to_contain_text("Cet écran est complet.")


def test_salif_places_moves_and_reorders_without_a_mouse_and_rasmata_sees_the_order(salif_screen, rasmata_screen):
    said = salif_screen.locator("#live")
    press(salif_screen, "t")
    expect(salif_screen.locator("[data-thing]", has_text=SPOT)).to_be_visible()
    press(salif_screen, "Escape")
    expect(salif_screen.locator("[data-tray]")).to_be_hidden()
    press(salif_screen, "t")
    salif_screen.locator("[data-tray-search]").fill("soleil")
    press(salif_screen, "ArrowDown", "Enter")
    expect(said).to_contain_text("« Le soleil éclaire » en main. 20h10 Après JT : entre, reste 30 s.")
    press(salif_screen, "ArrowDown")
    expect(said).to_contain_text("20h45 Avant film : Solaire Sahel a déjà un passage")
    press(salif_screen, "Enter")
    expect(titles(salif_screen, "20h45")).to_have_count(3)
    press(salif_screen, "ArrowUp", "Alt+ArrowUp")
    expect(said).to_contain_text("20h10 Après JT, rang 2 : entre, reste 30 s.")
    press(salif_screen, "Enter")
    expect(titles(rasmata_screen, "20h10")).to_have_text(["Savon de la fête", SPOT, "Riz de chez nous"])

    row(salif_screen, SPOT, "20h10").locator("button").focus()
    press(salif_screen, "Alt+ArrowDown")
    expect(titles(rasmata_screen, "20h10")).to_have_text(["Savon de la fête", "Riz de chez nous", SPOT])

    row(salif_screen, "Riz de chez nous", "20h10").locator("button").focus()
    press(salif_screen, "g", "ArrowDown", "Escape")
    expect(said).to_have_text("Reposé : rien n’a changé.")
    press(salif_screen, "g")
    expect(said).to_contain_text("« Riz de chez nous » en main.")
    press(salif_screen, "ArrowDown", "Enter")
    expect(titles(rasmata_screen, "20h45")).to_have_text(
        ["100 Go tout le week-end", "Le fil d’or du Faso", SPOT, "Riz de chez nous"]
    )
    expect(row(salif_screen, "Riz de chez nous", "20h45").locator("button")).to_be_focused()


def test_a_row_dragged_between_two_others_stands_there_on_every_screen(salif_screen, rasmata_screen):
    drag(salif_screen, row(salif_screen, "Savon", "20h10"), row(salif_screen, "Le fil d’or", "20h45"), share=0.2)
    salif_screen.mouse.up()

    expect(titles(rasmata_screen, "20h45")).to_have_text(
        ["100 Go tout le week-end", "Savon de la fête", "Le fil d’or du Faso", SPOT]
    )
    expect(salif_screen.locator("#pl-airing")).to_be_hidden()


def test_a_missed_airing_is_made_good_from_the_tray_on_another_day(salif_screen):
    owed = tray(salif_screen, "à compenser : 21 nov., 19:25")
    owed.click()
    press(salif_screen, "PageDown")

    expect(salif_screen.locator("#pl-place-day")).to_have_value("2026-11-22")
    salif_screen.locator(".pl-choice", has_text="20h10").click()
    salif_screen.click("#pl-place [data-send]")

    expect(salif_screen.locator("#live")).to_contain_text("placé en compensation : dimanche 22 novembre 2026, 20:10")
    expect(salif_screen.locator("#pl-place")).to_be_hidden()


def test_several_rows_at_once_and_one_report_of_what_was_refused(salif_screen, rasmata_screen):
    row(salif_screen, "100 Go", "20h45").locator("button").focus()
    press(salif_screen, "Shift+ArrowDown", "Shift+ArrowDown")
    row(salif_screen, "Riz de chez nous", "20h10").locator("button").click(modifiers=["Control"])
    expect(salif_screen.locator("[data-chosen-count]")).to_have_text("4 passages")

    salif_screen.click("[data-together=move]")
    salif_screen.locator("#pl-place .pl-choice", has_text="20h10").click()
    salif_screen.click("#pl-place [data-send]")

    report = salif_screen.locator("#pl-report")
    expect(report.locator("[data-title]")).to_have_text("3 passages déplacés, 1 refusé.")
    expect(report.locator("li")).to_contain_text("Le soleil éclaire, 20:46:00")
    expect(report.locator("li")).to_contain_text("Cet écran est complet.")
    expect(titles(rasmata_screen, "20h45")).to_have_text([SPOT])
    report.locator("[data-close]").click()

    row(salif_screen, "Riz de chez nous", "20h10").locator("button").focus()
    press(salif_screen, "Shift+ArrowUp")
    salif_screen.click("[data-together=cancel]")
    salif_screen.select_option("#pl-reason-why", "unknown")
    expect(salif_screen.locator("#pl-reason [data-title]")).to_have_text("Retirer 2 passages du conducteur ?")
    salif_screen.click("#pl-reason [data-send]")
    expect(salif_screen.locator(".toast")).to_contain_text("2 passages retirés.")
    expect(titles(rasmata_screen, "20h10")).to_have_count(2)


SMALL = """() => [...document.querySelectorAll(".planning :is(button, summary, select, input, a)")]
  .filter((each) => !each.closest(".sr-only") && each.checkVisibility({ visibilityProperty: true }))
  .filter((each) => each.getBoundingClientRect().height < 44)
  .map((each) => each.outerHTML.slice(0, 80))"""


def test_on_a_phone_a_spot_is_tapped_then_its_break_and_nothing_is_too_wide_or_too_small_for_a_finger(screen):
    page = live(screen("salif", PLANNING, viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True))
    assert page.evaluate("innerWidth") == 390  # a phone widens its page to what overflows
    page.locator("[data-tray-toggle]").tap()
    assert page.evaluate(SMALL) == []

    page.locator("[data-thing]", has_text=SPOT).tap()
    expect(verdict(page, "20h10")).to_have_text("entre, reste 30 s")
    place(page, "20h10").locator("[data-open-break]").tap()

    expect(row(page, SPOT, "20h10")).to_have_count(1)
