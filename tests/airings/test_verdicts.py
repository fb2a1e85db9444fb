"""What each break says before anything is dropped on it is what booking or moving then says."""

from datetime import time, timedelta

import pytest
from django.db import transaction

from spot.airings import services
from spot.airings.models import Airing
from spot.airings.services import verdicts
from spot.breaks.models import BroadcastDay
from spot.clearance.models import Visa
from spot.common import clock
from spot.common.refusals import Refused
from tests import cast
from tests.refusing import refused


def tried(verb) -> tuple[str | None, str]:
    """What a verb answers, without keeping what it did."""
    try:
        with transaction.atomic():
            verb()
            transaction.set_rollback(True)
    except Refused as refusal:
        return refusal.code, refusal.detail
    return None, ""


def foreseen(found) -> dict[str, str | None]:
    return {each.ad_break.code: each.refusal.code if each.refusal else None for each in found}


def agree(found, verb) -> None:
    """Every verdict is, to the word, what the verb answers on that break."""
    told = {
        each.ad_break.code: (each.refusal.code, each.refusal.detail) if each.refusal else (None, "") for each in found
    }
    assert told == {each.ad_break.code: tried(lambda each=each: verb(each.ad_break)) for each in found}


@pytest.fixture
def evening_of_refusals(cotton_spot, soap_spot, issa, late_break):
    """An evening on which one spot meets every refusal a break can give, and two breaks take it."""
    rival = cast.spot(cast.campaign(issa, "Pagnes Wend", category="textile"), "Pagnes Wend", by=issa)
    cast.ad_break("1930")  # started
    cast.airing(cotton_spot, cast.ad_break("2000"), line=cotton_spot.campaign.lines.get())  # same advertiser
    cast.airing(rival, cast.ad_break("2015"))  # competitor
    cast.airing(soap_spot, cast.ad_break("2020"), position="first")  # the first position is taken
    cast.airing(soap_spot, cast.ad_break("2025", capacity=45))  # 15 s short
    cast.airing(soap_spot, cast.ad_break("2030", capacity=30))  # full
    cast.ad_break("2200", daypart="soiree")  # not ordered
    cast.ad_break("2100", capacity=30)  # just fits
    return cotton_spot


def test_each_break_foresees_what_a_booking_is_answered(salif, evening_of_refusals):
    spot = evening_of_refusals
    found = verdicts.to_book(spot, cast.TODAY, position="first")

    assert foreseen(found) == {
        "1930": "break_started", "2000": "same_advertiser", "2015": "competitor", "2020": "position_taken",
        "2025": "break_full", "2030": "break_full", "2045": None, "2100": None, "2200": "not_ordered",
    }  # fmt: skip
    agree(found, lambda place: services.book(spot, place, by=salif, position="first"))


def test_each_break_foresees_what_a_move_is_answered(salif, evening_of_refusals):
    airing = Airing.objects.get(ad_break__code="2000")
    found = verdicts.to_move(airing, cast.TODAY)

    assert foreseen(found)["2000"] is None, "an airing does not stand in its own way"
    assert foreseen(found)["2015"] == "competitor"
    assert foreseen(found)["2020"] is None
    agree(found, lambda place: services.move(airing, place, by=salif, version=1))


@pytest.mark.parametrize(
    "spoil",
    [
        "close", "end", "withdraw", "place_all", "wait", "visa", "visa_of_yesterday", "visa_held", "hours", "forbid",
        "gratis", "last",
    ],
)  # fmt: skip
def test_whatever_stands_in_the_way_the_verdict_and_the_booking_agree(salif, evening_of_refusals, spoil):
    spot = evening_of_refusals
    terms = {"gratis": {"gratis": True}, "last": {"position": "last"}}.get(spoil, {})
    _spoil(spot, spoil)

    agree(verdicts.to_book(spot, cast.TODAY, **terms), lambda place: services.book(spot, place, by=salif, **terms))


