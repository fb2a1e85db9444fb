"""Retiming the rest of the day when a match overruns: shown first, then all at once or not at all."""

from datetime import date, time, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from spot.airings import services
from spot.breaks.models import AdBreak, BroadcastDay
from spot.clearance.models import ProductCategory, Rule, Visa
from spot.common import clock
from spot.journal.models import Entry
from spot.messaging.models import Notification
from tests import cast
from tests.refusing import refused


@pytest.fixture
def film(before_news, late_break) -> AdBreak:
    """The 22:10 break, in soirée; 20:10 and 20:45 stand before it."""
    return cast.ad_break("2210", title="Après film", daypart="soiree")


def hours() -> list[str]:
    return [
        f"{clock.local(at):%H:%M}" for at in AdBreak.objects.order_by("starts_at").values_list("starts_at", flat=True)
    ]


def test_salif_moves_the_rest_of_the_evening_by_twenty_minutes(salif, before_news, late_break, film):
    moved = services.retime_rest(late_break, minutes=20, by=salif)

    assert hours() == ["20:10", "21:05", "22:30"]
    assert [each.ad_break for each in moved.moved] == [late_break, film]


def test_the_preview_says_the_same_and_moves_nothing(salif, before_news, late_break, film, planned_airing):
    shown = services.preview_retiming(before_news, minutes=20, by=salif)

    assert hours() == ["20:10", "20:45", "22:10"]
    assert shown == services.retime_rest(before_news, minutes=20, by=salif)
    assert shown.airings == 1


def test_each_break_and_its_airings_are_told_on_the_stream_of_the_day(salif, film, planned_airing):
    services.retime_rest(planned_airing.ad_break, minutes=5, by=salif)

    told = Entry.objects.of_stream("day:2026-11-21").values_list("verb", flat=True)
    assert sorted(told) == ["airings.follow", *["breaks.retime"] * 3]


def test_an_airing_sold_in_prime_that_lands_in_soiree_is_named_beforehand(salif, late_break, film, cotton_spot):
    sold = cast.airing(cotton_spot, late_break)

    shown = services.preview_retiming(late_break, minutes=40, by=salif)

    (caution,) = shown.cautions
    assert (caution.airing, caution.code, caution.detail) == (
        sold,
        "daypart",
        "vendu en prime, passerait en soirée",
    )
    assert shown.moved[0].daypart.pk == "soiree"


def test_an_airing_the_law_keeps_to_its_hours_is_named_beforehand(salif, planned_airing, categories):
    ProductCategory.objects.filter(pk="textile").update(
        rule=Rule.HOURS, allowed_from=time(19, 30), allowed_until=time(20, 15)
    )

    shown = services.preview_retiming(planned_airing.ad_break, minutes=10, by=salif)

    assert [(each.airing, each.code) for each in shown.cautions] == [(planned_airing, "clearance")]


def test_a_break_in_which_an_airing_is_confirmed_stays(salif, before_news, late_break, cotton_spot, soap_spot):
    cast.airing(cotton_spot, late_break, status="aired")

    with refused("overlap"):
        services.retime_rest(before_news, minutes=60, by=salif)
    moved = services.retime_rest(before_news, minutes=10, by=salif)

    assert hours() == ["20:20", "20:45"]
    assert moved.kept == [late_break]


def test_a_break_confirmed_in_part_is_no_place_to_start_from(salif, before_news, cotton_spot):
    cast.airing(cotton_spot, before_news, status="aired")

    with refused("wrong_state"):
        services.retime_rest(before_news, minutes=10, by=salif)


def test_nothing_moves_before_now(salif, before_news, film):
    with refused("break_started"):
        services.retime_rest(before_news, minutes=-30, by=salif)
    with refused("break_started"), clock.frozen(before_news.starts_at + timedelta(seconds=1)):
        services.retime_rest(before_news, minutes=30, by=salif)


def test_the_evening_never_runs_into_what_does_not_move(salif, before_news, late_break, cotton_spot):
    cast.airing(cotton_spot, before_news)
    AdBreak.objects.filter(pk=before_news.pk).update(booked_seconds=120)

    with refused("overlap"):
        services.retime_rest(late_break, minutes=-34, by=salif)
    services.retime_rest(late_break, minutes=-33, by=salif)

    assert hours() == ["20:10", "20:12"]


def test_all_or_nothing_when_one_would_leave_the_day(salif, before_news, late_break):
    cast.ad_break("0550", daypart="nuit")

    with refused("outside_day"):
        services.retime_rest(before_news, minutes=15, by=salif)

    assert hours() == ["20:10", "20:45", "05:50"]
    assert not Entry.objects.filter(verb="breaks.retime").exists()


def test_a_closed_day_moves_no_more(salif, before_news):
    BroadcastDay.objects.update(closed_at=clock.now())

    for verb in (services.preview_retiming, services.retime_rest):
        with refused("day_closed"):
            verb(AdBreak.objects.get(pk=before_news.pk), minutes=5, by=salif)


def test_a_cancelled_break_is_left_where_it_is(salif, before_news, late_break):
    AdBreak.objects.filter(pk=late_break.pk).update(status="cancelled")

    with refused("break_cancelled"):
        services.retime_rest(late_break, minutes=5, by=salif)
    services.retime_rest(before_news, minutes=5, by=salif)

    assert hours() == ["20:15", "20:45"]


@pytest.mark.parametrize("somebody", ["hamidou", "awa", "mariam"])
def test_who_does_not_run_the_evening_retimes_nothing(somebody, everybody, before_news):
    for verb in (services.preview_retiming, services.retime_rest):
        with refused("not_found"):
            verb(before_news, minutes=5, by=everybody[somebody])


def test_the_preview_asks_the_same_questions_of_a_full_evening(salif, late_break, film, categories, awa):
    def questions() -> int:
        with CaptureQueriesContext(connection) as seen:
            services.preview_retiming(late_break, minutes=5, by=salif)
        return len(seen)

    def sell(number: int) -> None:
        ProductCategory.objects.create(slug=f"visa-{number}", name=f"Visa {number}", rule=Rule.VISA)
        owner = cast.person(f"a{number}", f"A {number}", "advertiser", cast.organisation(f"M{number}", f"M{number:03}"))
        Visa.objects.create(
            organisation=owner.organisation,
            category_id=f"visa-{number}",
            number=f"{number}",
            authority="Ministère de la Santé",
            issued_on=date(2026, 1, 1),
        )
        order = cast.campaign(owner, f"Campagne {number}", category=f"visa-{number}")
        cast.airing(cast.spot(order, f"Spot {number}", by=owner, seconds=10), late_break, rank=number)

    sell(1)
    alone = questions()
    for number in range(2, 8):
        sell(number)

    assert questions() == alone <= 8


def test_the_colleagues_hear_of_it_once(salif, rasmata, before_news, late_break):
    services.retime_rest(before_news, minutes=12, by=salif)

    (told,) = Notification.objects.visible_to(rasmata)
    assert told.text == "2 écrans du 21/11/2026 décalés de +12 min à partir de 2010 Après JT."
    assert not Notification.objects.visible_to(salif).exists()
