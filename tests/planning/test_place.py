"""One spot placed over dates and weekdays, and why the rest was not."""

from datetime import timedelta

import pytest

from spot.airings.models import Airing
from spot.breaks.models import AdBreak, BreakTemplate, BroadcastDay
from spot.common import clock
from spot.journal.models import Entry
from spot.planning import services
from tests.cast import TODAY, ad_break, airing, line, spot
from tests.refusing import refused

SUNDAY, MONDAY, TUESDAY = (TODAY + timedelta(days=n) for n in (1, 2, 3))
EVERY_DAY = range(7)


@pytest.fixture
def week(evening, rate_card) -> None:
    for day in (TODAY, SUNDAY, MONDAY, TUESDAY):
        ad_break("1925", day=day)
        ad_break("2010", day=day, capacity=60)
        ad_break("2045", day=day, capacity=180)


def where(report) -> list[tuple]:
    return [(each.day, each.ad_break.code) for each in report.placed]


def why(report) -> list[tuple]:
    return [(each.day, each.ad_break and each.ad_break.code, each.code) for each in report.refused]


def test_salif_places_a_spot_in_one_break_every_evening(week, cotton_spot, salif):
    report = services.place(cotton_spot, starts_on=SUNDAY, ends_on=TUESDAY, weekdays=EVERY_DAY, code="2010", by=salif)

    assert where(report) == [(SUNDAY, "2010"), (MONDAY, "2010"), (TUESDAY, "2010")]
    assert (report.asked, report.refused) == (3, [])


def test_only_the_weekdays_asked_for(week, cotton_spot, salif):
    report = services.place(cotton_spot, starts_on=SUNDAY, ends_on=TUESDAY, weekdays=[0, 6], code="2010", by=salif)

    assert where(report) == [(SUNDAY, "2010"), (MONDAY, "2010")]


def test_a_daypart_takes_its_emptiest_breaks_once_each(week, cotton_spot, salif):
    report = services.place(
        cotton_spot, starts_on=SUNDAY, ends_on=SUNDAY, weekdays=EVERY_DAY, daypart="prime", per_day=2, by=salif
    )

    assert where(report) == [(SUNDAY, "1925"), (SUNDAY, "2045")]


def test_a_refused_day_does_not_stop_the_next(week, cotton_spot, cotton_campaign, soap_spot, salif):
    AdBreak.objects.filter(day=MONDAY, code="2010").update(booked_seconds=45)

    report = services.place(cotton_spot, starts_on=SUNDAY, ends_on=TUESDAY, weekdays=EVERY_DAY, code="2010", by=salif)

    assert where(report) == [(SUNDAY, "2010"), (TUESDAY, "2010")]
    assert why(report) == [(MONDAY, "2010", "break_full")]
    assert report.refused[0].sentence == "Il reste 15 s dans cet écran."


def test_another_break_of_the_daypart_takes_what_a_full_one_refuses(week, cotton_spot, salif):
    AdBreak.objects.filter(day=SUNDAY, code="2045").update(booked_seconds=45, capacity_seconds=60)
    AdBreak.objects.filter(day=SUNDAY, code="1925").update(booked_seconds=105)

    report = services.place(
        cotton_spot, starts_on=SUNDAY, ends_on=SUNDAY, weekdays=EVERY_DAY, daypart="prime", by=salif
    )

    assert where(report) == [(SUNDAY, "2010")]
    assert report.refused == []


def test_tonight_only_the_breaks_still_to_come_are_tried(week, cotton_spot, salif):
    report = services.place(
        cotton_spot, starts_on=TODAY, ends_on=TODAY, weekdays=EVERY_DAY, daypart="prime", per_day=3, by=salif
    )

    assert where(report) == [(TODAY, "2010"), (TODAY, "2045")]
    assert why(report) == [(TODAY, None, "no_break")]


def test_a_break_that_has_started_says_so(week, cotton_spot, salif):
    report = services.place(cotton_spot, starts_on=TODAY, ends_on=TODAY, weekdays=EVERY_DAY, code="1925", by=salif)

    assert why(report) == [(TODAY, "1925", "break_started")]


def test_a_code_that_does_not_exist_says_so(week, cotton_spot, salif):
    report = services.place(cotton_spot, starts_on=SUNDAY, ends_on=SUNDAY, weekdays=EVERY_DAY, code="0700", by=salif)

    assert report.refused[0].sentence == "L’écran 0700 n’existe pas ce jour-là."


