"""The evening on the planning screen: Salif and Rasmata at work, Hamidou looking on."""

import re
from datetime import datetime, timedelta
from typing import Any

import pytest

PLANNING = "/diffusion/planning/"
FIRST = "L’argent voyage"  # 19:45:00, 60 s: on air when the journey starts
SECOND = "100 Go tout le week-end"  # 19:46:00


def row(page: Any, title: str, code: str = "19h45") -> Any:
    """The row of a spot in a break."""
    place = page.locator(".pl-break", has=page.locator(".pl-break-name b", has_text=code))
    return place.locator(".pl-row", has=page.locator(".title b", has_text=title))


def status(page: Any, title: str, code: str = "19h45") -> Any:
    return row(page, title, code).locator(".status span")


def expect(locator: Any) -> Any:
    from playwright.sync_api import expect as waits

    return waits(locator)


def live(page: Any) -> Any:
    """The page, once it says that it is live."""
    expect(page.locator("[data-connection-word]")).to_have_text("en direct")
    return page


def never_answers(socket: Any) -> None:
    """A line on which nothing comes: the screen keeps what it knew."""
    socket.on_message(lambda _message: None)


@pytest.fixture
def salif_screen(screen):
    return live(screen("salif", PLANNING))


@pytest.fixture
def rasmata_screen(screen):
    return live(screen("rasmata", PLANNING))


def test_salif_confirms_what_is_on_air_and_rasmatas_screen_shows_it_at_once(salif_screen, rasmata_screen):
    expect(status(salif_screen, FIRST)).to_have_text("à l’antenne")

    salif_screen.click("[data-confirm]")

    expect(status(salif_screen, FIRST)).to_have_text("diffusé")
    expect(status(rasmata_screen, FIRST)).to_have_text("diffusé")
    expect(row(rasmata_screen, FIRST).locator(".follow")).to_contain_text("SK")
    expect(rasmata_screen.locator("#live")).to_contain_text("Salif Kaboré")


def test_before_it_opens_the_confirm_button_says_when(screen):
    page = live(screen("salif", PLANNING))
    aired = int(page.locator("[data-count=aired]").inner_text())
    for more in range(1, 5):
        page.click("[data-confirm]")
        expect(page.locator("[data-count=aired]")).to_have_text(str(aired + more))
        page.wait_for_timeout(1000)

    expect(page.locator("[data-confirm-word]")).to_have_text("Confirmation à 19:55")
    expect(page.locator("[data-confirm]")).to_have_attribute("aria-disabled", "true")
    expect(page.locator("[data-confirm-what]")).to_contain_text("Savon de la fête")


def test_a_double_press_confirms_one_airing_only(salif_screen):
    salif_screen.locator("[data-confirm]").dblclick()

    expect(status(salif_screen, FIRST)).to_have_text("diffusé")
    salif_screen.wait_for_timeout(600)
    expect(status(salif_screen, SECOND)).not_to_have_text("diffusé")


def test_salif_reports_a_missed_airing_with_its_reason_and_it_is_owed(salif_screen, rasmata_screen):
    row(salif_screen, SECOND).locator("button").click()
    salif_screen.click("#pl-airing [data-do=problem]")
    salif_screen.select_option("#pl-reason-why", "technical")
    salif_screen.fill("#pl-reason-note", "Coupure du lecteur")
    salif_screen.click("#pl-reason [data-send]")

    expect(status(salif_screen, SECOND)).to_have_text("manqué")
    expect(row(rasmata_screen, SECOND).locator(".follow")).to_have_text("à compenser")
    expect(rasmata_screen.locator("[data-count=missed]")).to_have_text("2")
    expect(rasmata_screen.locator(".pl-break", has_text="19h45").locator("[data-part=state]")).to_contain_text(
        "à régler"
    )


def test_the_confirm_button_never_changes_place_even_when_nothing_is_on_air_any_more(salif_screen):
    button = salif_screen.locator("[data-confirm]")
    place = button.bounding_box()

    salif_screen.keyboard.press("m")
    salif_screen.select_option("#pl-reason-why", "technical")
    salif_screen.click("#pl-reason [data-send]")

    expect(status(salif_screen, FIRST)).to_have_text("manqué")
    assert button.bounding_box() == place


def test_salif_undoes_his_confirmation_while_its_five_minutes_last(salif_screen):
    salif_screen.click("[data-confirm]")
    expect(status(salif_screen, FIRST)).to_have_text("diffusé")
    expect(salif_screen.locator("[data-undo-time]")).to_have_text(re.compile(r"\(4:\d\d restantes\)"))

    salif_screen.click("[data-undo-last]")

    expect(status(salif_screen, FIRST)).to_have_text(re.compile("à l’antenne|planifié|à confirmer"))


