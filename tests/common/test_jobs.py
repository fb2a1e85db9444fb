"""Queued work: its time, its attempts, and what becomes of a task whose worker is gone."""

import os
import subprocess
import time
from datetime import timedelta

import pytest
from django_tasks_db.models import DBTaskResult

from spot.common import clock
from spot.common.jobs import invariants, names, outcomes, terms
from spot.common.jobs.queries import LaneState, by_lane
from spot.common.jobs.rescue import rescue
from spot.common.jobs.terms import Terms, job
from spot.common.jobs.worker import Worker

QUICK = Terms("default", seconds=1, pauses=(5, 60))
ended: list[str] = []


def note(failure: BaseException, what: str) -> None:
    ended.append(f"{what}: {type(failure).__name__}")


@job(QUICK, gave_up=note)
def stumble(context, what):
    raise OSError(what)


@job(QUICK, gave_up=note, hopeless=lambda failure: isinstance(failure, ValueError))
def never(context, what):
    raise ValueError(what)


@job(QUICK, gave_up=note)
def dawdle(context, what):
    time.sleep(30)


@job(QUICK)
def greet(context, what):
    ended.append(f"{what} {context.task_result.id}")


@pytest.fixture(autouse=True)
def _in_the_database(db, settings):
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": list(terms.LANES)}}
    ended.clear()


@pytest.fixture
def worker():
    made = Worker("default")
    made.name = names.own()
    return made


def later():
    """The pause has passed."""
    DBTaskResult.objects.update(run_after=clock.of_the_machine())


def only():
    return DBTaskResult.objects.get()


def seconds_to_wait():
    return round((only().run_after - clock.of_the_machine()).total_seconds())


def test_a_task_is_done_once_and_knows_its_own_number(worker):
    greet.enqueue("bonsoir")

    assert worker.turn()
    assert not worker.turn()
    assert ended == [f"bonsoir {only().pk}"]
    assert only().status == "SUCCESSFUL"


def test_a_task_that_fails_is_tried_again_ever_later_then_given_up(worker):
    stumble.enqueue("disque")
    for pause in QUICK.pauses:
        worker.turn()

        assert only().status == "READY"
        assert "OSError: disque" in only().traceback
        assert seconds_to_wait() == pause
        assert not worker.turn()
        later()
    worker.turn()

    assert (only().status, ended) == ("FAILED", ["disque: OSError"])


def test_a_hopeless_failure_is_not_tried_again(worker):
    never.enqueue("adresse")
    worker.turn()

    assert (only().status, ended) == ("FAILED", ["adresse: ValueError"])


@pytest.mark.django_db(transaction=True)  # its connection is closed: the cut may have come in a query
def test_a_task_that_does_not_end_is_cut_at_its_limit(worker):
    dawdle.enqueue("long")
    began = time.monotonic()
    worker.turn()

    assert time.monotonic() - began < 3
    assert only().status == "READY"
    assert "TooLongError" in only().exception_class_path


def test_a_worker_takes_what_is_in_its_lane(worker):
    greet.using(queue_name="mails").enqueue("courriel")

    assert not worker.turn()
    assert only().status == "READY"


def taken_by(name, *, since=timedelta(0)):
    greet.enqueue("perdu")
    DBTaskResult.objects.update(status="RUNNING", worker_ids=[name], started_at=clock.of_the_machine() - since)


def name_of_the_dead():
    """A process that has lived."""
    with subprocess.Popen(["sleep", "60"]) as gone:
        begun = names._began(gone.pid)
        gone.kill()
    return f"{names._machine()}/{gone.pid}/{begun}"


def test_what_a_dead_process_was_doing_is_put_back(worker):
    taken_by(name_of_the_dead())

    assert len(invariants.running().breaches) == 1
    assert rescue() == 1
    assert rescue() == 0
    assert (only().status, seconds_to_wait()) == ("READY", 5)
    later()
    assert worker.turn()
    assert len(ended) == 1
    assert invariants.running().breaches == []


def test_a_number_that_another_process_bears_now_is_not_the_worker():
    taken_by(f"{names._machine()}/{os.getpid()}/12345")

    assert rescue() == 1


def test_what_a_living_process_does_is_left_alone():
    taken_by(names.own(), since=timedelta(days=1))

    assert rescue() == 0
    assert invariants.running().breaches == []


def test_a_worker_that_fell_finds_its_own_task_again(worker):
    taken_by(worker.name)

    assert rescue(idle=worker.name) == 1


@pytest.mark.parametrize(("seconds", "put_back"), [(30, 0), (120, 1)])
def test_another_machines_task_is_put_back_when_its_time_is_long_over(seconds, put_back):
    taken_by("elsewhere/7/100", since=timedelta(seconds=seconds))

    assert rescue() == put_back


def test_a_task_that_kills_its_worker_each_time_is_given_up():
    stumble.enqueue("poison")
    for _ in range(len(QUICK.pauses) + 1):
        row = only()
        row.claim(name_of_the_dead())
        assert rescue() == 1

    assert (only().status, ended) == ("FAILED", ["poison: WorkerGoneError"])


def test_a_task_handed_back_has_lost_no_attempt(worker):
    greet.enqueue("demain")
    row = only()
    row.claim(worker.name)
    outcomes.hand_back(row)

    assert only().worker_ids == []
    assert worker.turn()


def test_the_lanes_are_counted_the_empty_ones_too():
    greet.enqueue("un")
    DBTaskResult.objects.update(enqueued_at=clock.of_the_machine() - timedelta(minutes=20))
    greet.using(run_after=clock.of_the_machine() + timedelta(hours=1)).enqueue("plus tard")
    greet.using(queue_name="mails").enqueue("lettre")
    DBTaskResult.objects.filter(queue_name="mails").update(status="FAILED")

    lanes = by_lane()

    assert lanes["default"].oldest_waiting_seconds in range(1195, 1300)
    assert (lanes["default"].waiting, lanes["default"].put_off) == (1, 1)
    assert lanes["mails"] == LaneState(failed=1)
    assert lanes["checks"] == LaneState()
    assert len(invariants.waiting().breaches) == 1
