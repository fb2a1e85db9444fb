"""What somebody who has no account reads: the front page, the prices, whom to call."""

import re

import pytest

from tests.cast import ad_break

PAGES = ["/", "/pricing/", "/cost-simulator/", "/contact/", "/ui/styleguide/"]


@pytest.fixture
def station(evening, rate_card):
    """Prices in force, and two breaks of this evening."""
    return [ad_break("1925", title="Avant JT"), ad_break("2010", title="Après JT")]


@pytest.mark.parametrize("page", PAGES)
def test_a_passer_by_reads_every_public_page(client, station, page):
    assert client.get(page).status_code == 200


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("who", ["awa", "mariam", "aminata", "boukary"])
def test_so_does_everybody_who_is_signed_in(client, everybody, station, page, who):
    client.force_login(everybody[who])
    answer = client.get(page)
    assert answer.status_code == 200
    assert 'name="csrfmiddlewaretoken"' in answer.content.decode()  # whoever has a session may end it from here


@pytest.mark.parametrize("page", PAGES)
def test_a_public_page_takes_nothing(client, station, page):
    assert client.post(page).status_code == 405


@pytest.mark.parametrize("page", PAGES)
def test_no_page_carries_a_style_that_the_content_policy_would_block(client, station, page):
    answer = client.get(page)
    html = answer.content.decode()

    assert " style=" not in html
    assert not re.findall(r"<(?:script|style)(?![^>]*(?:nonce|src)=)", html)
    assert "unsafe" not in answer.headers["Content-Security-Policy"]


def test_the_front_page_prices_twelve_airings_in_prime(client, station):
    html = client.get("/").content.decode()

    assert "1\u202f242\u202f540" in html
    assert "87\u202f750" in html


def test_changing_the_choice_answers_the_estimate_alone(client, station):
    answer = client.get("/", {"daypart": "midi", "seconds": "45", "airings": "13"}, headers={"HX-Request": "true"})
    html = answer.content.decode()

    assert "1\u202f495\u202f650" in html
    assert "<html" not in html


def test_a_choice_that_is_not_one_falls_back_on_the_example(client, station):
    answer = client.get("/", {"daypart": "nuit", "seconds": "-3", "airings": "beaucoup"})

    assert answer.status_code == 200
    assert "1\u202f242\u202f540" in answer.content.decode()


def test_the_night_is_sold_on_request(client, station):
    assert "sur devis" in client.get("/pricing/").content.decode()


def test_the_published_sheet_stands_on_the_page_of_prices(client, station):
    html = client.get("/pricing/").content.decode()

    for price in ("44 870", "49 855", "103 545", "115 050", "51 773", "69 030"):
        assert price.replace(" ", "\u202f") in html


def test_the_contact_page_gives_the_station_s_own_details(client, station, settings):
    settings.SPOT_STATION_PHONE = "+226 25 11 22 33"
    html = client.get("/contact/").content.decode()

    assert "+226 25 11 22 33" in html
    assert "https://wa.me/22625112233?text=" in html


def test_public_pages_ask_little_of_the_database(client, station, django_assert_max_num_queries):
    for page in PAGES:
        with django_assert_max_num_queries(12):
            client.get(page)


def test_an_unknown_page_says_what_to_do(client, db):
    answer = client.get("/n-existe-pas/")

    assert answer.status_code == 404
    assert "Cette page n’existe pas" in answer.content.decode()
