"""The airing verbs as programs call them."""

from datetime import timedelta

import pytest

from spot.airings.models import Airing
from spot.common import clock
from spot.journal.models import Entry

pytestmark = pytest.mark.django_db


def test_salif_books_a_spot_and_reads_it_back_in_the_day(program_of, salif, cotton_spot, before_news):
    made = program_of(salif).post("bookings", {"spot": str(cotton_spot.pk), "break": str(before_news.pk)})

    assert made.status_code == 201, made.content
    item = made.json()
    assert item["status"] == "planned"
    assert item["break_id"] == str(before_news.pk)
    listed = program_of(salif).get("airings", day="2026-11-21").json()
    assert listed == {"items": [item], "count": 1}


def test_a_booking_sent_twice_with_a_key_books_once(program_of, salif, cotton_spot, before_news):
    program, body = program_of(salif), {"spot": str(cotton_spot.pk), "break": str(before_news.pk)}

    first = program.post("bookings", body, Idempotency_Key="evening-1")
    second = program.post("bookings", body, Idempotency_Key="evening-1")

    assert first.status_code == second.status_code == 201
    assert first.json() == second.json()
    assert Airing.objects.count() == 1


def test_a_key_used_for_another_body_is_refused(program_of, salif, cotton_spot, before_news, late_break):
    program = program_of(salif)
    program.post("bookings", {"spot": str(cotton_spot.pk), "break": str(before_news.pk)}, Idempotency_Key="k")

    other = program.post("bookings", {"spot": str(cotton_spot.pk), "break": str(late_break.pk)}, Idempotency_Key="k")

    assert (other.status_code, other.json()["error"]) == (422, "key_reused")


def test_a_refusal_is_judged_again_with_the_same_key(program_of, salif, cotton_spot, before_news):
    before_news.booked_seconds = 100
    before_news.save()
    program, body = program_of(salif), {"spot": str(cotton_spot.pk), "break": str(before_news.pk)}

    full = program.post("bookings", body, Idempotency_Key="k")
    before_news.booked_seconds = 0
    before_news.save()

    assert (full.status_code, full.json()["error"], full.json()["remaining_seconds"]) == (409, "break_full", 20)
    assert program.post("bookings", body, Idempotency_Key="k").status_code == 201


def test_salif_confirms_an_airing_and_the_journal_knows(program_of, salif, planned_airing):
    with clock.frozen(planned_airing.ad_break.starts_at):
        answer = program_of(salif).post(f"airings/{planned_airing.pk}/confirm", {"version": 1})

    assert answer.status_code == 200, answer.content
    assert answer.json()["status"] == "aired"
    assert answer.json()["is_broadcasted"] is True
    assert Entry.objects.get(verb="airings.confirm").actor == salif


def test_a_stale_version_comes_with_the_airing_as_it_is(program_of, salif, planned_airing):
    answer = program_of(salif).post(f"airings/{planned_airing.pk}/miss", {"version": 7, "reason": "technical"})

    assert (answer.status_code, answer.json()["error"]) == (409, "stale_version")
    assert answer.json()["item"]["version"] == 1


def test_confirming_too_early_says_when_it_opens(program_of, salif, planned_airing):
    with clock.frozen(planned_airing.ad_break.starts_at - timedelta(hours=1)):
        answer = program_of(salif).post(f"airings/{planned_airing.pk}/confirm", {"version": 1})

    assert (answer.status_code, answer.json()["error"]) == (409, "too_early")
    assert "19:55" in answer.json()["detail"]


def test_missing_then_undoing_then_moving_then_cancelling(program_of, salif, planned_airing, late_break):
    program, path = program_of(salif), f"airings/{planned_airing.pk}"

    missed = program.post(f"{path}/miss", {"version": 1, "reason": "technical", "note": "Coupure"})
    undone = program.post(f"{path}/undo", {"version": 2})
    moved = program.post(f"{path}/move", {"version": 3, "break": str(late_break.pk), "position": "first"})
    cancelled = program.post(f"{path}/cancel", {"version": moved.json().get("version"), "reason": "did_not_air"})

    seen = [answer.json().get("status") for answer in (missed, undone, moved, cancelled)]
    assert seen == ["missed", "planned", "planned", "cancelled"]
    assert moved.json()["position"] == "first"


def test_a_break_is_retimed_preempted_and_cancelled(program_of, salif, planned_airing, before_news):
    program, path = program_of(salif), f"breaks/{before_news.pk}"

    retimed = program.post(f"{path}/retime", {"starts_at": "2026-11-21T20:25:00Z"})
    preempted = program.post(f"{path}/preempt", {"reason": "preempted"})
    cancelled = program.post(f"{path}/cancel", {"reason": "technical"})

    assert retimed.json()["time_str"] == "20:25"
    assert (preempted.status_code, cancelled.json().get("status")) == (200, "cancelled")
    planned_airing.refresh_from_db()
    assert planned_airing.status == "preempted"


@pytest.mark.parametrize("verb", ["confirm", "miss", "preempt"])
def test_a_problem_says_how_much_it_weighs_in_one_of_three_words(program_of, salif, planned_airing, verb):
    program, path = program_of(salif), f"airings/{planned_airing.pk}/{verb}"
    body = {"version": 1, "reason": "technical"}

    with clock.frozen(planned_airing.ad_break.starts_at):
        refused = program.post(path, {**body, "severity": "enormous"})
        answer = program.post(path, {**body, "severity": "high"})

    assert refused.status_code == 422
    assert answer.status_code == 200, answer.content
    planned_airing.refresh_from_db()
    assert planned_airing.severity == "high"
    assert "severity" not in answer.json()


def test_only_an_administrator_corrects(program_of, salif, aminata, planned_airing):
    path = f"airings/{planned_airing.pk}"
    program_of(salif).post(f"{path}/miss", {"version": 1, "reason": "technical"})
    body = {"version": 2, "reason": "aired_ok"}

    assert program_of(salif).post(f"{path}/correct", body).status_code == 404
    assert program_of(aminata).post(f"{path}/correct", body).json().get("status") == "aired"


@pytest.mark.parametrize("role", ["awa", "mariam", "hamidou", "clarisse", "boukary"])
def test_nobody_else_books_or_confirms(program_of, everybody, role, cotton_spot, planned_airing, before_news):
    program = program_of(everybody[role])

    booked = program.post("bookings", {"spot": str(cotton_spot.pk), "break": str(before_news.pk)})
    confirmed = program.post(f"airings/{planned_airing.pk}/confirm", {"version": 1})

    assert (booked.status_code, confirmed.status_code) == (404, 404)
