"""Changing a spot by page: the effect first, then the act."""

import pytest
from django.test import Client

from spot.airings.models import Airing
from tests import cast


@pytest.fixture
def salif_browser(salif):
    client = Client()
    client.force_login(salif)
    return client


@pytest.fixture
def new_film(cotton_campaign, awa):
    return cast.spot(cotton_campaign, "Deuxième film", by=awa)


def test_salif_sees_the_effect_and_then_changes_the_film(salif_browser, planned_airing, cotton_spot, new_film):
    path = f"/diffusion/spots/{cotton_spot.pk}/swap/"
    asked = {"with_spot": str(new_film.pk), "since": "21/11/2026"}

    shown = salif_browser.post(path, {**asked, "preview": "1"})
    assert (shown.status_code, "1 passage prendrait « Deuxième film »" in shown.content.decode()) == (200, True)
    assert Airing.objects.get().spot == cotton_spot

    done = salif_browser.post(path, asked)
    assert (done.status_code, done["Location"]) == (303, f"/diffusion/spots/{new_film.pk}/")
    assert Airing.objects.get().spot == new_film


def test_only_approved_films_of_the_same_advertiser_are_offered(
    salif_browser, cotton_spot, new_film, soap_spot, cotton_campaign, awa
):
    cast.spot(cotton_campaign, "Pas encore vu", by=awa, status="pending_review")

    page = salif_browser.get(f"/diffusion/spots/{cotton_spot.pk}/swap/").content.decode()

    assert "Deuxième film, 30 s" in page
    assert "Savon de la fête" not in page
    assert "Pas encore vu" not in page


def test_a_film_of_somebody_else_sent_by_hand_brings_the_form_back(
    salif_browser, planned_airing, cotton_spot, soap_spot
):
    asked = {"with_spot": str(soap_spot.pk), "since": "2026-11-21"}

    assert salif_browser.post(f"/diffusion/spots/{cotton_spot.pk}/swap/", asked).status_code == 422
    assert Airing.objects.get().spot == cotton_spot
