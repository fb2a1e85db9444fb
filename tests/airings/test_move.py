"""Moving an airing to another break, another day, another place."""

from datetime import timedelta

import pytest

from spot.airings import services
from spot.airings.models import Airing
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


def three_in(place, names=("un", "deux", "trois"), **positions):
    """Three airings of three advertisers in a break, in this order."""
    made = []
    for rank, name in enumerate(names, start=1):
        owner = cast.person(f"de-{name}", name, "advertiser", cast.organisation(name, name[:4].upper()))
        order = cast.campaign(owner, name, category="divers")
        airing = cast.airing(
            cast.spot(order, name, by=owner), place, rank=rank, line=order.lines.get(), position=positions.get(name)
        )
        made.append(airing)
    return made


def order_of(place) -> list[str]:
    rows = Airing.objects.taking_seconds().filter(ad_break=place).order_by("rank")
    assert [row.rank for row in rows] == list(range(1, len(rows) + 1))
    return [row.spot.title for row in rows]


@pytest.mark.parametrize(
    ("name", "rank", "after"),
    [
        ("trois", 1, ["trois", "un", "deux"]), ("un", 2, ["deux", "un", "trois"]), ("un", 3, ["deux", "trois", "un"]),
        ("un", None, ["deux", "trois", "un"]), ("deux", 900, ["un", "trois", "deux"]), ("deux", 2, ["un", "deux", "trois"]),
    ],
)  # fmt: skip
def test_a_row_takes_the_rank_it_is_given(salif, late_break, categories, name, rank, after):
    rows = {row.spot.title: row for row in three_in(late_break)}

    moved = services.move(rows[name], late_break, by=salif, version=1, rank=rank)

    assert order_of(late_break) == after
    assert moved.rank == after.index(name) + 1
    assert Entry.objects.get(verb="airings.move").after["rank"] == moved.rank
    others = Airing.objects.filter(ad_break=late_break).exclude(pk=moved.pk)
    assert {row.version for row in others} == {1}, "the others are moved by rank, not by version"


def test_nothing_goes_before_the_first_place_nor_after_the_last(salif, late_break, categories):
    rows = three_in(late_break, ("tête", "milieu", "fin"), tête="first", fin="last")
    extra = three_in(cast.ad_break("2100"), ("venu",))[0]

    services.move(extra, late_break, by=salif, version=1, rank=1)
    assert order_of(late_break) == ["tête", "venu", "milieu", "fin"]
    services.move(rows[1], late_break, by=salif, version=1, rank=9)
    assert order_of(late_break) == ["tête", "venu", "milieu", "fin"]


def test_dropped_between_two_rows_of_another_break_it_stands_there(salif, planned_airing, late_break, categories):
    three_in(late_break)

    moved = services.move(planned_airing, late_break, by=salif, version=1, rank=2)

    assert order_of(late_break) == ["un", "Le fil d’or du Faso", "deux", "trois"]
    told = set(
        Entry.objects.of_stream("day:2026-11-21").filter(verb="airings.follow").values_list("thing_id", flat=True)
    )
    pushed = Airing.objects.filter(ad_break=late_break, rank__gt=moved.rank)
    assert told == {str(row.pk) for row in pushed}, "every screen hears of the rows that were pushed"


def test_a_booking_too_takes_the_rank_it_is_given(salif, cotton_spot, late_break, categories):
    three_in(late_break)

    booked = services.book(cotton_spot, late_break, by=salif, rank=1)

    assert (booked.rank, order_of(late_break)[0]) == (1, "Le fil d’or du Faso")
