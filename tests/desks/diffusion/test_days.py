"""The sheet of a day: running order, what is missing, what a shift leaves to the next, and the conducteur on paper."""

from datetime import date, time, timedelta

import pytest
from django.core.cache import caches
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from spot.airings.models import HandOver
from spot.airings.services import hand_over
from spot.breaks.models import AdBreak
from spot.clearance.models import ProductCategory, Rule
from spot.creatives.models import Spot
from spot.planning.missing import missing
from tests import cast
from tests.papers import words

TODAY = "/diffusion/days/2026-11-21/"


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def salif_browser(salif):
    return signed_in(salif)


@pytest.fixture
def film_there(settings, tmp_path):
    """The file of the cast's films is where it should be."""
    settings.MEDIA_ROOT = tmp_path
    (tmp_path / "spots").mkdir()
    (tmp_path / "spots" / "none.mp4").write_bytes(b"film")


def lacks(day: date = cast.TODAY) -> list[tuple[str, str]]:
    return [(each.airing.spot.title, each.code) for each in missing(day).cannot_air]


def test_the_sheet_says_each_airing_at_its_expected_second(salif_browser, planned_airing, soap_spot):
    cast.airing(soap_spot, planned_airing.ad_break, rank=2)

    page = salif_browser.get(TODAY).content.decode()

    assert page.index("20:10:00") < page.index("Le fil d’or du Faso") < page.index("20:10:30") < page.index("Savon")
    assert f"#ecran-{planned_airing.ad_break_id}" in page


def test_the_sheet_asks_the_same_questions_of_a_full_day(salif_browser, before_news, categories):
    def questions() -> int:
        with CaptureQueriesContext(connection) as seen:
            salif_browser.get(TODAY)
        return len(seen)

    def one_more(number: int) -> None:
        owner = cast.person(f"a{number}", f"A {number}", "advertiser", cast.organisation(f"M{number}", f"M{number:03}"))
        order = cast.campaign(owner, f"Campagne {number}", category="divers")
        order.lines.update(ends_on=cast.TODAY)
        cast.airing(cast.spot(order, f"Spot {number}", by=owner, seconds=10), before_news, rank=number)
        hand_over(cast.TODAY, text="Une note", by=cast.person(f"s{number}", "S", "broadcaster"))

    one_more(1)
    alone = questions()
    for number in range(2, 7):
        one_more(number)

    assert questions() == alone <= 20


def test_a_day_that_was_never_made_is_a_page_that_does_not_exist(salif_browser, before_news):
    for day in ("2026-12-25", "2026-02-30", "demain"):
        assert salif_browser.get(f"/diffusion/days/{day}/").status_code == 404
        assert salif_browser.get(f"/diffusion/days/{day}/pdf/").status_code == 404


def test_salif_leaves_a_note_by_the_page_and_rasmata_takes_it(salif, rasmata, before_news):
    left = signed_in(salif).post(f"{TODAY}handovers/", {"text": "Le match déborde."})
    assert (left.status_code, left["Location"]) == (303, f"{TODAY}#passation")
    note = HandOver.objects.get()
    rasmata_browser = signed_in(rasmata)
    assert "J’ai lu" in rasmata_browser.get(TODAY).content.decode()

    taken = rasmata_browser.post(f"/diffusion/handovers/{note.pk}/taking/")

    assert taken.status_code == 303
    assert "prise par Rasmata Ilboudo" in rasmata_browser.get(TODAY).content.decode()


def test_a_note_waits_on_the_home_page_until_it_is_taken(salif, rasmata, before_news):
    note = hand_over(cast.TODAY, text="Le match déborde.", by=salif)
    browser = signed_in(rasmata)
    assert "Le match déborde." in browser.get("/diffusion/").content.decode()

    browser.post(f"/diffusion/handovers/{note.pk}/taking/")

    assert "Le match déborde." not in browser.get("/diffusion/").content.decode()


def test_an_empty_note_brings_the_page_back_with_its_error(salif_browser, before_news):
    answer = salif_browser.post(f"{TODAY}handovers/", {"text": " "})

    assert answer.status_code == 422
    assert not HandOver.objects.exists()


def test_salif_s_own_note_is_not_his_to_take(salif, salif_browser, before_news):
    note = hand_over(cast.TODAY, text="Le match déborde.", by=salif)

    assert salif_browser.post(f"/diffusion/handovers/{note.pk}/taking/").status_code == 409


def test_a_day_with_everything_lacks_nothing(film_there, planned_airing):
    assert missing(cast.TODAY).count == 0


def test_a_film_whose_file_is_gone_is_missing(settings, tmp_path, planned_airing):
    settings.MEDIA_ROOT = tmp_path

    assert lacks() == [("Le fil d’or du Faso", "file")]


