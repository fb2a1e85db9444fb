"""What a broadcaster finds at the desk: the day, spots to place, airings to settle, what went out."""

from datetime import timedelta

import pytest
from django.urls import reverse

from spot.airings.models import Airing
from tests.cast import TODAY, ad_break, airing, campaign, spot
from tests.hostile_text import NINES

PAGES = ["home", "spots", "late", "broadcasted", "placements"]


@pytest.fixture
def desk(client, salif):
    client.force_login(salif)
    return client


@pytest.fixture
def half_past_seven(cotton_spot, soap_spot, cotton_campaign):
    """A break that passed a quarter of an hour ago: one airing without news, one aired, one missed."""
    passed = ad_break("1925", title="Avant JT")
    late = airing(cotton_spot, passed, line=cotton_campaign.lines.get())
    aired = airing(soap_spot, passed, rank=2, status="aired")
    earlier = ad_break("1830", daypart="access")
    missed = airing(cotton_spot, earlier, status="missed", reason="technical")
    return late, aired, missed


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("who", ["salif", "aminata"])
def test_broadcasters_and_administrators_enter(client, everybody, evening, dayparts, page, who):
    client.force_login(everybody[who])
    assert client.get(reverse(f"diffusion:{page}")).status_code == 200


@pytest.mark.parametrize("page", [*PAGES, "export_csv", "export_xlsx", "export_pdf"])
@pytest.mark.parametrize("who", ["awa", "mariam", "hamidou", "clarisse", "boukary"])
def test_nobody_else_does(client, everybody, evening, dayparts, page, who):
    client.force_login(everybody[who])
    assert client.get(reverse(f"diffusion:{page}")).status_code == 404


def test_home_says_what_waits(desk, half_past_seven, planned_airing):
    page = desk.get("/diffusion/").content.decode()

    assert "1 passage à régler, 2 spots à placer" in page
    assert "30 s dues" in page
    assert "20:10:00" in page


def test_home_says_when_nothing_waits(desk, evening, rate_card):
    assert "Tout est placé, tout est réglé" in desk.get("/diffusion/").content.decode()


def test_the_list_shows_spots_with_airings_left(desk, cotton_spot, soap_campaign, issa):
    spot(soap_campaign, "En attente", by=issa, status="pending_review")

    page = desk.get("/diffusion/spots/").content.decode()

    assert "Le fil d’or du Faso" in page
    assert "En attente" not in page.split("<tbody>")[1]


def test_the_list_is_filtered_by_its_url(desk, cotton_spot, soap_spot, savonnerie):
    rows = lambda query: desk.get(f"/diffusion/spots/?{query}").context["page"].object_list  # noqa: E731

    assert [each.title for each in rows("q=savon")] == ["Savon de la fête"]
    assert [each.title for each in rows(f"client={savonnerie.pk}")] == ["Savon de la fête"]
    assert list(rows("type=image")) == []
    assert len(rows("length=30")) == 2
    assert list(rows("status=placed")) == []
    assert len(rows("status=all")) == 2
    assert list(rows(f"date={TODAY + timedelta(days=60)}")) == []
    assert [each.title for each in rows("sort=-client")] == ["Savon de la fête", "Le fil d’or du Faso"]
    assert len(rows("client=nonsense&date=hier&length=15&sort=drop")) == 2


def test_a_spot_whose_airings_are_all_placed_leaves_the_list(desk, planned_airing, cotton_campaign):
    cotton_campaign.lines.update(airings=1)

    assert list(desk.get("/diffusion/spots/").context["page"]) == []
    assert len(desk.get("/diffusion/spots/?status=placed").context["page"]) == 1


def test_the_page_of_a_spot_shows_its_airings_and_what_is_left(desk, planned_airing, cotton_spot):
    page = desk.get(f"/diffusion/spots/{cotton_spot.pk}/")

    assert page.context["lines"][0]["left"] == 9
    assert "20:10:00" in page.content.decode()


def test_a_spot_nobody_knows_is_not_found(desk, evening):
    assert desk.get("/diffusion/spots/7f000000-0000-0000-0000-000000000000/").status_code == 404


def test_salif_takes_a_planned_airing_off_the_plan(desk, planned_airing, cotton_spot, before_news):
    answer = desk.post(f"/diffusion/spots/{cotton_spot.pk}/cancellation/", {"airing": [planned_airing.pk]})

    assert answer.status_code == 303
    planned_airing.refresh_from_db()
    before_news.refresh_from_db()
    assert (planned_airing.status, before_news.booked_seconds) == ("cancelled", 0)


def test_an_airing_of_another_spot_is_left_alone(desk, planned_airing, soap_spot):
    desk.post(f"/diffusion/spots/{soap_spot.pk}/cancellation/", {"airing": [planned_airing.pk]})

    planned_airing.refresh_from_db()
    assert planned_airing.status == "planned"


def test_late_airings_are_listed_and_owed_ones_apart(desk, half_past_seven):
    late, _aired, missed = half_past_seven

    assert [row["airing"] for row in desk.get("/diffusion/late/").context["rows"]] == [late]
    assert [row["airing"] for row in desk.get("/diffusion/late/?view=owed").context["rows"]] == [missed]


