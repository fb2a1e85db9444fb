"""The calls of a real evening: they say first what they would do, then do it once."""

import pytest

from spot.airings.models import Airing
from spot.breaks.models import AdBreak
from tests import cast

DAY = "days/2026-11-21/retime"


@pytest.fixture
def salif_calls(program_of, salif):
    return program_of(salif)


def test_salif_sees_what_would_move_and_then_moves_it(salif_calls, planned_airing, late_break):
    asked = {"from": str(planned_airing.ad_break_id), "minutes": 70}

    shown = salif_calls.post(DAY, {**asked, "preview": True}).json()
    assert [(each["code"], each["before"], each["after"]) for each in shown["breaks"]] == [
        ("2010", "2026-11-21T20:10:00Z", "2026-11-21T21:20:00Z"),
        ("2045", "2026-11-21T20:45:00Z", "2026-11-21T21:55:00Z"),
    ]
    assert (shown["airings"], shown["kept"]) == (1, [])
    assert [(each["title"], each["error"]) for each in shown["warnings"]] == [("Le fil d’or du Faso", "daypart")]
    assert AdBreak.objects.get(code="2010").daypart_id == "prime", "the preview moves nothing"

    done = salif_calls.post(DAY, {**asked, "preview": False}, Idempotency_Key="a")
    again = salif_calls.post(DAY, {**asked, "preview": False}, Idempotency_Key="a")

    assert done.json() == again.json() == shown
    assert AdBreak.objects.get(code="2010").daypart_id == "soiree"


@pytest.mark.parametrize("minutes", [0, 721, "5"])
def test_minutes_that_are_none_move_nothing(salif_calls, before_news, minutes):
    answer = salif_calls.post(DAY, {"from": str(before_news.pk), "minutes": minutes})

    assert (answer.status_code, answer.json()["error"]) == (422, "invalid")


def test_a_break_of_another_day_is_not_of_this_one(salif_calls, before_news):
    answer = salif_calls.post("days/2026-11-22/retime", {"from": str(before_news.pk), "minutes": 5})

    assert answer.status_code == 404


def test_salif_sees_what_a_swap_would_do_and_then_does_it_once(salif_calls, planned_airing, cotton_campaign, awa):
    new = cast.spot(cotton_campaign, "Deuxième film", by=awa)
    path, body = f"spots/{planned_airing.spot_id}/swap", {"with": str(new.pk), "from": "2026-11-21"}

    shown = salif_calls.post(path, body).json()
    assert [(each["airing"], each["code"]) for each in shown["done"]] == [(str(planned_airing.pk), "2010")]
    assert Airing.objects.get().spot_id == planned_airing.spot_id, "without `preview` it is one"

    done = salif_calls.post(path, {**body, "preview": False}, Idempotency_Key="b")

    assert done.json() == shown == salif_calls.post(path, {**body, "preview": False}, Idempotency_Key="b").json()
    assert (Airing.objects.get().spot, Airing.objects.get().version) == (new, 2)


def test_a_spot_of_another_advertiser_is_refused_with_its_code(salif_calls, planned_airing, soap_spot):
    answer = salif_calls.post(
        f"spots/{planned_airing.spot_id}/swap", {"with": str(soap_spot.pk), "from": "2026-11-21", "preview": False}
    )

    assert (answer.status_code, answer.json()["error"]) == (409, "other_client")
