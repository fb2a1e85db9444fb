"""A break retimed, cancelled, changed or added on its day."""

from datetime import time, timedelta

import pytest

from spot.breaks import services
from spot.breaks.models import AdBreak, BroadcastDay
from spot.common import clock
from spot.journal.models import Entry
from tests.cast import TODAY, ad_break
from tests.refusing import refused

DAY = "day:2026-11-21"


def at(hour: int, minute: int = 0):
    return clock.instant_of(TODAY, time(hour, minute))


def test_salif_retimes_a_break_and_the_day_hears_it(before_news, salif):
    moved = services.retime(before_news, starts_at=at(20, 20), by=salif)

    assert (moved.starts_at, moved.version) == (at(20, 20), 2)
    entry = Entry.objects.of_stream(DAY).get()
    assert (entry.verb, entry.actor, entry.seq) == ("breaks.retime", salif, 1)
    assert entry.before["starts_at"] == "2026-11-21T20:10:00+00:00"


def test_a_break_that_slides_out_of_prime_changes_daypart(before_news, salif):
    assert services.retime(before_news, starts_at=at(21, 30), by=salif).daypart_id == "soiree"


def test_a_break_may_slide_past_midnight_but_not_past_six(before_news, salif):
    assert services.retime(before_news, starts_at=at(0, 30), by=salif).day_id == TODAY

    with refused("outside_day"):
        services.retime(before_news, starts_at=at(0, 30) + timedelta(hours=6), by=salif)


def test_a_day_changed_by_hand_no_longer_follows_the_template(before_news, salif):
    services.retime(before_news, starts_at=at(20, 20), by=salif)

    assert BroadcastDay.objects.get().is_special


def test_a_cancelled_break_keeps_its_reason_and_is_done_with(before_news, salif):
    cancelled = services.cancel(before_news, reason="technical", note="Direct prolongé", by=salif)

    assert (cancelled.status, cancelled.reason) == ("cancelled", "technical")
    entry = Entry.objects.get(verb="breaks.cancel")
    assert (entry.note, entry.after) == ("Direct prolongé", {"status": "cancelled", "reason": "technical"})
    with refused("wrong_state"):
        services.cancel(before_news, reason="technical", by=salif)


@pytest.mark.parametrize("who", ["awa", "mariam", "hamidou", "clarisse", "boukary"])
def test_who_does_not_broadcast_neither_retimes_nor_cancels(before_news, everybody, who):
    with refused("not_found"):
        services.retime(before_news, starts_at=at(20, 20), by=everybody[who])
    with refused("not_found"):
        services.cancel(before_news, reason="technical", by=everybody[who])
    assert not Entry.objects.exists()


def test_aminata_lengthens_a_break(before_news, aminata):
    changed = services.change(before_news, by=aminata, code="2010", title="Après le JT", capacity_seconds=180)

    assert (changed.capacity_seconds, changed.title) == (180, "Après le JT")


def test_a_break_is_not_made_shorter_than_what_is_placed_in_it(before_news, aminata):
    services.reserve(before_news, 90)

    with refused("below_booked"):
        services.change(before_news, by=aminata, code="2010", title="", capacity_seconds=60)


def test_salif_does_not_change_a_capacity(before_news, salif):
    with refused("not_found"):
        services.change(before_news, by=salif, code="2010", title="", capacity_seconds=60)


def test_two_open_breaks_of_a_day_never_share_a_code(before_news, late_break, aminata):
    with refused("code_taken"):
        services.change(late_break, by=aminata, code="2010", title="", capacity_seconds=60)
    with refused("code_taken"):
        services.add(TODAY, by=aminata, code="2010", title="", at=time(20, 10), capacity_seconds=60)


def test_the_code_of_a_cancelled_break_is_free_again(before_news, aminata):
    services.cancel(before_news, reason="technical", by=aminata)

    added = services.add(TODAY, by=aminata, code="2010", title="Édition spéciale", at=time(20, 12), capacity_seconds=60)

    assert AdBreak.objects.open().get() == added


def test_a_day_that_did_not_exist_may_be_made_by_hand(dayparts, aminata):
    services.add(TODAY, by=aminata, code="2000", title="Élections", at=time(20), capacity_seconds=60)

    assert BroadcastDay.objects.get().is_special
    assert Entry.objects.of_stream(DAY).get().verb == "breaks.add"


def test_salif_does_not_add_breaks(dayparts, salif):
    with refused("not_found"):
        services.add(TODAY, by=salif, code="2000", title="", at=time(20), capacity_seconds=60)


def test_nothing_of_a_refused_change_is_kept(before_news, rate_card, aminata):
    other = ad_break("2030")

    with refused("code_taken"):
        services.change(other, by=aminata, code="2010", title="", capacity_seconds=60)

    assert not BroadcastDay.objects.get().is_special
