"""The whole evening: an order, its spot, its approval, its place, its airing, its report; several screens open at once."""

import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from tests.journeys.conftest import HERE
from tests.media import film

TITLE = "Karité doux de Bobo"
ORDERED = 3


@pytest.fixture
def station_now() -> str:
    """Four minutes to eight: the 20:10 break is still open to bookings, and its confirmations too."""
    return "2026-11-21T19:56:00Z"


@pytest.fixture
def worker(station):
    """The process that measures what was delivered."""
    command = [sys.executable, "manage.py", "run_worker", "--interval", "0.3"]
    with (station.data_dir / "worker.log").open("wb") as log:
        process = subprocess.Popen(command, cwd=HERE, env=station.environment, stdout=log, stderr=log)
    yield process
    process.terminate()
    process.wait()


@pytest.fixture
def newcomer(station, browser):
    context = browser.new_context(locale="fr-FR")
    page = context.new_page()
    page.set_default_timeout(15_000)
    page.goto(f"{station.url}/register/")
    yield page
    context.close()


def expect(locator: Any) -> Any:
    from playwright.sync_api import expect as waits

    return waits(locator)


def press(page: Any, name: str) -> None:
    page.get_by_role("button", name=re.compile(name)).first.click()


def id_in(url: str) -> str:
    return re.search(r"[0-9a-f-]{36}", url).group()


def register(page: Any) -> None:
    answers = {
        "username": "rokia", "full_name": "Rokia Sanogo", "email": "rokia@karite.example", "phone": "70 12 34 56",
        "organisation": "Karité de Bobo", "password1": "beurre-de-karite-9", "password2": "beurre-de-karite-9",
    }  # fmt: skip
    for name, value in answers.items():
        page.fill(f"[name={name}]", value)
    press(page, "Créer mon compte")
    page.wait_for_url(lambda url: "/register/" not in url)


def order(page: Any, url: str) -> str:
    """Order three airings in prime; the campaign's id."""
    page.goto(f"{url}/campaigns/create/")
    page.fill("[name=title]", TITLE)
    page.select_option("[name=product_category]", "divers")
    _choose(page, "objective", "promotion")
    page.fill("[name=starts_on]", "2026-11-21")
    page.fill("[name=ends_on]", "2026-12-05")
    _choose(page, "daypart", "prime")
    _choose(page, "seconds", "30")
    page.fill("[name=airings]", str(ORDERED))
    press(page, "brouillon|Créer|Enregistrer")
    page.wait_for_url(re.compile(r"/campaigns/[0-9a-f-]{36}/"))
    return id_in(page.url)


def _choose(page: Any, name: str, value: str) -> None:
    """A choice is drawn as a list, as joined boxes or as a field; a person sees one of them."""
    field = page.locator(f"[name={name}]").first
    if field.evaluate("it => it.tagName") == "SELECT":
        field.select_option(value)
    elif field.get_attribute("type") == "radio":
        page.locator(f"[name={name}][value='{value}']").check(force=True)
    else:
        field.fill(value)


def deliver(page: Any, url: str, campaign: str, media: Path) -> str:
    page.goto(f"{url}/campaigns/{campaign}/upload/")
    page.fill("[name=title]", TITLE)
    page.set_input_files("input[type=file]", media)
    press(page, "Envoyer|Déposer")
    page.wait_for_url(re.compile(r"/spots/[0-9a-f-]{36}/"), timeout=30_000)
    return id_in(page.url)


def excel_totals(page: Any, tmp_path: Path) -> tuple[Any, ...]:
    with page.expect_download() as download:
        page.get_by_role("link", name="Excel").click()
    path = tmp_path / "report.xlsx"
    download.value.save_as(path)
    *_, last = load_workbook(path)["Par annonceur"].iter_rows(values_only=True)
    return last


def test_an_evening_at_the_station(station, screen, newcomer, worker, tmp_path):
    media = tmp_path / "karite.mp4"
    media.write_bytes(film(30))
    register(newcomer)

    # Paul's console stays open: its counts change by themselves.
    console = screen("paul", "/console/dashboard/")
    campaigns, spots = (console.locator(f"[data-pending={name}]").first for name in ("campaigns", "spots"))
    aminata = screen("aminata", "/console/organisations/")
    before = [int(count.get_attribute("data-count")) for count in (campaigns, spots)]

    campaign = order(newcomer, station.url)
    expect(newcomer.locator("main")).to_contain_text("310\u202f635")
    press(newcomer, "Soumettre")
    expect(campaigns).to_have_attribute("data-count", str(before[0] + 1))
    spot = deliver(newcomer, station.url, campaign, media)
    expect(spots).to_have_attribute("data-count", str(before[1] + 1))

    # Aminata checks the organisation, then approves the order and its spot.
    aminata.get_by_role("link", name="Karité de Bobo").first.click()
    aminata.fill("[name=ifu]", "00012345A")
    press(aminata, "Enregistrer")
    press(aminata, "Marquer comme vérifiée")
    aminata.goto(f"{station.url}/console/campaigns/{campaign}/")
    press(aminata, "Approuver")
    expect(campaigns).to_have_attribute("data-count", str(before[0]))
    aminata.goto(f"{station.url}/console/spots/{spot}/")
    press(aminata, "Approuver")
    expect(spots).to_have_attribute("data-count", str(before[1]))

    # Salif places it in the 20:10 break; Rasmata's planning, already open, shows it.
    rasmata = screen("rasmata", "/diffusion/planning/")
    expect(rasmata.locator("[data-connection-word]")).to_have_text("en direct")
    salif = screen("salif", f"/diffusion/spots/{spot}/")
    salif.fill("[name=starts_on]", "2026-11-21")
    salif.fill("[name=ends_on]", "2026-11-21")
    salif.select_option("[name=code]", "2010")
    press(salif, "^Placer$")
    expect(salif.locator("main")).to_contain_text("20:10")
    row = rasmata.locator(".pl-row", has=rasmata.locator(".title b", has_text=TITLE))
    expect(row.locator(".status span")).to_have_text("planifié")

    # Rasmata confirms it; Salif's planning shows it at once.
    salif.goto(f"{station.url}/diffusion/planning/")
    seen = salif.locator(".pl-row", has=salif.locator(".title b", has_text=TITLE))
    expect(salif.locator("[data-connection-word]")).to_have_text("en direct")
    expect(seen.locator(".status span")).to_have_text("planifié")
    row.locator("button").click()
    rasmata.click("#pl-airing [data-do=confirm]")
    expect(row.locator(".status span")).to_have_text("diffusé")
    expect(seen.locator(".status span")).to_have_text("diffusé")

    # Rokia reads that it aired.
    newcomer.goto(f"{station.url}/broadcasts/")
    expect(newcomer.locator("main")).to_contain_text(TITLE)
    expect(newcomer.locator("main")).to_contain_text("diffusé")

    # Hamidou exports the month: screen and Excel agree, and hold the airing.
    hamidou = screen("hamidou", "/reports/overview/")
    footer = [cell.replace("\u202f", "") for cell in hamidou.locator("#tableau tfoot td").all_inner_texts()]
    totals = excel_totals(hamidou, tmp_path)
    assert [int(footer[0]), int(footer[1]), int(footer[5]), int(footer[6])] == [
        totals[2],
        totals[3],
        totals[10],
        totals[11],
    ]
    expect(hamidou.locator("#tableau")).to_contain_text("Karité de Bobo")
