"""Salif's queue in hard places: a disk that is full, a server that fails, sixty gestures in two tabs."""

import signal
import sqlite3
import subprocess
import sys
from typing import Any

import pytest

from tests.journeys.conftest import HERE
from tests.journeys.test_planning import FIRST, PLANNING, SECOND, expect, live, row
from tests.journeys.test_planning_offline import (
    FOURTH,
    KEPT,
    THIRD,
    back,
    confirm,
    cut,
    decision,
    journal,
    of_database,
    report_missed,
)  # fmt: skip

NO_LOCKS = """Object.defineProperty(Navigator.prototype, "locks", { get: () => undefined });"""
NO_DISK = (
    NO_LOCKS
    + """
  IDBFactory.prototype.open = () => { throw new DOMException("refused", "InvalidStateError"); };"""
)
FULL_DISK = """
  const [add, put] = [IDBObjectStore.prototype.add, IDBObjectStore.prototype.put];
  const unlessFull = (write) => function (...facts) {
    if (window.isFull) throw new DOMException("full", "QuotaExceededError");
    return write.apply(this, facts);
  };
  IDBObjectStore.prototype.add = unlessFull(add);
  IDBObjectStore.prototype.put = unlessFull(put);"""
SIXTY_ACTS = """async ([day, name]) => {
  const { items } = await (await fetch(`/api/v1/planning/snapshot?day=${day}`)).json();
  const planned = items.filter(({ status }) => status === "planned");
  const who = document.querySelector("[data-planning]").dataset.myId;
  const database = await new Promise((done) => {
    indexedDB.open("spot-planning").onsuccess = ({ target }) => done(target.result);
  });
  const shelf = database.transaction("acts", "readwrite").objectStore("acts");
  planned.forEach((item, rank) => shelf.add({
    who, name, day, airing: item.id, title: item.title, client: item.client, startsAt: Date.parse(item.starts_at),
    madeAt: Date.parse(item.starts_at), verb: "confirm", facts: { aired_at: item.starts_at }, version: item.version,
    key: `of-the-evening-${rank}`, tries: 0, state: "waiting",
  }));
  database.close();
  return planned.length;
}"""


@pytest.fixture
def salif_screen(screen):
    return live(screen("salif", PLANNING))


def test_a_full_disk_or_a_browser_that_keeps_nothing_loses_no_gesture_while_the_tab_is_open(station, screen):
    salif, rasmata = (screen(name, "/login/") for name in ("salif", "rasmata"))
    for page, refuses in ((salif, FULL_DISK), (rasmata, NO_DISK)):
        page.add_init_script(refuses)
        page.goto(station.url + PLANNING)
        live(page)
    expect(salif.locator("[data-unkept]")).to_be_hidden()
    expect(rasmata.locator("[data-unkept]")).to_be_visible()
    cut(station, salif, rasmata)
    salif.click("[data-confirm]")
    salif.evaluate("window.isFull = true")
    report_missed(salif, THIRD)
    confirm(rasmata, SECOND)
    confirm(rasmata, FOURTH)

    expect(salif.locator("[data-unkept]")).to_contain_text("ne fermez pas cet onglet")
    expect(salif.locator("[data-queue] [data-number]")).to_have_text("2")
    rasmata.click("[data-undo-last]")
    expect(rasmata.locator("[data-queue] [data-number]")).to_have_text("1")
    back(station, salif, rasmata)
    for page in (salif, rasmata):
        expect(page.locator("[data-queue]")).to_be_hidden()
    assert [journal(station, title) for title in (FIRST, SECOND, THIRD, FOURTH)] == [
        ["confirm"],
        ["confirm"],
        ["miss"],
        [],
    ]


