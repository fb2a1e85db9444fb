"""Placing by page, with its report."""

from datetime import timedelta

import pytest

from spot.airings.models import Airing
from spot.breaks.models import AdBreak
from spot.common.models import IdempotencyKey
from tests.cast import TODAY, ad_break

SUNDAY, MONDAY = TODAY + timedelta(days=1), TODAY + timedelta(days=2)


@pytest.fixture
def desk(client, salif):
    client.force_login(salif)
    return client


@pytest.fixture
def week(evening, rate_card) -> None:
    for day in (TODAY, SUNDAY, MONDAY):
        ad_break("2010", day=day)
        ad_break("2045", day=day)


def asked(*spots, **changes) -> dict:
    return {
        "spot": [each.pk for each in spots], "starts_on": SUNDAY.isoformat(), "ends_on": MONDAY.isoformat(),
        "weekdays": [0, 6], "code": "2010", "per_day": 1, "position": "", **changes,
    }  # fmt: skip


def test_the_contracts_fields_place_and_report(desk, week, cotton_spot):
    answer = desk.post("/diffusion/placements/", asked(cotton_spot))

    assert answer.status_code == 200
    assert "2 passages placés sur 2" in answer.content.decode()
    assert Airing.objects.filter(spot=cotton_spot).count() == 2


def test_what_is_refused_is_said_with_its_reason(desk, week, cotton_spot):
    AdBreak.objects.filter(day=MONDAY, code="2010").update(booked_seconds=100)

    page = desk.post("/diffusion/placements/", asked(cotton_spot)).content.decode()

    assert "1 passage placé sur 2" in page
    assert 'data-code="break_full"' in page
    assert "Il reste 20 s dans cet écran." in page


def test_several_spots_are_placed_at_once(desk, week, cotton_spot, soap_spot):
    page = desk.post("/diffusion/placements/", asked(cotton_spot, soap_spot)).content.decode()

    assert "4 passages placés sur 4" in page


def test_a_daypart_instead_of_a_code(desk, week, cotton_spot):
    desk.post("/diffusion/placements/", asked(cotton_spot, code="", daypart="prime", per_day=2))

    assert Airing.objects.filter(spot=cotton_spot).count() == 4


def test_dates_may_be_written_the_french_way_and_one_a_day_is_the_rule(desk, week, cotton_spot):
    wanted = asked(cotton_spot, starts_on="22/11/2026", ends_on="23/11/2026")
    del wanted["per_day"], wanted["position"]

    desk.post("/diffusion/placements/", wanted)

    assert Airing.objects.count() == 2


@pytest.mark.parametrize(
    "wrong",
    [
        {"starts_on": "demain"}, {"ends_on": "2026-11-20"}, {"ends_on": "2027-11-20"}, {"weekdays": []}, {"weekdays": [7]},
        {"code": "", "daypart": ""}, {"code": "", "daypart": "aube"}, {"per_day": 0}, {"per_day": 99},
        {"position": "milieu"}, {"spot": []},
    ],
)  # fmt: skip
def test_a_form_with_errors_comes_back_and_places_nothing(desk, week, cotton_spot, wrong):
    answer = desk.post("/diffusion/placements/", asked(cotton_spot, **wrong))

    assert answer.status_code == 422
    assert not Airing.objects.exists()


@pytest.mark.parametrize("unknown", ["7f000000-0000-0000-0000-000000000000", "x"])
def test_a_spot_nobody_knows_is_a_page_that_does_not_exist(desk, week, unknown):
    assert desk.post("/diffusion/placements/", asked(spot=[unknown])).status_code == 404


def test_the_form_is_asked_for_the_spots_of_the_list(desk, week, cotton_spot, soap_spot):
    page = desk.get(f"/diffusion/placements/?spot={cotton_spot.pk}&spot={soap_spot.pk}").content.decode()

    assert "Placer 2 spots" in page
    assert "2010" in page


def test_without_a_spot_the_page_says_where_to_choose(desk, week):
    assert "Choisissez d’abord des spots" in desk.get("/diffusion/placements/").content.decode()


def test_the_same_placement_sent_again_reports_the_same_and_places_nothing_more(desk, week, cotton_spot):
    wanted = asked(cotton_spot, code="", daypart="prime", form_key="0" * 32)

    first, again = desk.post("/diffusion/placements/", wanted), desk.post("/diffusion/placements/", wanted)

    assert again.content == first.content
    assert Airing.objects.count() == 2


def test_going_back_to_place_some_more_places_some_more(desk, week, cotton_spot):
    desk.post("/diffusion/placements/", asked(cotton_spot, form_key="0" * 32))
    desk.post("/diffusion/placements/", asked(cotton_spot, form_key="0" * 32, code="2045"))

    assert Airing.objects.count() == 4


def test_a_placement_that_was_refused_may_be_sent_again(desk, week, cotton_spot):
    wrong = asked(cotton_spot, per_day=0, form_key="0" * 32)

    assert [desk.post("/diffusion/placements/", wrong).status_code for _ in range(2)] == [422, 422]


def test_a_placement_cut_short_is_not_begun_again_by_itself(desk, week, cotton_spot, monkeypatch):
    monkeypatch.setattr("spot.common.idempotency.LOOKS", 1)
    wanted = asked(cotton_spot, code="", daypart="prime", form_key="0" * 32)
    desk.post("/diffusion/placements/", wanted)
    IdempotencyKey.objects.update(status=0, answer={})  # as a process that died in the middle leaves it

    again = desk.post("/diffusion/placements/", wanted)

    assert again.status_code == 409
    assert "regardez ce qui est fait" in again.content.decode()
    assert Airing.objects.count() == 2
