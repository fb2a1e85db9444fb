"""The line is cut in the middle of the evening: what Salif does is kept, sent when it returns, and decided where it must be."""

import re
import sqlite3
from datetime import datetime
from typing import Any

import pytest

from tests.journeys.test_accessibility import AXE, complaints
from tests.journeys.test_planning import FIRST, PLANNING, SECOND, expect, live, row, status

KEPT = """() => new Promise((done, fail) => {
  const asked = indexedDB.open("spot-planning");
  asked.onerror = () => fail(asked.error);
  asked.onsuccess = () => {
    const all = asked.result.transaction("acts").objectStore("acts").getAll();
    all.onsuccess = () => { asked.result.close(); done(all.result); };
  };
})"""
THIRD = "Le fil d’or du Faso"  # 19:46:30
FOURTH = "Le soleil éclaire"  # 19:47:00
SIGNED_IN_AGAIN = "Reconnectez-vous : 2 gestes attendent."


@pytest.fixture
def salif_screen(screen):
    return live(screen("salif", PLANNING))


def journal(station: Any, title: str, code: str = "1945") -> list[str]:
    """What the journal tells of an airing today, in order."""
    rows = of_database(
        station,
        """select e.verb from spot_entry e join spot_airing a on replace(a.id, '-', '') = replace(e.thing_id, '-', '')
           join spot_adbreak b on b.id = a.ad_break_id join spot_spot s on s.id = a.spot_id
           where s.title = ? and b.code = ? and a.day = '2026-11-21' and e.verb like 'airings.%' order by e.id""",
        title,
        code,
    )
    return [verb.removeprefix("airings.") for (verb,) in rows]


def of_database(station: Any, question: str, *facts: Any) -> list[tuple[Any, ...]]:
    with sqlite3.connect(station.data_dir / "spot.sqlite3") as database:
        return database.execute(question, facts).fetchall()


def cut(station: Any, *pages: Any) -> None:
    """The server dies, and the screens have noticed."""
    station.stop()
    for page in pages:
        expect(page.locator("[data-connection-word]")).to_have_text("hors ligne")


def back(station: Any, *pages: Any) -> None:
    station.start()
    for page in pages:
        expect(page.locator("[data-connection-word]")).to_have_text("en direct")


def confirm(page: Any, title: str, code: str = "19h45") -> None:
    """Confirm an airing by its sheet."""
    row(page, title, code).locator("button").click()
    page.click("#pl-airing [data-do=confirm]")
    expect(page.locator("#pl-airing")).to_be_hidden()


def report_missed(page: Any, title: str) -> None:
    row(page, title).locator("button").click()
    page.click("#pl-airing [data-do=problem]")
    page.select_option("#pl-reason-why", "technical")
    page.fill("#pl-reason-note", "Coupure du lecteur")
    page.click("#pl-reason [data-send]")
    expect(status(page, title)).to_have_text("manqué")


def decision(page: Any, title: str) -> Any:
    """The button of a gesture to decide."""
    return page.locator("[data-decide] li", has_text=title).locator("button")


def wrong_for_axe(page: Any) -> list[str]:
    """What axe says against the screen as it is now, in both themes."""
    page.evaluate(AXE.read_text())
    said = []
    for theme in ("light", "dark"):
        page.evaluate("theme => { document.documentElement.dataset.theme = theme }", theme)
        page.wait_for_timeout(300)
        said += complaints(page)
    return said


def by(station: Any, title: str) -> list[str]:
    """Who acted on an airing of 19:45, in order."""
    rows = of_database(
        station,
        """select u.full_name from spot_entry e join spot_user u on u.id = e.actor_id
           join spot_airing a on replace(a.id, '-', '') = replace(e.thing_id, '-', '')
           join spot_adbreak b on b.id = a.ad_break_id join spot_spot s on s.id = a.spot_id
           where s.title = ? and b.code = '1945' and a.day = '2026-11-21' and e.verb like 'airings.%' order by e.id""",
        title,
    )
    return [name for (name,) in rows]


def instant(text: str) -> datetime:
    return datetime.fromisoformat(text)


