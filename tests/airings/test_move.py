"""Moving an airing to another break, another day, another place."""

from datetime import timedelta

from spot.airings import services
from spot.breaks.models import BroadcastDay
from spot.common import clock
from spot.journal.models import Entry
from tests import cast
from tests.refusing import refused


def test_a_move_frees_one_break_and_fills_the_other(salif, planned_airing, late_break):
    moved = services.move(planned_airing, late_break, by=salif, version=1)

    source = planned_airing.ad_break
    source.refresh_from_db()
    late_break.refresh_from_db()
    assert (source.booked_seconds, late_break.booked_seconds) == (0, 30)
    assert (moved.ad_break, moved.version, moved.line) == (late_break, 2, planned_airing.line)


def test_a_move_to_tomorrow_leaves_one_day_and_reaches_the_other(salif, planned_airing):
    tomorrow = cast.ad_break("2010", day=cast.TODAY + timedelta(days=1))

    services.move(planned_airing, tomorrow, by=salif, version=1)

    verbs = {
        day: set(Entry.objects.of_stream(f"day:{day}").values_list("verb", flat=True))
        for day in ("2026-11-21", "2026-11-22")
    }
    assert "airings.leave" in verbs["2026-11-21"]
    assert "airings.move" in verbs["2026-11-22"]


def test_a_stale_move_is_told_before_anything_else(salif, planned_airing, late_break):
    BroadcastDay.objects.update(closed_at=clock.now())

    with refused("stale_version"):
        services.move(planned_airing, late_break, by=salif, version=7)


def test_an_aired_airing_does_not_move(salif, cotton_spot, before_news, late_break):
    aired = cast.airing(cotton_spot, before_news, status="aired")

    with refused("wrong_state"):
        services.move(aired, late_break, by=salif, version=1)


def test_a_move_is_refused_as_a_booking_is(salif, planned_airing, late_break, soap_spot, issa):
    full = cast.ad_break("2100", capacity=20)
    with refused("break_full"):
        services.move(planned_airing, full, by=salif, version=1)

    planned_airing.refresh_from_db()
    assert planned_airing.version == 1, "a refused move changes no row"


def test_an_airing_does_not_stand_in_its_own_way(salif, planned_airing, soap_spot):
    cast.airing(soap_spot, planned_airing.ad_break, rank=2)

    moved = services.move(planned_airing, planned_airing.ad_break, by=salif, version=1, position="last")

    moved.refresh_from_db()
    assert (moved.rank, moved.position) == (2, "last")


def test_a_manager_moves_nothing(hamidou, planned_airing, late_break):
    with refused("not_found"):
        services.move(planned_airing, late_break, by=hamidou, version=1)
