"""Aminata answers the orders that wait, with what is free in the breaks they ask for."""

import pytest

from spot.accounts.models import Organisation
from spot.campaigns import services
from spot.campaigns.models import Campaign
from spot.campaigns.queries import room_for, weeks_of
from spot.campaigns.services import LineOrdered
from tests.campaigns.test_drafting import order
from tests.cast import TODAY, ad_break, airing, spot

pytestmark = pytest.mark.usefixtures("evening", "rate_card")


@pytest.fixture
def submitted(awa, categories):
    return services.submit(order(awa, categories), by=awa)


@pytest.fixture
def console(client, aminata):
    client.force_login(aminata)
    return client


def test_the_queue_shows_what_waits_oldest_first(console, submitted, issa, categories):
    services.submit(order(issa, categories, title="Savon de Noël"), by=issa)
    answer = console.get("/console/campaigns/")

    assert [row.campaign.title for row in answer.context["rows"]] == ["Rentrée du coton", "Savon de Noël"]
    assert "2 campagnes attendent votre avis" in answer.content.decode()


def test_every_campaign_is_one_tab_away(console, submitted, cotton_campaign):
    assert len(console.get("/console/campaigns/?view=all").context["rows"]) == 2
    assert len(console.get("/console/campaigns/?view=all&status=active").context["rows"]) == 1


def test_the_page_says_what_is_free_in_the_breaks_asked_for(console, submitted, cotton_spot):
    airing(cotton_spot, ad_break("2010", capacity=120))
    ad_break("2045", capacity=45)
    ad_break("0735", capacity=600, daypart="matinee")
    html = console.get(f"/console/campaigns/{submitted.pk}/").content.decode()

    room = room_for(submitted.lines.all())[0]
    assert (room.breaks, room.capacity_seconds, room.booked_seconds, room.fits) == (2, 165, 30, 4)
    assert "insuffisant" in html
    assert "2 min 15 s" in html


def test_a_break_that_has_started_is_no_room(submitted):
    ad_break("1925", capacity=180)
    assert room_for(submitted.lines.all())[0].breaks == 0


def test_a_line_of_mondays_counts_mondays(submitted, awa):
    Campaign.objects.update(status="draft")
    services.replace_lines(submitted, [LineOrdered(daypart="prime", seconds=30, airings=2, weekdays="0")], by=awa)
    ad_break("2010")
    assert room_for(submitted.lines.all())[0].breaks == 0


def test_weeks_are_counted_within_the_dates_asked(submitted):
    ad_break("2010", capacity=100)
    week = weeks_of("prime", TODAY, TODAY)[0]

    assert (week.starts_on, week.ends_on, week.free_percent) == (TODAY, TODAY, 100)


def test_aminata_approves(console, submitted):
    answer = console.post(f"/console/campaigns/{submitted.pk}/approval/")

    assert (answer.status_code, answer.url) == (303, "/console/campaigns/")
    assert Campaign.objects.get().status == "approved"


def test_aminata_rejects_with_a_reason(console, submitted):
    answer = console.post(f"/console/campaigns/{submitted.pk}/rejection/", {"reason": "Le visa manque."})

    assert answer.status_code == 303
    assert Campaign.objects.get().reason == "Le visa manque."


def test_a_rejection_without_a_reason_comes_back_open(console, submitted):
    answer = console.post(f"/console/campaigns/{submitted.pk}/rejection/", {"reason": " "})

    assert answer.status_code == 422
    assert "data-open" in answer.content.decode()
    assert Campaign.objects.get().status == "pending"


def test_an_answer_is_given_once(console, submitted):
    console.post(f"/console/campaigns/{submitted.pk}/approval/")

    assert console.post(f"/console/campaigns/{submitted.pk}/approval/").status_code == 409
    assert console.post(f"/console/campaigns/{submitted.pk}/rejection/", {"reason": "x"}).status_code == 409


def test_aminata_does_not_answer_her_own_order(console, aminata, faso_coton, categories):
    own = services.submit(order(aminata, categories, organisation=faso_coton), by=aminata)

    assert "un autre administrateur" in console.get(f"/console/campaigns/{own.pk}/").content.decode()
    assert console.post(f"/console/campaigns/{own.pk}/approval/").status_code == 409


def test_an_organisation_to_verify_stops_the_approval(console, submitted):
    Organisation.objects.update(status="to_verify")

    assert "pas encore vérifiée" in console.get(f"/console/campaigns/{submitted.pk}/").content.decode()
    assert console.post(f"/console/campaigns/{submitted.pk}/approval/").status_code == 409


@pytest.mark.parametrize("someone", ["awa", "mariam", "salif", "hamidou", "clarisse", "boukary"])
def test_nobody_else_enters(client, everybody, submitted, someone):
    client.force_login(everybody[someone])
    at = f"/console/campaigns/{submitted.pk}/"

    assert client.get("/console/campaigns/").status_code == 404
    assert client.get(at).status_code == 404
    assert client.post(f"{at}approval/").status_code == 404
    assert client.post(f"{at}rejection/", {"reason": "x"}).status_code == 404


def test_queries_do_not_grow_with_the_data(
    console, submitted, awa, categories, late_break, django_assert_max_num_queries
):
    with django_assert_max_num_queries(20) as few:
        console.get("/console/campaigns/")
    for number in range(5):
        services.submit(order(awa, categories, title=f"Ordre {number}"), by=awa)
        airing(spot(submitted, f"Spot {number}", by=awa), late_break, rank=number + 1)
    with django_assert_max_num_queries(20) as many:
        console.get("/console/campaigns/")
    with django_assert_max_num_queries(20):
        console.get(f"/console/campaigns/{submitted.pk}/")

    assert len(many) == len(few)