def test_salif_confirms_late_airings_at_their_expected_second(desk, half_past_seven, salif):
    late = half_past_seven[0]

    assert desk.post("/diffusion/late/confirmation/", {"airing": f"{late.pk}:1"}).status_code == 303

    late.refresh_from_db()
    assert (late.status, late.aired_at, late.acted_by) == ("aired", late.ad_break.starts_at, salif)


def test_salif_reports_late_airings_missed(desk, half_past_seven):
    late = half_past_seven[0]

    desk.post("/diffusion/late/missing/", {"airing": f"{late.pk}:1", "reason": "technical"})

    late.refresh_from_db()
    assert (late.status, late.reason) == ("missed", "technical")


def test_a_missing_reason_changes_nothing(desk, half_past_seven):
    late = half_past_seven[0]

    assert desk.post("/diffusion/late/missing/", {"airing": f"{late.pk}:1", "reason": "bof"}).status_code == 422

    late.refresh_from_db()
    assert late.status == "planned"


def test_an_airing_somebody_changed_meanwhile_is_said_and_left(desk, half_past_seven):
    late = half_past_seven[0]

    page = desk.post("/diffusion/late/confirmation/", {"airing": [f"{late.pk}:7"]}, follow=True)

    assert "Quelqu’un a modifié" in page.content.decode()
    late.refresh_from_db()
    assert late.status == "planned"


@pytest.mark.parametrize("wrong", [NINES, "²", "\x00", "9999-12-31", "2026-02-30", ""])
@pytest.mark.parametrize("page", ["broadcasted/", "export/spots/broadcasted/pdf/"])
def test_days_that_are_none_show_the_month(desk, half_past_seven, page, wrong):
    answer = desk.get(f"/diffusion/{page}", {"start": wrong, "end": wrong})

    assert answer.status_code == 200
    if answer.context:
        assert answer.context["period"] == "depuis le 01/11/2026"


@pytest.mark.parametrize("wrong", [NINES, "²", "-1", "1.5", "", "\x00"])
@pytest.mark.parametrize("page", ["confirmation", "missing"])
def test_a_tick_that_is_none_settles_nothing(desk, half_past_seven, page, wrong):
    late = half_past_seven[0]
    ticked = {"airing": [f"{late.pk}:1", f"{late.pk}:{wrong}"], "reason": "technical"}

    assert desk.post(f"/diffusion/late/{page}/", ticked).status_code == 422
    late.refresh_from_db()
    assert late.status == "planned"


def test_what_went_out_is_filtered_by_days(desk, half_past_seven):
    rows = lambda query: list(desk.get(f"/diffusion/broadcasted/?{query}").context["page"])  # noqa: E731

    assert rows("") == [half_past_seven[1]]
    assert rows(f"start={TODAY}&end={TODAY}") == [half_past_seven[1]]
    assert rows(f"end={TODAY - timedelta(days=1)}") == []
    assert rows("daypart=access") == []


def test_without_days_asked_this_month_is_shown_and_said(desk, half_past_seven, soap_spot):
    airing(soap_spot, ad_break("1925", day=TODAY - timedelta(days=30)), status="aired")

    page = desk.get("/diffusion/broadcasted/")

    assert list(page.context["page"]) == [half_past_seven[1]]
    assert "depuis le 01/11/2026" in page.content.decode()
    assert len(desk.get("/diffusion/broadcasted/?start=2026-10-01").context["page"]) == 2


@pytest.mark.parametrize("page", ["/diffusion/", "/diffusion/spots/", "/diffusion/late/", "/diffusion/broadcasted/"])
def test_ten_times_the_data_takes_no_more_queries(desk, half_past_seven, issa, page):
    before = _queries(desk, page)
    for n in range(12):
        order = campaign(issa, f"Campagne {n}", category="divers")
        made = spot(order, f"Spot {n}", by=issa)
        passed = ad_break(f"12{n:02}", daypart="midi")
        airing(made, passed, line=order.lines.get())
        airing(made, passed, rank=2, status="aired")
        airing(made, passed, rank=3, status="missed", reason="technical")

    assert _queries(desk, page) <= before <= (15 if page == "/diffusion/" else 20)
    assert Airing.objects.count() == 39


def _queries(client, page: str) -> int:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as captured:
        assert client.get(page).status_code == 200
    return len(captured)


def test_home_keeps_within_its_queries_for_an_administrator_too(client, half_past_seven, aminata):
    client.force_login(aminata)

    assert _queries(client, "/diffusion/") <= 15


def test_home_listens_to_its_day_from_what_it_shows(desk, planned_airing, salif):
    from spot.airings import services

    services.cancel(planned_airing, by=salif, version=1, reason="technical")

    page = desk.get("/diffusion/").content.decode()
    assert 'data-fresh="/ws/diffusion/planning/?day=2026-11-21&amp;since=' in page
    assert "since=0" not in page


def test_the_form_suggests_days_of_the_campaign(desk, cotton_spot, cotton_campaign):
    cotton_campaign.ends_on = TODAY + timedelta(days=2)
    cotton_campaign.save()

    form = desk.get(f"/diffusion/spots/{cotton_spot.pk}/").context["form"]

    assert (form.initial["starts_on"], form.initial["ends_on"]) == (TODAY, TODAY + timedelta(days=2))
