"""Confirm, miss, pre-empt, undo, correct, cancel: each works, and is refused as the contract orders."""

from datetime import timedelta

import pytest

from spot.airings import services
from spot.breaks.models import AdBreak, BroadcastDay
from spot.common import clock
from spot.common.refusals import Refused
from spot.journal.models import Entry
from tests import cast
from tests.refusing import refused

ACTS = {
    "confirm": lambda airing, by, version=1: services.confirm(airing, by=by, version=version),
    "miss": lambda airing, by, version=1: services.miss(airing, by=by, version=version, reason="technical"),
    "preempt": lambda airing, by, version=1: services.preempt(airing, by=by, version=version),
    "cancel": lambda airing, by, version=1: services.cancel(airing, by=by, version=version, reason="unknown"),
}


@pytest.fixture
def on_air(planned_airing):
    with clock.frozen(planned_airing.ad_break.starts_at + timedelta(seconds=30)):
        yield planned_airing


def test_salif_confirms_an_airing_at_the_time_of_the_clock(salif, on_air):
    aired = services.confirm(on_air, by=salif, version=1)

    assert (aired.status, aired.version, aired.aired_at) == ("aired", 2, clock.now())
    assert (aired.acted_by, aired.reason) == (salif, "aired_ok")


def test_the_version_aired_is_the_one_approved_then(salif, on_air):
    assert services.confirm(on_air, by=salif, version=1).spot_version == on_air.spot.approved_version


@pytest.mark.parametrize(
    ("verb", "status"), [("confirm", "aired"), ("miss", "missed"), ("preempt", "preempted"), ("cancel", "cancelled")]
)
def test_each_verb_is_journaled_with_before_and_after(verb, status, salif, on_air):
    ACTS[verb](on_air, salif)

    entry = Entry.objects.about(on_air).get()
    assert (entry.verb, entry.before["status"], entry.after["status"]) == (f"airings.{verb}", "planned", status)
    assert entry.seq is not None


@pytest.mark.parametrize("verb", ACTS)
@pytest.mark.parametrize("name", ["awa", "issa", "mariam", "hamidou", "clarisse", "boukary"])
def test_other_roles_meet_a_page_that_does_not_exist(verb, name, everybody, on_air):
    with refused("not_found"):
        ACTS[verb](on_air, everybody[name])


@pytest.mark.parametrize("verb", ACTS)
def test_a_stale_version_is_told_before_the_state_with_the_airing_as_it_is(verb, salif, rasmata, on_air):
    services.confirm(on_air, by=rasmata, version=1)

    with pytest.raises(Refused) as caught:
        ACTS[verb](on_air, salif)

    assert caught.value.code == "stale_version"
    assert (caught.value.extras["item"]["status"], caught.value.extras["item"]["acted_by"]) == (
        "aired",
        "Rasmata Ilboudo",
    )


@pytest.mark.parametrize("verb", ACTS)
def test_a_settled_airing_is_in_the_wrong_state(verb, salif, on_air):
    services.confirm(on_air, by=salif, version=1)

    with refused("wrong_state"):
        ACTS[verb](on_air, salif, version=2)


@pytest.mark.parametrize("verb", ACTS)
def test_nothing_changes_on_a_closed_day(verb, salif, on_air):
    BroadcastDay.objects.update(closed_at=clock.now())

    with refused("day_closed"):
        ACTS[verb](on_air, salif)


def test_a_confirmation_opens_fifteen_minutes_before_the_break(salif, planned_airing):
    opens_at = planned_airing.ad_break.starts_at - timedelta(minutes=15)
    with clock.frozen(opens_at - timedelta(seconds=1)), refused("too_early"):
        services.confirm(planned_airing, by=salif, version=1)
    with clock.frozen(opens_at):
        assert services.confirm(planned_airing, by=salif, version=1).is_settled


def test_an_hour_that_has_not_come_is_refused(salif, on_air):
    with refused("invalid_time"):
        services.confirm(on_air, by=salif, version=1, aired_at=clock.now() + timedelta(minutes=5))