def test_what_salif_confirms_offline_survives_a_reload_and_leaves_in_order_once(station, screen, salif_screen):
    page = salif_screen
    page.context.set_offline(True)
    expect(page.locator("[data-connection-word]")).to_have_text("hors ligne")
    expect(page.locator("[data-cut]")).to_contain_text("vos confirmations sont gardées sur ce poste")
    page.click("[data-confirm]")
    confirm(page, SECOND)

    expect(status(page, FIRST)).to_have_text("diffusé")
    expect(row(page, SECOND).locator(".follow")).to_have_text("en file")
    expect(page.locator("[data-queue] [data-number]")).to_have_text("2")
    expect(page.locator("[data-queued=aired]")).to_have_text("dont 2 en file")
    assert journal(station, FIRST) == []
    assert wrong_for_axe(page) == []

    page.close()
    again = page.context.new_page()
    page.context.set_offline(False)
    again.goto(station.url + PLANNING)
    for title in (FIRST, SECOND):
        expect(status(live(again), title)).to_have_text("diffusé")
        expect(row(again, title)).not_to_contain_text("en file")
    expect(again.locator("[data-queue]")).to_be_hidden()
    assert journal(station, FIRST) == ["confirm"]
    assert journal(station, SECOND) == ["confirm"]


def test_an_undo_of_what_has_not_left_takes_it_back_in_every_tab(station, salif_screen):
    other_tab = salif_screen.context.new_page()
    other_tab.goto(station.url + PLANNING)
    live(other_tab)
    salif_screen.context.set_offline(True)
    expect(salif_screen.locator("[data-connection-word]")).to_have_text("hors ligne")
    salif_screen.click("[data-confirm]")
    expect(status(salif_screen, FIRST)).to_have_text("diffusé")
    confirm(salif_screen, SECOND)
    expect(row(other_tab, SECOND).locator(".follow")).to_have_text("en file")

    salif_screen.click("[data-undo-last]")
    expect(row(other_tab, SECOND).locator(".follow")).not_to_have_text("en file")
    salif_screen.click("[data-undo-last]")

    expect(salif_screen.locator("[data-queue]")).to_be_hidden()
    expect(status(salif_screen, FIRST)).not_to_have_text("diffusé")
    assert salif_screen.evaluate(KEPT) == []
    salif_screen.context.set_offline(False)
    expect(salif_screen.locator("[data-connection-word]")).to_have_text("en direct")
    assert journal(station, FIRST) == []


def test_an_answer_lost_after_the_commit_confirms_once_and_is_then_undone(station, salif_screen):
    def lose_the_answer(route: Any) -> None:
        assert route.fetch().ok
        station.stop()
        route.abort()

    salif_screen.route("**/confirm", lose_the_answer)
    salif_screen.click("[data-confirm]")
    expect(row(salif_screen, FIRST).locator(".follow")).to_have_text("en file")
    expect(salif_screen.locator("[data-connection-word]")).not_to_have_text("en direct")
    assert journal(station, FIRST) == ["confirm"]
    salif_screen.unroute("**/confirm")
    salif_screen.click("[data-undo-last]")
    expect(salif_screen.locator("[data-queue] [data-number]")).to_have_text("2")

    back(station, salif_screen)

    expect(salif_screen.locator("[data-queue]")).to_be_hidden()
    assert journal(station, FIRST) == ["confirm", "undo"]


def test_a_conflict_is_put_to_salif_with_both_versions_and_nothing_is_overwritten(station, screen, salif_screen):
    rasmata = live(screen("rasmata", PLANNING))
    salif_screen.context.set_offline(True)
    expect(salif_screen.locator("[data-connection-word]")).to_have_text("hors ligne")
    confirm(salif_screen, FIRST)
    confirm(salif_screen, SECOND)
    report_missed(rasmata, FIRST)
    confirm(rasmata, SECOND)
    rasmata.click("[data-undo-last]")
    expect(status(rasmata, SECOND)).not_to_have_text("diffusé")

    salif_screen.context.set_offline(False)

    expect(salif_screen.locator("[data-decide] [data-number]")).to_have_text("2")
    expect(salif_screen.locator("#live")).to_contain_text("À décider")
    decision(salif_screen, FIRST).click()
    shown = salif_screen.locator("#pl-decide")
    expect(shown.locator("[data-my-verb]")).to_have_text("Confirmer la diffusion")
    expect(shown.locator("[data-their-state]")).to_have_text("Maintenant manqué")
    expect(shown.locator("[data-their-who]")).to_have_text(
        re.compile(r"Rasmata Ilboudo a déclaré manqué à 19:4\d:\d\d")
    )
    expect(shown.locator("[data-their-why]")).to_have_text("incident technique : Coupure du lecteur")
    expect(shown.locator("[data-apply]")).to_be_hidden()
    assert wrong_for_axe(salif_screen) == []
    shown.locator("[data-leave]").click()
    expect(shown).to_be_hidden()
    salif_screen.locator("body").press("d")
    shown.locator("[data-apply]").click()
    expect(salif_screen.locator("[data-decide]")).to_be_hidden()
    expect(status(rasmata, SECOND)).to_have_text("diffusé")
    assert journal(station, FIRST) == ["miss"]
    assert journal(station, SECOND) == ["confirm", "undo", "confirm"]