def test_a_spot_never_passes_twice_in_one_break(week, cotton_spot, salif):
    report = services.place(
        cotton_spot, starts_on=SUNDAY, ends_on=SUNDAY, weekdays=EVERY_DAY, code="2010", per_day=2, by=salif
    )

    assert (len(report.placed), why(report)) == (1, [(SUNDAY, None, "no_break")])


def test_what_was_ordered_is_the_limit(week, cotton_spot, cotton_campaign, salif):
    cotton_campaign.lines.update(airings=2)

    report = services.place(cotton_spot, starts_on=SUNDAY, ends_on=TUESDAY, weekdays=EVERY_DAY, code="2010", by=salif)

    assert len(report.placed) == 2
    assert why(report) == [(TUESDAY, "2010", "not_ordered")]


def test_a_spot_that_is_not_approved_is_refused_once_a_day(week, cotton_campaign, awa, salif):
    waiting = spot(cotton_campaign, "En attente", by=awa, status="pending_review")

    report = services.place(
        waiting, starts_on=SUNDAY, ends_on=MONDAY, weekdays=EVERY_DAY, daypart="prime", per_day=2, by=salif
    )

    assert {each.code for each in report.refused} == {"spot_not_approved"}
    assert not Airing.objects.exists()


def test_a_competitor_keeps_its_break(week, cotton_spot, issa, categories, salif):
    from tests.cast import campaign

    rival = campaign(issa, "Pagne Wend", category="textile")
    airing(spot(rival, "Pagne Wend", by=issa), AdBreak.objects.get(day=SUNDAY, code="2010"), line=rival.lines.get())

    report = services.place(cotton_spot, starts_on=SUNDAY, ends_on=SUNDAY, weekdays=EVERY_DAY, code="2010", by=salif)

    assert why(report) == [(SUNDAY, "2010", "competitor")]


def test_a_day_that_was_not_made_yet_is_made(evening, cotton_spot, salif):
    BreakTemplate.objects.create(
        weekday=SUNDAY.weekday(), starts=clock.now().time(), code="1940", capacity_seconds=60, daypart_id="prime"
    )

    report = services.place(cotton_spot, starts_on=SUNDAY, ends_on=SUNDAY, weekdays=EVERY_DAY, code="1940", by=salif)

    assert where(report) == [(SUNDAY, "1940")]


def test_a_day_too_far_is_not_made(evening, cotton_spot, salif, settings):
    settings.SPOT_DAYS_AHEAD = 2

    report = services.place(cotton_spot, starts_on=TUESDAY, ends_on=TUESDAY, weekdays=EVERY_DAY, code="1925", by=salif)

    assert why(report) == [(TUESDAY, None, "no_break")]
    assert not BroadcastDay.objects.exists()


def test_each_airing_is_journaled_by_who_placed_it(week, cotton_spot, salif):
    services.place(cotton_spot, starts_on=SUNDAY, ends_on=MONDAY, weekdays=EVERY_DAY, code="2010", by=salif)

    assert Entry.objects.filter(verb="airings.book", actor=salif).count() == 2


def test_the_first_place_is_given_once_a_break(week, cotton_spot, cotton_campaign, soap_spot, salif):
    wanted = {"starts_on": SUNDAY, "ends_on": SUNDAY, "weekdays": EVERY_DAY, "code": "2010", "position": "first"}
    services.place(soap_spot, by=salif, **wanted)

    assert why(services.place(cotton_spot, by=salif, **wanted)) == [(SUNDAY, "2010", "position_taken")]


@pytest.mark.parametrize("who", ["awa", "mariam", "hamidou", "clarisse", "boukary"])
def test_who_does_not_broadcast_places_nothing(week, cotton_spot, everybody, who):
    with refused("not_found"):
        services.place(
            cotton_spot, starts_on=SUNDAY, ends_on=SUNDAY, weekdays=EVERY_DAY, code="2010", by=everybody[who]
        )


def test_a_placement_has_limits(week, cotton_spot, salif):
    wanted = {"weekdays": EVERY_DAY, "code": "2010", "by": salif}
    with refused("too_many_days"):
        services.place(cotton_spot, starts_on=TODAY, ends_on=TODAY + timedelta(days=92), **wanted)
    with refused("too_many_a_day"):
        services.place(cotton_spot, starts_on=TODAY, ends_on=TODAY, per_day=21, **wanted)


def test_a_line_of_another_length_does_not_serve(week, cotton_campaign, awa, salif):
    line(cotton_campaign, seconds=15)
    long = spot(cotton_campaign, "Long", by=awa, seconds=45)

    report = services.place(long, starts_on=SUNDAY, ends_on=SUNDAY, weekdays=EVERY_DAY, code="2010", by=salif)

    assert why(report) == [(SUNDAY, "2010", "not_ordered")]
