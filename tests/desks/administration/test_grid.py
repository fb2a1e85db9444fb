"""The console's grid: the week, and one day that differs."""

from datetime import time, timedelta

import pytest

from spot.breaks import services
from spot.breaks.models import AdBreak, BreakTemplate, BroadcastDay
from tests.cast import TODAY

SUNDAY = TODAY + timedelta(days=1)
GRID = "/console/grid/"
BREAK = {"starts": "20:10", "code": "2010", "title": "Après JT", "capacity_seconds": 240}


@pytest.fixture
def console(client, aminata, evening, rate_card):
    client.force_login(aminata)
    return client


@pytest.fixture
def row(evening, rate_card) -> BreakTemplate:
    return BreakTemplate.objects.create(
        weekday=SUNDAY.weekday(), starts=time(19, 25), code="1925", title="Avant JT", capacity_seconds=120,
        daypart_id="prime",
    )  # fmt: skip


@pytest.fixture
def sunday(row) -> AdBreak:
    services.generate(SUNDAY)
    return AdBreak.objects.get(day=SUNDAY)


def test_aminata_sees_the_week_and_the_coming_days(console, sunday):
    page = console.get(f"{GRID}?weekday=6").content.decode()

    assert "Le dimanche, 1 écran" in page
    assert f"{GRID}{SUNDAY}/" in page


@pytest.mark.parametrize("weekday", ["", "7", "lundi", "-1"])
def test_a_weekday_that_is_none_shows_todays(console, row, weekday):
    assert "Le samedi" in console.get(f"{GRID}?weekday={weekday}").content.decode()


def test_aminata_adds_a_break_to_the_weekend(console):
    answer = console.post(f"{GRID}addition/", {**BREAK, "weekdays": [5, 6]})

    assert answer.status_code == 303
    assert list(BreakTemplate.objects.values_list("weekday", "code", "daypart")) == [
        (5, "2010", "prime"),
        (6, "2010", "prime"),
    ]


def test_a_code_already_taken_stands_beside_its_field(console, row):
    answer = console.post(f"{GRID}addition/", {**BREAK, "code": "1925", "weekdays": [6]})

    assert answer.status_code == 422
    assert answer.context["form"].errors["code"] == ["L’écran 1925 existe déjà ce jour de la semaine."]


@pytest.mark.parametrize(
    "wrong", [{"starts": "25:00"}, {"code": ""}, {"code": "19 25"}, {"capacity_seconds": 0}, {"weekdays": []}]
)
def test_a_form_with_errors_comes_back(console, wrong):
    answer = console.post(f"{GRID}addition/", {**BREAK, "weekdays": [6], **wrong})

    assert answer.status_code == 422
    assert not BreakTemplate.objects.exists()


def test_a_row_changes_and_the_coming_sunday_follows(console, row, sunday):
    answer = console.post(f"{GRID}rows/{row.pk}/", {**BREAK, "code": "1925", "capacity_seconds": 90}, follow=True)

    sunday.refresh_from_db()
    assert sunday.capacity_seconds == 90
    assert "Écran modifié." in answer.content.decode()


def test_breaks_that_keep_their_airings_are_named(console, row, sunday):
    services.reserve(sunday, 30)

    answer = console.post(f"{GRID}rows/{row.pk}/removal/", follow=True)

    assert "1925 du 22/11" in answer.content.decode()
    sunday.refresh_from_db()
    assert sunday.status == "open"


def test_days_are_prepared_on_demand(console, row, settings):
    assert console.post(f"{GRID}generation/").status_code == 303

    assert BroadcastDay.objects.count() == settings.SPOT_DAYS_AHEAD + 1


def test_reading_a_day_makes_nothing(console, row):
    assert "pas encore faite" in console.get(f"{GRID}{SUNDAY}/").content.decode()
    assert not AdBreak.objects.exists()


def test_a_day_is_made_by_its_button(console, row):
    assert console.post(f"{GRID}{SUNDAY}/generation/").status_code == 303
    assert AdBreak.objects.filter(day=SUNDAY).count() == 1


def test_a_special_day_takes_one_more_break(console, sunday):
    assert console.post(f"{GRID}{SUNDAY}/addition/", BREAK).status_code == 303

    assert BroadcastDay.objects.get(day=SUNDAY).is_special
    assert AdBreak.objects.of_day(SUNDAY).count() == 2


def test_a_break_moves_and_changes_at_once(console, sunday):
    console.post(f"{GRID}{SUNDAY}/breaks/{sunday.pk}/", {**BREAK, "starts": "19:35", "code": "1925"})

    sunday.refresh_from_db()
    assert (f"{sunday.starts_at:%H:%M}", sunday.capacity_seconds, sunday.version) == ("19:35", 240, 3)


def test_what_is_placed_keeps_its_seconds(console, sunday):
    services.reserve(sunday, 90)

    answer = console.post(f"{GRID}{SUNDAY}/breaks/{sunday.pk}/", {**BREAK, "code": "1925", "capacity_seconds": 60})

    assert answer.status_code == 422
    assert "90 s sont déjà placées" in answer.content.decode()


def test_a_break_is_cancelled_for_a_reason(console, planned_airing, before_news):
    url = f"{GRID}{TODAY}/breaks/{before_news.pk}/cancellation/"

    assert console.post(url, {"reason": "bof"}).status_code == 422
    assert console.post(url, {"reason": "technical", "note": "Panne"}).status_code == 303

    before_news.refresh_from_db()
    planned_airing.refresh_from_db()
    assert (before_news.status, planned_airing.status, before_news.booked_seconds) == ("cancelled", "cancelled", 0)


@pytest.mark.parametrize("day", ["demain", "2026-13-01", "2026-11", "1826-11-21", "2026-11-21x"])
def test_a_day_that_is_none_is_not_found(console, day):
    assert console.get(f"{GRID}{day}/").status_code == 404


def test_a_break_of_another_day_is_not_found(console, sunday):
    assert console.get(f"{GRID}{TODAY}/breaks/{sunday.pk}/").status_code == 404


@pytest.mark.parametrize("who", ["salif", "mariam", "hamidou", "awa", "clarisse", "boukary"])
@pytest.mark.parametrize(
    "path", ["", "addition/", "generation/", f"{SUNDAY}/", f"{SUNDAY}/addition/", f"{SUNDAY}/generation/"]
)
def test_the_grid_is_the_administrators(client, everybody, evening, who, path):
    client.force_login(everybody[who])

    assert client.get(GRID + path).status_code == 404
    assert client.post(GRID + path, BREAK).status_code == 404
