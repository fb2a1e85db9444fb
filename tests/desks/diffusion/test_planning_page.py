"""The planning's pages: who enters, what they weigh, and that weight and queries do not follow the data."""

from datetime import date, timedelta

import pytest
from django.test import Client

from spot.airings import board
from spot.airings.models import Airing
from spot.breaks.models import AdBreak
from tests.cast import TODAY, ad_break, airing, spot

PLANNING = "/diffusion/planning/"
KB = 1024


@pytest.fixture
def as_salif(client: Client, salif, evening) -> Client:
    client.force_login(salif)
    return client


@pytest.fixture
def fill(cotton_campaign, awa, dayparts):
    """Puts airings in every break that has none."""
    film = spot(cotton_campaign, "Le fil d’or du Faso", by=awa)

    def in_each(airings: int) -> None:
        Airing.objects.bulk_create(
            Airing(
                ad_break=place, day=place.day_id, daypart_id="prime", rank=rank, spot=film,
                spot_version=film.approved_version, organisation=film.organisation, campaign=cotton_campaign,
                seconds=30, status="planned",
            )
            for place in AdBreak.objects.exclude(airings__isnull=False)
            for rank in range(1, airings + 1)
        )  # fmt: skip
        AdBreak.objects.update(booked_seconds=30 * airings)

    return in_each


@pytest.fixture
def full_month(fill):
    """Thirty breaks a day for the 42 days a month shows, three airings in each."""
    codes = [f"{hour:02}{minute}" for hour in range(8, 23) for minute in (10, 40)]

    def make(days: int, *, first: date) -> None:
        for offset in range(days):
            for code in codes:
                ad_break(code, day=first + timedelta(days=offset))
        fill(3)

    return make


@pytest.mark.parametrize("username", ["salif", "aminata", "hamidou", "mariam"])
def test_broadcasters_and_administrators_act_managers_and_sales_read(client, everybody, evening, username):
    client.force_login(everybody[username])

    page = client.get(PLANNING)

    assert page.status_code == 200
    acts = username in {"salif", "aminata"}
    assert (b"data-confirm " in page.content) is acts
    assert ("lecture seule" in page.content.decode()) is not acts


@pytest.mark.parametrize("username", ["awa", "clarisse", "boukary"])
def test_the_others_meet_a_page_that_does_not_exist(client, everybody, username):
    client.force_login(everybody[username])
    assert client.get(PLANNING).status_code == 404


def test_anonymous_goes_to_sign_in(client, db):
    answer = client.get(f"{PLANNING}?view=week")
    assert (answer.status_code, answer["Location"]) == (302, "/login/?next=/diffusion/planning/%3Fview%3Dweek")


@pytest.mark.parametrize(
    "query", ["day=2026-11-31", "day=hier", "day=9999-12-31", "view=year", "day=0001-01-01&view=month"]
)
def test_an_address_typed_wrong_shows_today(as_salif, query):
    page = as_salif.get(f"{PLANNING}?{query}")
    assert page.status_code == 200
    assert page.context["day"] == TODAY


def test_a_closed_day_offers_no_button(as_salif, before_news):
    before_news.day.closed_at = before_news.starts_at
    before_news.day.save()

    page = as_salif.get(PLANNING).content.decode()

    assert "journée clôturée" in page
    for button in [
        "data-confirm ",
        "data-late-aired",
        "data-late-missed",
        'data-do="hour"',
        'id="pl-hour"',
        'id="pl-reason"',
    ]:
        assert button not in page


def test_a_title_of_markup_stays_text_in_the_week(as_salif, before_news):
    AdBreak.objects.update(title="<script>alert(1)</script>")
    page = as_salif.get(f"{PLANNING}?view=week").content.decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)" in page


@pytest.mark.parametrize(("view", "queries"), [("day", 6), ("week", 12), ("month", 12)])
def test_queries_do_not_follow_the_data(as_salif, full_month, django_assert_max_num_queries, view, queries):
    full_month(3, first=TODAY.replace(day=1))
    with django_assert_max_num_queries(queries) as few:
        as_salif.get(f"{PLANNING}?view={view}")
    before = len(few)
    full_month(27, first=TODAY.replace(day=4))

    with django_assert_max_num_queries(before) as many:
        as_salif.get(f"{PLANNING}?view={view}")

    assert len(many) == before


@pytest.mark.parametrize("airings", [300, 1440])
def test_a_day_and_its_snapshot_ask_twelve_questions_together(as_salif, fill, django_assert_max_num_queries, airings):
    for minute in range(0, airings, 10):  # ten airings in each break
        ad_break(f"{minute // 60:02}{minute % 60:02}", capacity=300)
    fill(10)

    with django_assert_max_num_queries(12):
        as_salif.get(PLANNING)
        snapshot = as_salif.get(f"/api/v1/planning/snapshot?day={TODAY}")

    assert len(snapshot.json()["items"]) == airings


def test_what_comes_after_the_screen_is_for_those_who_may_use_it(client, everybody, before_news):
    dialogs = {}
    for username in ["salif", "hamidou"]:
        client.force_login(everybody[username])
        dialogs[username] = client.get(f"{PLANNING}apart/").content.decode()

    assert all('id="pl-shortcuts"' in each for each in dialogs.values())
    assert [name for name, each in dialogs.items() if 'id="pl-place"' in each] == ["salif"]


@pytest.mark.parametrize(("view", "weight"), [("day", 40), ("week", 150), ("month", 100)])
def test_a_month_of_thirty_breaks_a_day_stays_light(client, aminata, evening, full_month, view, weight):
    client.force_login(aminata)  # an administrator's page is the heavier
    full_month(30, first=TODAY.replace(day=1))
    page = client.get(f"{PLANNING}?view={view}&day={TODAY.replace(day=17)}")
    assert len(page.content) <= weight * KB


def test_the_fill_of_a_break_and_of_its_day_add_up(cotton_spot, soap_spot, before_news, late_break):
    airing(cotton_spot, before_news, status="aired")
    airing(soap_spot, before_news, rank=2, status="missed", reason="technical")
    airing(soap_spot, late_break, status="cancelled")

    first, second = board.fill_by_break(TODAY, TODAY)
    day = board.fill_by_day(TODAY, TODAY)[TODAY]

    assert (first.code, first.fill.sold_seconds, first.fill.remaining_seconds) == ("2010", 60, 60)
    assert second.fill.sold_seconds == 0
    assert (day.capacity_seconds, day.sold_seconds, day.breaks, day.owing) == (300, 60, 2, 1)


def test_the_page_knows_what_may_still_be_undone_and_what_is_made_good(evening, salif, planned_airing, late_break):
    Airing.objects.filter(pk=planned_airing.pk).update(
        status="missed", reason="technical", acted_by=salif, acted_at=evening
    )
    airing(planned_airing.spot, late_break, makegood_for=planned_airing)

    known = board.besides(TODAY)

    assert known["undoable"] == {str(planned_airing.pk): "2026-11-21T19:40:00Z"}
    assert known["madeGood"] == [str(planned_airing.pk)]
