"""Who else is on the day: Salif at work, Rasmata beside him, Hamidou looking on."""

from tests.journeys.test_accessibility import AXE, complaints
from tests.journeys.test_planning import PLANNING, expect, live, row

TITLE, BREAK = "Savon de la fête", "20h10"


def test_rasmata_sees_where_salif_is_and_what_he_handles(screen):
    rasmata, salif = live(screen("rasmata", PLANNING)), live(screen("salif", PLANNING))
    expect(rasmata.locator("[data-people-doing]")).to_contain_text("Salif K. suit 19h45")

    row(salif, TITLE, BREAK).locator("button").click()
    expect(row(rasmata, TITLE, BREAK)).to_contain_text("Salif traite ce passage")
    expect(rasmata.locator(".pl-break", has_text=BREAK).locator("[data-here]")).to_contain_text("Salif ici")
    expect(row(salif, TITLE, BREAK).locator("[data-handled]")).to_be_hidden()

    row(rasmata, TITLE, BREAK).locator("button").click()
    expect(rasmata.locator("#pl-airing [data-also]")).to_have_text("Salif Kaboré a aussi ce passage ouvert.")
    expect(rasmata.locator("#live")).to_contain_text("Salif Kaboré a aussi ce passage ouvert.")
    expect(salif.locator("#pl-airing [data-also]")).to_have_text("Rasmata Ilboudo a aussi ce passage ouvert.")

    salif.click("#pl-airing [data-do=problem]")
    expect(salif.locator("#pl-reason [data-also]")).to_be_visible()
    salif.keyboard.press("Escape")
    expect(rasmata.locator("#pl-airing [data-also]")).to_be_hidden()
    rasmata.keyboard.press("Escape")
    expect(row(rasmata, TITLE, BREAK).locator("[data-handled]")).to_be_hidden()

    salif.close()
    expect(rasmata.locator("[data-people-doing]")).to_have_text("personne d’autre")


def test_hamidou_reads_and_marks_nothing_and_a_cut_line_knows_nobody(screen):
    rasmata, hamidou = live(screen("rasmata", PLANNING)), live(screen("hamidou", PLANNING))
    expect(rasmata.locator("[data-people-doing]")).to_have_text("Hamidou S. en lecture")
    row(hamidou, TITLE, BREAK).locator("button").click()
    rasmata.click("[data-people] summary")
    expect(rasmata.locator("[data-people-list]")).to_contain_text("Rasmata Ilboudo (vous)")
    expect(rasmata.locator("[data-here]:visible, [data-handled]:visible")).to_have_count(0)
    rasmata.evaluate(AXE.read_text())
    assert complaints(rasmata) == []

    rasmata.context.set_offline(True)
    rasmata.evaluate("dispatchEvent(new Event('offline'))")
    expect(rasmata.locator("[data-people-doing]")).to_have_text("présence inconnue")

    rasmata.context.set_offline(False)
    rasmata.evaluate("dispatchEvent(new Event('online'))")
    expect(rasmata.locator("[data-people-doing]")).to_have_text("Hamidou S. en lecture")