def test_a_film_without_an_approved_version_is_missing(film_there, planned_airing):
    Spot.objects.update(approved_version=None)

    assert lacks() == [("Le fil d’or du Faso", "version")]


def test_a_product_without_its_visa_or_outside_its_hours_is_missing(film_there, planned_airing):
    ProductCategory.objects.filter(pk="textile").update(rule=Rule.VISA)
    assert lacks() == [("Le fil d’or du Faso", "clearance")]

    ProductCategory.objects.filter(pk="textile").update(
        rule=Rule.HOURS, allowed_from=time(21, 0), allowed_until=time(5, 0)
    )
    assert lacks() == [("Le fil d’or du Faso", "clearance")]


def test_a_campaign_that_ends_tomorrow_with_airings_left_is_short(film_there, cotton_campaign, before_news):
    cotton_campaign.lines.update(ends_on=cast.TODAY + timedelta(days=1), airings=1)
    cast.ad_break("2010", day=cast.TODAY + timedelta(days=1))

    (short,) = missing(cast.TODAY).short

    assert (short.campaign, short.left, short.room, short.cannot_hold) == (cotton_campaign, 1, 2, False)


def test_a_campaign_its_remaining_breaks_cannot_hold_is_short(film_there, cotton_campaign, cotton_spot, before_news):
    cotton_campaign.lines.update(ends_on=cast.TODAY + timedelta(days=4), airings=3)
    for n, capacity in ((1, 120), (2, 20), (3, 120)):
        cast.ad_break("2010", day=cast.TODAY + timedelta(days=n), capacity=capacity)
    cast.ad_break("2210", daypart="soiree")
    line = cotton_campaign.lines.get()
    cast.airing(cotton_spot, AdBreak.objects.get(day="2026-11-24"), line=line)

    assert missing(cast.TODAY).short == [], "two left: tonight and tomorrow"
    cotton_campaign.lines.update(airings=4)

    (short,) = missing(cast.TODAY).short
    assert (short.left, short.room, short.cannot_hold) == (3, 2, True)


def test_empty_breaks_and_unsold_seconds_are_told_and_are_no_fault(film_there, planned_airing, late_break):
    said = missing(cast.TODAY)

    assert (said.empty, said.unsold_seconds, said.count) == ([late_break], 90 + 180, 0)


def test_the_chips_count_the_notes_of_a_day_and_what_the_day_ahead_lacks_once_for_all_screens(
    salif, salif_browser, planned_airing, cotton_campaign, cotton_spot
):
    hand_over(cast.TODAY, text="Le match déborde.", by=salif)
    cotton_campaign.lines.update(ends_on=cast.TODAY + timedelta(days=1), airings=2)
    place = cast.ad_break("2010", day=cast.TODAY + timedelta(days=1), capacity=300)

    def waits() -> tuple[dict[str, int], int]:
        with CaptureQueriesContext(connection) as seen:
            return salif_browser.get("/api/v1/planning/waits").json(), len(seen)

    alone, asked = waits()
    for rank in range(1, 8):
        cast.airing(cotton_spot, place, rank=rank)  # the file of the cast's films is nowhere: none can air

    soon_after, asked_soon_after = waits()
    caches["process"].clear()  # as some seconds do
    later, asked_later = waits()

    assert alone == soon_after == {"notes": 1, "missing": 1}
    assert later == {"notes": 1, "missing": 8}
    assert asked_soon_after < asked, "a hundred screens ask at the same change: counted once"
    assert asked_later <= asked + 2, "the airings' clients and visas"


def test_the_conducteur_on_paper_holds_every_airing(salif_browser, planned_airing, soap_spot, late_break):
    cast.airing(soap_spot, late_break, status="missed", reason="technical")

    answer = salif_browser.get(f"{TODAY}pdf/")

    assert answer["Content-Type"] == "application/pdf"
    text = words(b"".join(answer.streaming_content))
    for said in (
        "samedi 21 novembre 2026",
        "20:10:00",
        "Le fil d’or du Faso",
        "Incident technique",
        "Vacation sortante",
    ):
        assert said in text


def test_a_break_no_page_holds_goes_on_over_the_next_and_loses_nobody(salif_browser, planned_airing, cotton_spot):
    place = planned_airing.ad_break
    place.capacity_seconds = 3600
    for rank in range(2, 81):
        cast.airing(cotton_spot, place, rank=rank)

    with CaptureQueriesContext(connection) as seen:
        answer = salif_browser.get(f"{TODAY}pdf/")
    text = words(b"".join(answer.streaming_content))

    assert text.count("Le fil d’or du Faso") == 80
    assert "(suite)" in text
    assert len(seen) <= 12