def test_how_much_a_problem_weighs_is_kept_journaled_and_gone_with_an_undo(salif, on_air):
    missed = services.miss(on_air, by=salif, version=1, reason="technical", severity="high")

    assert missed.severity == "high"
    assert Entry.objects.get(verb="airings.miss").after["severity"] == "high"
    assert services.undo(on_air, by=salif, version=2).severity == ""


def test_a_correction_says_nothing_of_how_much_the_problem_weighed(aminata, salif, on_air):
    services.confirm(on_air, by=salif, version=1, reason="content_discrepancy", severity="critical")

    assert services.correct(on_air, by=aminata, version=2, reason="did_not_air").severity == ""


def test_missed_seconds_stay_in_the_break_and_cancelled_ones_are_free(salif, on_air):
    services.miss(on_air, by=salif, version=1, reason="technical")
    assert AdBreak.objects.get().booked_seconds == 30

    services.undo(on_air, by=salif, version=2)
    services.cancel(on_air, by=salif, version=3, reason="unknown")
    assert AdBreak.objects.get().booked_seconds == 0


def test_an_undo_brings_back_a_planned_airing_without_its_facts(salif, on_air):
    services.confirm(on_air, by=salif, version=1)

    undone = services.undo(on_air, by=salif, version=2)

    assert (undone.status, undone.aired_at, undone.reason, undone.acted_by) == ("planned", None, None, None)


def test_an_undo_comes_too_late_after_five_minutes(salif, on_air):
    services.confirm(on_air, by=salif, version=1)

    with clock.frozen(clock.now() + timedelta(minutes=5, seconds=1)), refused("undo_window_expired"):
        services.undo(on_air, by=salif, version=2)


def test_a_planned_airing_has_nothing_to_undo(salif, on_air):
    with refused("wrong_state"):
        services.undo(on_air, by=salif, version=1)


def test_an_airing_made_good_is_not_undone(salif, on_air, cotton_spot, late_break):
    missed = services.miss(on_air, by=salif, version=1, reason="technical")
    services.book(cotton_spot, late_break, by=salif, makegood_for=missed)

    with refused("wrong_state"):
        services.undo(missed, by=salif, version=2)


def test_aminata_corrects_both_ways_until_the_day_is_closed(aminata, salif, on_air):
    services.confirm(on_air, by=salif, version=1)

    missed = services.correct(on_air, by=aminata, version=2, reason="did_not_air")
    assert (missed.status, missed.aired_at) == ("missed", None)
    aired = services.correct(on_air, by=aminata, version=3, reason="aired_ok")
    assert (aired.status, aired.aired_at) == ("aired", on_air.ad_break.starts_at)

    BroadcastDay.objects.update(closed_at=clock.now())
    with refused("day_closed"):
        services.correct(on_air, by=aminata, version=4, reason="did_not_air")


def test_what_was_said_missed_and_had_aired_records_the_version_that_aired(aminata, salif, on_air):
    services.miss(on_air, by=salif, version=1, reason="technical")

    aired = services.correct(on_air, by=aminata, version=2, reason="aired_ok")

    assert aired.spot_version == on_air.spot.approved_version


def test_a_broadcaster_does_not_correct(salif, on_air):
    services.confirm(on_air, by=salif, version=1)

    with refused("not_found"):
        services.correct(on_air, by=salif, version=2, reason="did_not_air")


def test_a_flash_special_preempts_every_planned_airing_of_a_break(salif, on_air, soap_spot):
    aired_already = cast.airing(soap_spot, on_air.ad_break, rank=2, status="aired")

    services.preempt_break(on_air.ad_break, by=salif, note="Flash spécial")

    on_air.refresh_from_db()
    aired_already.refresh_from_db()
    assert (on_air.status, aired_already.status) == ("preempted", "aired")
    with refused("wrong_state"):
        services.preempt_break(on_air.ad_break, by=salif)