def test_after_a_reload_the_undo_is_still_there(salif_screen):
    salif_screen.click("[data-confirm]")
    expect(status(salif_screen, FIRST)).to_have_text("diffusé")

    live(salif_screen).reload()

    expect(salif_screen.locator("[data-undo-what]")).to_contain_text("Banque du Faso, confirmé à 19:")


def test_a_reload_never_sets_the_clock_back_to_when_the_day_last_changed(salif_screen):
    clock = salif_screen.locator("[data-now-clock]")
    later = datetime.fromisoformat(f"2026-11-21T{clock.inner_text()}") + timedelta(
        seconds=4
    )  # more than a clock drifts
    expect(clock).to_have_text(f"{later:%H:%M:%S}")
    before = clock.inner_text()

    live(salif_screen).reload()
    live(salif_screen)

    assert clock.inner_text() >= before


def test_salif_moves_an_airing_and_a_competitor_is_refused_in_words(salif_screen, rasmata_screen):
    row(salif_screen, SECOND, "20h45").locator("button").click()
    salif_screen.click("#pl-airing [data-do=move]")
    salif_screen.locator(".pl-choice", has_text="20h10").click()
    salif_screen.click("#pl-place [data-send]")

    expect(row(salif_screen, SECOND, "20h10")).to_be_visible()
    expect(row(rasmata_screen, SECOND, "20h10")).to_be_visible()
    expect(row(rasmata_screen, SECOND, "20h45")).to_have_count(0)
    row(salif_screen, "Savon", "20h10").locator("button").click()
    salif_screen.click("#pl-airing [data-do=cancel]")
    salif_screen.click("#pl-reason [data-send]")
    expect(salif_screen.locator("#pl-reason [data-error]")).to_have_text("Choisissez un motif.")
    salif_screen.select_option("#pl-reason-why", "unknown")
    salif_screen.click("#pl-reason [data-send]")
    expect(row(rasmata_screen, "Savon", "20h10")).to_have_count(0)


def test_a_spot_is_placed_from_the_screen_and_a_refusal_says_why(salif_screen):
    salif_screen.locator(".pl-break", has_text="20h10").locator("[data-open-break]").click()
    salif_screen.click("#pl-break-sheet [data-do=place]")
    salif_screen.fill("[data-spot-search]", "FETE")
    salif_screen.locator(".pl-choice", has_text="Savon de la fête").click()
    salif_screen.click("#pl-place [data-send]")
    expect(salif_screen.locator("#pl-place [data-error]")).to_contain_text("Savonnerie Wend a déjà un passage")

    salif_screen.fill("[data-spot-search]", "soleil")
    salif_screen.locator(".pl-choice", has_text="Le soleil éclaire").click()
    salif_screen.click("#pl-place [data-send]")
    expect(row(salif_screen, "Le soleil éclaire", "20h10")).to_be_visible()
    expect(salif_screen.locator(".pl-break", has_text="20h10").locator("[data-part=booked]")).to_have_text("90")


def test_a_stale_row_brings_what_a_colleague_did_and_says_so(screen, salif_screen):
    rasmata = live(screen("rasmata", PLANNING))
    rasmata.route("**/api/v1/planning/events*", lambda route: route.abort())
    rasmata.route_web_socket("**/ws/diffusion/planning/**", never_answers)
    rasmata.reload()
    expect(row(rasmata, FIRST)).to_be_visible()
    salif_screen.click("[data-confirm]")
    expect(status(salif_screen, FIRST)).to_have_text("diffusé")

    row(rasmata, FIRST).locator("button").click()
    rasmata.click("#pl-airing [data-do=confirm]")

    expect(rasmata.locator("#pl-airing [data-error]")).to_contain_text("Salif Kaboré a agi avant vous")
    expect(status(rasmata, FIRST)).to_have_text("diffusé")


