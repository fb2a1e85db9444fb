"""State after applying events equals a fresh snapshot, whatever happened in between."""

import random
from datetime import timedelta

import pytest

from spot.airings import queries, services
from spot.airings.models import Airing
from spot.breaks import services as breaks
from spot.common import clock
from spot.common.refusals import Refused
from tests import cast


def applied(snapshot, events):
    breaks_, items = ({row["id"]: row for row in snapshot[name]} for name in ("breaks", "items"))
    for event in events:
        shelf, thing = (items, event["item"]) if "item" in event else (breaks_, event["break"])
        if event["action"] == "upsert":
            shelf[thing["id"]] = thing
        else:
            shelf.pop(thing["id"], None)
    return breaks_, items


def state(snapshot):
    return tuple({row["id"]: row for row in snapshot[name]} for name in ("breaks", "items"))


def test_an_item_says_what_the_contract_says(planned_airing):
    item = queries.item(planned_airing)

    assert (item["day"], item["date_iso"], item["time_str"]) == ("2026-11-21", "2026-11-21", "20:10")
    assert (item["date_str"], item["starts_at"]) == ("samedi 21 novembre 2026", "2026-11-21T20:10:00Z")
    assert (item["client"], item["media_type"], item["is_broadcasted"]) == ("Faso Coton", "video", False)


def test_after_midnight_the_broadcast_day_is_still_the_evening_s(cotton_spot, evening, rate_card):
    night = cast.ad_break("0030", daypart="nuit")

    item = queries.item(cast.airing(cotton_spot, night))

    assert (item["day"], item["date_iso"], item["time_iso"]) == ("2026-11-21", "2026-11-22", "00:30")


def test_a_snapshot_costs_the_same_queries_however_full_the_day(planned_airing, soap_spot, django_assert_num_queries):
    with django_assert_num_queries(3):
        queries.snapshot(cast.TODAY)
    for number in range(20):
        cast.airing(soap_spot, cast.ad_break(f"21{number:02}"))
    with django_assert_num_queries(3):
        assert len(queries.snapshot(cast.TODAY)["items"]) == 21


def test_a_cancelled_break_and_its_airings_leave_the_screens(salif, planned_airing):
    before = queries.snapshot(cast.TODAY)

    breaks.cancel(planned_airing.ad_break, reason="technical", by=salif)

    events = queries.events(cast.TODAY, after=before["seq"])
    assert applied(before, events) == state(queries.snapshot(cast.TODAY)) == ({}, {})


def test_a_retimed_break_takes_its_airings_along(salif, planned_airing):
    before = queries.snapshot(cast.TODAY)

    breaks.retime(planned_airing.ad_break, starts_at=planned_airing.ad_break.starts_at + timedelta(minutes=7), by=salif)

    after = queries.snapshot(cast.TODAY)
    assert after["items"][0]["time_str"] == "20:17"
    assert applied(before, queries.events(cast.TODAY, after=before["seq"])) == state(after)


@pytest.mark.parametrize("seed", range(6))
def test_a_whole_evening_of_random_verbs_ends_as_a_fresh_snapshot(
    seed, salif, aminata, before_news, late_break, categories
):
    dice = random.Random(seed)
    spots = []
    for number in range(6):
        firm = cast.organisation(f"Maison {number}", f"M{number:03}")
        owner = cast.person(f"m{number}", f"Maison {number}", "advertiser", firm)
        spots.append(cast.spot(cast.campaign(owner, f"C{number}", category="divers"), f"S{number}", by=owner))
    places = [before_news, late_break, cast.ad_break("2100"), cast.ad_break("2010", day=cast.TODAY + timedelta(days=1))]
    before = queries.snapshot(cast.TODAY)
    cursor, (shown_breaks, shown_items) = before["seq"], state(before)

    for _ in range(60):
        _one_act(dice, salif, spots, places)
        if dice.random() < 0.3:
            events = queries.events(cast.TODAY, after=cursor)
            shown_breaks, shown_items = applied(
                {"breaks": shown_breaks.values(), "items": shown_items.values()}, events
            )
            cursor = events[-1]["seq"] if events else cursor

    events = queries.events(cast.TODAY, after=cursor)
    final = applied({"breaks": shown_breaks.values(), "items": shown_items.values()}, events)
    assert final == state(queries.snapshot(cast.TODAY))


def _one_act(dice, salif, spots, places):
    airings = list(Airing.objects.taking_seconds())
    try:
        with clock.frozen(cast.EVENING + timedelta(minutes=20)):
            if not airings or dice.random() < 0.4:
                services.book(
                    dice.choice(spots),
                    dice.choice(places),
                    by=salif,
                    position=dice.choice([None, None, "first", "last"]),
                )
                return
            row = dice.choice(airings)
            terms = {"by": salif, "version": row.version}
            act = dice.choice(["confirm", "miss", "preempt", "undo", "cancel", "move", "retime"])
            if act == "move":
                services.move(row, dice.choice(places), **terms)
            elif act == "retime":
                breaks.retime(row.ad_break, starts_at=row.ad_break.starts_at + timedelta(minutes=1), by=salif)
            elif act in {"miss", "cancel"}:
                getattr(services, act)(row, reason="technical", **terms)
            else:
                getattr(services, act)(row, **terms)
    except Refused:
        pass