def test_an_undo_replayed_too_late_goes_to_a_person_and_an_administrator_may_correct(station, screen, salif_screen):
    aminata = live(screen("aminata", PLANNING))
    salif_screen.click("[data-confirm]")
    expect(status(salif_screen, FIRST)).to_have_text("diffusé")
    confirm(aminata, SECOND)
    expect(status(aminata, SECOND)).to_have_text("diffusé")
    cut(station, salif_screen, aminata)
    salif_screen.click("[data-undo-last]")
    aminata.click("[data-undo-last]")
    station.environment["SPOT_UNDO_SECONDS"] = "1"

    back(station, salif_screen, aminata)
    decision(aminata, SECOND).click()
    expect(aminata.locator("#pl-decide [data-advice]")).to_contain_text("corrigez le passage")
    aminata.click("#pl-decide [data-correct]")
    aminata.click("#pl-reason [data-send]")
    expect(aminata.locator("[data-decide]")).to_be_hidden()
    assert journal(station, SECOND) == ["confirm", "correct"]

    expect(salif_screen.locator("[data-decide] [data-number]")).to_have_text("1")
    live(salif_screen).reload()
    decision(salif_screen, FIRST).click()

    shown = salif_screen.locator("#pl-decide")
    expect(shown.locator("[data-my-verb]")).to_have_text("Annuler le geste précédent")
    expect(shown.locator("[data-my-when]")).to_have_text(re.compile(r"Geste fait à 19:4\d:\d\d"))
    expect(shown.locator("[data-advice]")).to_contain_text("demandez à un administrateur de corriger")
    expect(shown.locator("[data-apply]")).to_be_hidden()
    shown.locator("[data-leave]").click()
    expect(salif_screen.locator("[data-decide]")).to_be_hidden()
    assert journal(station, FIRST) == ["confirm"]


def test_signed_out_the_queue_waits_and_another_person_neither_sees_nor_sends_it(station, sign_in, salif_screen):
    page = salif_screen
    other = page.context.new_page()
    other.goto(f"{station.url}/profile/")
    other.evaluate("document.querySelector('form[action=\"/logout/\"]').submit()")
    expect(page.locator("[data-connection-word]")).to_have_text("déconnecté")
    page.click("[data-confirm]")
    confirm(page, SECOND)
    expect(page.locator("[data-signed-out]")).to_contain_text(SIGNED_IN_AGAIN)
    expect(page.locator("[data-queue] [data-number]")).to_have_text("2")

    sign_in(other, "rasmata")
    other.goto(station.url + PLANNING)
    expect(live(other).locator("[data-others]")).to_contain_text("2 gestes de Salif Kaboré attendent sur ce poste")
    expect(other.locator("[data-queue]")).to_be_hidden()
    page.bring_to_front()
    page.evaluate("window.dispatchEvent(new Event('focus'))")
    page.wait_for_timeout(500)
    assert journal(station, FIRST) == []

    page.context.clear_cookies()
    page.click("[data-sign-in]")
    page.fill("[name=username]", "salif")
    page.fill("[name=password]", "demo1234")
    page.click("main button[type=submit], main form button.btn-primary")
    expect(status(live(page), SECOND)).to_have_text("diffusé")
    expect(page.locator("[data-queue]")).to_be_hidden()
    assert by(station, FIRST) == ["Salif Kaboré"]


def test_a_computer_that_slept_with_a_wrong_clock_confirms_at_the_servers_hour(station, screen):
    salif_screen = screen("salif", "/login/")
    salif_screen.add_init_script("""
      const [date, ran] = [Date.now, performance.now.bind(performance)];
      window.slept = 0;  // milliseconds for which the page's clock stood still
      performance.now = () => ran() + 3_600_000 - window.slept;
      Date.now = () => date() + 7 * 3_600_000;""")
    salif_screen.goto(station.url + PLANNING)
    live(salif_screen).evaluate("window.slept = 600_000")

    salif_screen.click("[data-confirm]")

    expect(status(salif_screen, FIRST)).to_have_text("diffusé")
    [(aired_at, acted_at)] = of_database(
        station,
        """select aired_at, acted_at from spot_airing where status = 'aired' and acted_at is not null
           order by acted_at desc limit 1""",
    )
    assert abs(instant(aired_at) - instant(acted_at)).total_seconds() < 3