def test_cut_off_the_screen_says_since_when_and_comes_back_with_what_it_missed(station, salif_screen, rasmata_screen):
    station.stop()

    expect(salif_screen.locator("[data-connection-word]")).to_have_text("hors ligne")
    expect(salif_screen.locator("[data-connection-age]")).to_have_text(re.compile("depuis 19:4"))
    expect(salif_screen.locator("[data-cut]")).to_be_visible()
    salif_screen.click("[data-confirm]")
    expect(row(salif_screen, FIRST).locator(".follow")).to_have_text("en file")

    station.start()

    expect(salif_screen.locator("[data-connection-word]")).to_have_text("en direct")
    expect(salif_screen.locator("[data-cut]")).to_be_hidden()
    expect(salif_screen.locator("[data-queue]")).to_be_hidden()
    expect(rasmata_screen.locator("[data-connection-word]")).to_have_text("en direct")
    expect(rasmata_screen.locator("[data-count=aired]")).to_have_text(
        salif_screen.locator("[data-count=aired]").inner_text()
    )


def test_without_sockets_the_polling_twin_takes_over(screen, salif_screen):
    rasmata = screen("rasmata", "/login/")
    rasmata.route_web_socket("**/ws/diffusion/planning/**", lambda ws: ws.close())
    rasmata.goto(rasmata.url.split("/", 3)[0] + "//" + rasmata.url.split("/", 3)[2] + PLANNING)
    expect(rasmata.locator("[data-connection-word]")).to_have_text("reprise")
    rasmata.wait_for_timeout(6000)

    salif_screen.click("[data-confirm]")

    expect(rasmata.locator("[data-connection-age]")).to_contain_text("reçu à")
    expect(rasmata.locator("[data-count=aired]")).to_have_text(salif_screen.locator("[data-count=aired]").inner_text())


def test_an_undo_pressed_before_the_confirmation_is_answered_follows_it(salif_screen):
    page, held = salif_screen, []

    def answer_later(route: Any) -> None:
        held.append((route, route.fetch()))

    page.route("**/confirm", answer_later)
    page.keyboard.press("Enter")
    expect(status(page, FIRST)).to_have_text("diffusé")  # the socket was quicker
    page.keyboard.press("z")
    [(route, answer)] = held
    route.fulfill(response=answer)

    expect(status(page, FIRST)).not_to_have_text("diffusé")


def test_the_whole_evening_without_a_mouse(salif_screen):
    page = salif_screen
    expect(status(page, FIRST)).to_have_text("à l’antenne")
    page.keyboard.press("Enter")
    expect(status(page, FIRST)).to_have_text("diffusé")
    page.keyboard.press("z")
    expect(status(page, FIRST)).not_to_have_text("diffusé")

    page.locator("body").press("/")
    page.keyboard.type("soleil")
    expect(page.locator(".pl-row")).to_have_count(2)
    page.keyboard.press("ArrowDown")
    expect(page.locator(".pl-row button:focus")).to_have_count(1)
    page.keyboard.press("m")
    expect(page.locator("#pl-reason-title")).to_contain_text("Le soleil éclaire")
    page.keyboard.press("Escape")
    page.locator("body").press("?")
    expect(page.locator("#pl-shortcuts")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#pl-shortcuts")).to_be_hidden()


def test_a_break_changes_its_hour_and_another_is_cancelled_with_its_effect_in_numbers(salif_screen, rasmata_screen):
    salif_screen.locator(".pl-break", has_text="20h45").locator("[data-open-break]").click()
    salif_screen.click("#pl-break-sheet [data-do=retime]")
    salif_screen.fill("#pl-retime-at", "")
    salif_screen.click("#pl-retime button.btn-ink")
    expect(salif_screen.locator("#pl-retime [data-error]")).to_have_text("Indiquez la nouvelle heure.")
    salif_screen.fill("#pl-retime-at", "20:50")
    salif_screen.click("#pl-retime button.btn-ink")
    expect(row(rasmata_screen, "Le fil d’or", "20h50").locator(".time")).to_have_text("20:50:30")

    salif_screen.locator(".pl-break", has_text="20h10").locator("[data-open-break]").click()
    salif_screen.click("#pl-break-sheet [data-do=cancel-break]")
    expect(salif_screen.locator("#pl-reason [data-effect]")).to_contain_text("2 passages planifiés seront retirés")
    salif_screen.click("#pl-reason [data-send]")
    expect(rasmata_screen.locator(".pl-break", has_text="20h10")).to_have_count(0)


def test_hamidou_reads_and_has_no_button(screen):
    page = live(screen("hamidou", PLANNING))

    expect(page.locator("[data-confirm], [data-problem], [data-place]")).to_have_count(0)
    row(page, FIRST).locator("button").click()
    expect(page.locator("#pl-airing [data-facts]")).to_contain_text("Banque du Faso")
    expect(page.locator("#pl-airing [data-do]")).to_have_count(0)