def _spoil(spot, how: str) -> None:
    campaign, category = spot.campaign, spot.product_category
    rules = {"visa": "visa", "visa_of_yesterday": "visa", "visa_held": "visa", "hours": "hours", "forbid": "forbidden"}
    category.rule = rules.get(how, category.rule)
    category.allowed_from, category.allowed_until = time(20, 12), time(20, 40)
    category.save()
    if how == "close":
        BroadcastDay.objects.update(closed_at=clock.now())
    if how == "end":
        campaign.ends_on = cast.TODAY - timedelta(days=1)
    if how == "wait":
        campaign.status = "pending"
    campaign.save()
    if how == "withdraw":
        spot.approved_version = None
        spot.save()
    if how == "place_all":
        campaign.lines.update(airings=1)
    if how in ("visa_of_yesterday", "visa_held"):
        until = cast.TODAY + timedelta(days=30 if how == "visa_held" else -1)
        Visa.objects.create(
            organisation=spot.organisation, category=category, number="V1", authority="Ministère",
            issued_on=cast.TODAY - timedelta(days=90), expires_on=until,
        )  # fmt: skip


def test_a_make_good_is_foreseen_once_and_refused_when_nothing_is_owed(salif, cotton_spot, planned_airing, late_break):
    missed = services.miss(planned_airing, by=salif, version=1, reason="technical")
    other = cast.ad_break("2100")
    owed = verdicts.to_book(cotton_spot, cast.TODAY, makegood_for=missed)
    assert foreseen(owed) == {"2010": "same_advertiser", "2045": None, "2100": None}

    services.book(cotton_spot, late_break, by=salif, makegood_for=missed)

    again = verdicts.to_book(cotton_spot, cast.TODAY, makegood_for=missed)
    assert foreseen(again)[other.code] == "not_ordered"
    agree(again, lambda place: services.book(cotton_spot, place, by=salif, makegood_for=missed))


def test_a_verdict_says_in_short_what_the_header_has_room_for(evening_of_refusals):
    found = verdicts.to_book(evening_of_refusals, cast.TODAY, position="first")

    assert {each.ad_break.code: each.in_short for each in found} == {
        "1930": "déjà commencé", "2000": "même annonceur", "2015": "concurrent : Savonnerie Wend",
        "2020": "position prise", "2025": "manque 15 s", "2030": "complet", "2045": "reste 150 s",
        "2100": "juste complet", "2200": "non commandé ici",
    }  # fmt: skip
    assert next(each.sentence for each in found if each.ad_break.code == "2015").startswith(
        "Savonnerie Wend, concurrent"
    )


def test_an_airing_that_is_settled_moves_nowhere(cotton_spot, before_news):
    with refused("wrong_state"):
        verdicts.to_move(cast.airing(cotton_spot, before_news, status="aired"), cast.TODAY)


def test_an_airing_of_a_closed_day_moves_nowhere(planned_airing):
    BroadcastDay.objects.update(closed_at=clock.now())

    with refused("day_closed"):
        verdicts.to_move(planned_airing, cast.TODAY + timedelta(days=1))


def test_a_cancelled_break_is_not_asked(planned_airing, late_break, before_news):
    late_break.status = "cancelled"
    late_break.save()

    assert foreseen(verdicts.to_move(planned_airing, cast.TODAY)) == {"2010": None}


def test_foreseeing_costs_the_same_for_one_break_and_for_forty(
    evening_of_refusals, soap_spot, django_assert_max_num_queries
):
    spot = evening_of_refusals
    spot.product_category.rule = "visa"
    for number in range(40):
        cast.airing(soap_spot, cast.ad_break(f"21{number + 10:02}"))

    with django_assert_max_num_queries(6):
        verdicts.to_book(spot, cast.TODAY)


def test_foreseeing_writes_nothing(evening_of_refusals, django_assert_num_queries):
    with django_assert_num_queries(5) as asked:
        verdicts.to_book(evening_of_refusals, cast.TODAY)

    assert {query["sql"].split()[0] for query in asked.captured_queries} == {"SELECT"}
