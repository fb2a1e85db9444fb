"""The traffic work of a real evening, on the live screen and by keyboard: Salif at work, Rasmata's screen follows."""

import subprocess
import sys
from typing import Any

import pytest

from tests.journeys.test_planning import expect, live, row

PLANNING = "/diffusion/planning/"
SECOND_FILM = """
import django; django.setup()
from spot.campaigns.models import Campaign
from tests import cast
order = Campaign.objects.get(title="Le fil d’or du Faso")
cast.spot(order, "Le fil d’or, deuxième film", by=order.created_by)
"""


@pytest.fixture
def salif_screen(screen):
    return live(screen("salif", PLANNING))


def breaks_shown(page: Any) -> list[str]:
    return page.locator(".pl-break-name b").all_inner_texts()


def test_the_match_overruns_and_the_rest_of_the_evening_moves_on_every_screen(salif_screen, screen):
    rasmata_screen = live(screen("rasmata", PLANNING))

    salif_screen.keyboard.press("r")
    dialog = salif_screen.locator("#pl-shift")
    expect(dialog.locator("[data-title]")).to_have_text("Décaler à partir de l’écran 20h10 Après JT")
    dialog.locator("[name=minutes]").fill("-30")
    expect(dialog.locator("[data-error]")).to_have_text("L’écran 2010 Après JT commencerait à 19:40, déjà passé.")
    expect(dialog.locator("[data-send]")).to_be_disabled()
    dialog.locator("[name=minutes]").fill("40")
    expect(dialog.locator("[data-moved] li").nth(1)).to_contain_text("21:25")
    expect(dialog.locator("[data-warnings] li").first).to_contain_text("vendu en prime, passerait en soirée")
    expect(rasmata_screen.locator(".pl-break-name", has_text="20h10")).to_be_visible()
    salif_screen.keyboard.press("Enter")

    expect(dialog).not_to_be_visible()
    for page in (salif_screen, rasmata_screen):
        expect(page.locator(".pl-break-name", has_text="20h50")).to_contain_text("Après JT")
        assert breaks_shown(page)[-3:] == ["21h25", "22h50", "01h10"]
    expect(rasmata_screen.locator("#toasts")).to_contain_text("4 écrans du 21/11/2026 décalés de +40 min")


def test_a_note_goes_from_one_shift_to_the_next_without_leaving_the_screen(salif_screen, screen):
    rasmata_screen = live(screen("rasmata", PLANNING))
    chip = rasmata_screen.locator(".chip", has_text="Passation 1")
    expect(chip).not_to_be_visible()

    salif_screen.keyboard.press("h")
    part = salif_screen.locator("#pl-part")
    part.locator("textarea").fill("Le match déborde : tout décaler de 20 min.")
    part.locator("text=Laisser la note").click()
    expect(part.locator(".note")).to_contain_text("attend la relève")
    salif_screen.keyboard.press("Escape")
    salif_screen.keyboard.press("v")
    expect(part).to_contain_text("Ce qui manque dimanche 22 novembre")
    expect(part).to_contain_text("Écrans vides : 12:55, 16:25")
    assert PLANNING in salif_screen.url

    salif_screen.keyboard.press("Escape")
    salif_screen.keyboard.press("Enter")
    expect(chip).to_be_visible()  # the day changed: what waits was counted again
    chip.click()
    rasmata_screen.locator("#pl-part .note", has_text="Le match déborde").locator("button").click()

    expect(rasmata_screen.locator("#pl-part .note")).to_contain_text("prise par Rasmata Ilboudo")
    rasmata_screen.keyboard.press("Escape")
    expect(rasmata_screen.locator("#pl-part")).not_to_be_visible()
    expect(rasmata_screen.locator(".chip", has_text="Passation")).not_to_be_visible()


def test_a_spot_is_changed_on_all_its_airings_to_come(station, screen):
    environment = {**station.environment, "DJANGO_SETTINGS_MODULE": "spot_bf1.settings"}
    subprocess.run([sys.executable, "-c", SECOND_FILM], env=environment, check=True)
    page = live(screen("salif", PLANNING))

    row(page, "Le fil d’or du Faso", "20h45").locator("button").click()
    page.click("#pl-airing [data-do=swap]")
    part = page.locator("#pl-part")
    part.locator("select").select_option(index=1)
    part.locator("text=Voir l’effet").click()
    expect(part).to_contain_text("1 passage prendrait « Le fil d’or, deuxième film »")
    part.locator("text=Changer 1 passage").click()

    expect(part).not_to_be_visible()
    expect(row(page, "Le fil d’or, deuxième film", "20h45").locator(".status span")).to_have_text("planifié")
    expect(row(page, "Le fil d’or du Faso", "19h45").locator(".status span")).to_have_text("planifié")
