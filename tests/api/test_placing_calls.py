"""The tray and the verdicts, as the screen asks for them."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from spot.airings import services
from spot.creatives.models import Spot
from tests import cast

pytestmark = pytest.mark.django_db


def test_the_tray_says_what_is_left_by_daypart(program_of, salif, planned_airing, cotton_campaign):
    cast.line(cotton_campaign, daypart="midi", airings=3)

    (row,) = program_of(salif).get("planning/tray", day="2026-11-21").json()["items"]

    assert (row["title"], row["client"], row["seconds"]) == ("Le fil d’or du Faso", "Faso Coton", 30)
    assert row["left"] == [
        {"slug": "midi", "label": "Midi", "left": 3},
        {"slug": "prime", "label": "Prime", "left": 9},
    ]
    assert (row["airings_left"], row["ends_on"]) == (12, "2026-12-11")


def test_what_can_still_air_today_comes_before_what_the_hour_has_passed(
    program_of, salif, cotton_spot, soap_spot, late_break
):
    cotton_spot.campaign.lines.update(daypart="midi")
    cast.ad_break("1255", daypart="midi")

    rows = program_of(salif).get("planning/tray").json()["items"]

    assert [(row["title"], row["left"][0]["slug"]) for row in rows] == [
        ("Savon de la fête", "prime"),
        ("Le fil d’or du Faso", "midi"),
    ]


def test_the_tray_holds_what_may_air_that_day_and_nothing_else(program_of, salif, cotton_spot, soap_campaign, issa):
    cast.spot(soap_campaign, "En attente", by=issa, status="pending_review")
    cotton_spot.campaign.lines.update(ends_on=cast.TODAY)
    program = program_of(salif)

    def left(offset):
        day = cast.TODAY + timedelta(days=offset)
        return {row["title"]: row["left"] for row in program.get("planning/tray", day=day.isoformat()).json()["items"]}

    assert list(left(0)) == ["Le fil d’or du Faso"]
    assert left(1) == {"Le fil d’or du Faso": []}, "its line has ended, its campaign has not"
    assert left(40) == {}


def test_what_is_all_placed_comes_last_and_a_missed_airing_is_a_thing_to_place(
    program_of, salif, soap_spot, planned_airing, cotton_campaign, late_break
):
    cotton_campaign.lines.update(airings=1)
    before = program_of(salif).get("planning/tray").json()["items"]
    missed = services.miss(planned_airing, by=salif, version=1, reason="technical")
    after = program_of(salif).get("planning/tray").json()["items"]

    assert [row["title"] for row in before] == ["Savon de la fête", "Le fil d’or du Faso"]
    (cotton,) = [row for row in after if row["client"] == "Faso Coton"]
    owed = {"makegood_for": str(missed.pk), "day": "2026-11-21", "time_str": "20:10", "status": "missed"}
    assert cotton["owed"] == [owed]
    assert cotton["airings_left"] == 0

    body = {"spot": cotton["id"], "break": str(late_break.pk), "makegood_for": str(missed.pk)}
    assert program_of(salif).post("bookings", body).status_code == 201
    (cotton,) = [row for row in program_of(salif).get("planning/tray").json()["items"] if row["client"] == "Faso Coton"]
    assert cotton["owed"] == []


def test_a_promo_of_the_station_is_always_there(program_of, salif, cotton_spot):
    Spot.objects.filter(pk=cotton_spot.pk).update(campaign=None, organisation=None)

    (row,) = program_of(salif).get("planning/tray").json()["items"]

    assert (row["client"], row["airings_left"], row["left"]) == (None, None, [])


def test_a_verdict_for_each_break_and_the_drop_says_the_same(program_of, salif, cotton_spot, before_news, late_break):
    program = program_of(salif)
    before_news.booked_seconds = 100
    before_news.save()

    full, fits = program.get("planning/verdicts", day="2026-11-21", spot=cotton_spot.pk).json()["items"]

    assert full == {
        "break": str(before_news.pk), "fits": False, "error": "break_full", "word": "manque 10 s",
        "detail": "Il reste 20 s dans cet écran.", "remaining_seconds": 20, "short_seconds": 10,
    }  # fmt: skip
    assert (fits["fits"], fits["error"], fits["word"], fits["short_seconds"]) == (True, None, "reste 150 s", None)
    refused = program.post("bookings", {"spot": str(cotton_spot.pk), "break": full["break"]}).json()
    assert (refused["error"], refused["detail"]) == (full["error"], full["detail"])
    assert program.post("bookings", {"spot": str(cotton_spot.pk), "break": fits["break"]}).status_code == 201


def test_verdicts_for_an_airing_on_another_day(program_of, salif, planned_airing):
    tomorrow = cast.ad_break("2010", day=cast.TODAY + timedelta(days=1))

    (told,) = program_of(salif).get("planning/verdicts", day="2026-11-22", airing=planned_airing.pk).json()["items"]

    assert (told["break"], told["fits"]) == (str(tomorrow.pk), True)


@pytest.mark.parametrize("query", [{}, {"spot": "x", "airing": "y"}, {"spot": "x", "day": "never"}])
def test_verdicts_are_of_one_thing_on_a_day(program_of, salif, query):
    assert program_of(salif).get("planning/verdicts", **query).status_code == 422


@pytest.mark.parametrize("name", ["spot", "airing"])
def test_verdicts_of_what_does_not_exist(program_of, salif, name):
    assert (
        program_of(salif).get("planning/verdicts", **{name: "0198aaaa-0000-7000-8000-000000000000"}).status_code == 404
    )
    assert program_of(salif).get("planning/verdicts", **{name: "nothing"}).status_code == 404


@pytest.mark.parametrize("role", ["awa", "mariam", "hamidou", "clarisse", "boukary"])
def test_only_those_who_place_look_into_the_tray(program_of, everybody, role, planned_airing):
    program = program_of(everybody[role])

    assert program.get("planning/tray").status_code == 404
    assert program.get("planning/verdicts", airing=planned_airing.pk).status_code == 404


def test_a_row_is_sent_to_its_rank(program_of, salif, planned_airing, soap_spot):
    first = cast.airing(soap_spot, planned_airing.ad_break, rank=2, line=soap_spot.campaign.lines.get())
    body = {"version": 1, "break": str(planned_airing.ad_break_id), "rank": 1}

    moved = program_of(salif).post(f"airings/{first.pk}/move", body).json()

    assert (moved["rank"], moved["version"]) == (1, 2)
    listed = program_of(salif).get("airings", day="2026-11-21").json()["items"]
    assert [(row["title"], row["rank"], row["version"]) for row in listed] == [
        ("Savon de la fête", 1, 2),
        ("Le fil d’or du Faso", 2, 1),
    ]
    assert program_of(salif).post(f"airings/{first.pk}/move", body | {"version": 2, "rank": 0}).status_code == 422


def test_tray_and_verdicts_cost_the_same_at_ten_times_the_data(program_of, salif, cotton_spot, late_break, categories):
    program = program_of(salif)

    def fill(first, count):
        for number in range(first, first + count):
            owner = cast.person(
                f"p{number}", f"P {number}", "advertiser", cast.organisation(f"Firme {number}", f"F{number}")
            )
            made = cast.spot(cast.campaign(owner, f"Divers {number}", category="divers"), f"Spot {number}", by=owner)
            place = cast.ad_break(f"21{number:02}")
            cast.airing(made, place, line=made.campaign.lines.get())
            cast.airing(made, place, rank=2, status="missed")

    def asked():
        counts = []
        for path, query in [("tray", {}), ("verdicts", {"spot": cotton_spot.pk})]:
            with CaptureQueriesContext(connection) as queries:
                assert program.get(f"planning/{path}", **query).json()["count"] > 0
            counts.append(len(queries))
        return counts

    fill(0, 3)
    asked()  # the key's last use is written now and then
    few = asked()
    fill(3, 30)

    assert asked() == few
    assert max(few) <= 12