def test_a_server_that_fails_is_asked_again_and_what_it_refuses_for_good_goes_to_salif(station, salif_screen):
    failures = iter(range(2))

    def fail_twice(route: Any) -> None:
        if next(failures, None) is None:
            route.continue_()
        else:
            route.fulfill(
                status=503, body="<h1>Indisponible</h1>", headers={"Retry-After": "1", "Content-Type": "text/html"}
            )

    salif_screen.route("**/confirm", fail_twice)
    salif_screen.click("[data-confirm]")
    expect(row(salif_screen, FIRST).locator(".follow")).to_have_text("en file")
    expect(salif_screen.locator("[data-queue]")).to_be_hidden()
    assert journal(station, FIRST) == ["confirm"]

    salif_screen.context.set_offline(True)
    expect(salif_screen.locator("[data-connection-word]")).to_have_text("hors ligne")
    confirm(salif_screen, SECOND)
    confirm(salif_screen, FOURTH)
    with sqlite3.connect(station.data_dir / "spot.sqlite3") as database:
        gone = "select a.id from spot_airing a join spot_spot s on s.id = a.spot_id join spot_adbreak b on b.id = a.ad_break_id"
        database.execute(
            f"delete from spot_airing where id in ({gone} where s.title = ? and b.code = '1945')", [FOURTH]
        )
        database.execute("update spot_broadcastday set closed_at = '2026-11-21 19:46:00' where day = '2026-11-21'")
    salif_screen.context.set_offline(False)

    expect(salif_screen.locator("[data-decide] [data-number]")).to_have_text("2")
    decision(salif_screen, SECOND).click()
    expect(salif_screen.locator("#pl-decide [data-refusal]")).to_contain_text("clôturée")
    expect(salif_screen.locator("#pl-decide [data-advice]")).to_contain_text("demandez à un administrateur")
    salif_screen.click("#pl-decide [data-leave]")
    decision(salif_screen, FOURTH).click()
    expect(salif_screen.locator("#pl-decide [data-refusal]")).to_have_text(
        "Ce passage n’existe plus, ou ne vous est plus ouvert."
    )
    salif_screen.click("#pl-decide [data-leave]")
    expect(salif_screen.locator("[data-waiting]")).to_be_hidden()


def test_sixty_gestures_leave_once_each_from_two_tabs_of_which_one_knows_no_locks(station, screen):
    station.stop()
    command = [sys.executable, "-m", "tests.journeys.sixty"]
    subprocess.run(command, cwd=HERE, env=station.environment, check=True)
    station.start()
    salif = live(screen("salif", PLANNING))
    other = salif.context.new_page()
    other.add_init_script(NO_LOCKS)
    other.goto(station.url + PLANNING)
    assert live(other).evaluate(SIXTY_ACTS, ["2026-11-21", "Salif Kaboré"]) == 60
    cut(station, salif, other)

    station.environment["SPOT_NOW"] = "2026-11-21T20:45:02Z"
    back(station, salif, other)

    for page in (salif, other):
        expect(page.locator("[data-queue]")).to_be_hidden(timeout=60_000)
        expect(page.locator("[data-count=aired]")).to_have_text("67")
    assert salif.evaluate(KEPT) == []
    times = of_database(station, "select count(*) from spot_entry where verb = 'airings.confirm' group by thing_id")
    assert times == [(1,)] * 60


def test_a_server_that_falls_silent_is_not_called_live_once_a_gesture_had_no_answer(station, salif_screen):
    with salif_screen.expect_websocket(lambda socket: "/planning/" in socket.url) as opened:
        salif_screen.reload()
    live(salif_screen)
    station.process.send_signal(signal.SIGSTOP)
    with opened.value.expect_event("framesent", lambda frame: '"resume"' in frame):
        salif_screen.click("[data-confirm]")

    expect(salif_screen.locator("[data-connection-word]")).not_to_have_text("en direct")
    station.process.send_signal(signal.SIGCONT)
    expect(salif_screen.locator("[data-queue]")).to_be_hidden()
    expect(salif_screen.locator("[data-connection-word]")).to_have_text("en direct")
    assert journal(station, FIRST) == ["confirm"]
