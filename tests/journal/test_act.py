"""Entries are numbered in the transaction of the change, without a gap."""

import pytest
from django.db import transaction

from spot.common.refusals import Refused
from spot.journal import services as journal
from spot.journal.models import Entry
from spot.journal.signals import hinted, recorded

DAY = "day:2026-11-21"


def note(thing, by, stream=DAY):
    return journal.record("tests.note", thing, by=by, stream=stream)


def note_then_fail(thing, error):
    with journal.act():
        note(thing, thing)
        raise error


def test_numbers_follow_each_other(salif):
    for _ in range(3):
        with journal.act():
            note(salif, salif)
            note(salif, salif)

    assert list(Entry.objects.of_stream(DAY).values_list("seq", flat=True)) == [1, 2, 3, 4, 5, 6]
    assert journal.last_seq(DAY) == 6


def test_recording_outside_an_act_is_a_mistake(salif):
    with pytest.raises(RuntimeError):
        note(salif, salif)


def test_an_act_that_fails_leaves_no_entry_and_no_gap(salif):
    with pytest.raises(ZeroDivisionError):
        note_then_fail(salif, ZeroDivisionError())
    with journal.act():
        note(salif, salif)

    assert [entry.seq for entry in Entry.objects.of_stream(DAY)] == [1]


def test_a_refusal_caught_inside_an_act_takes_only_its_own_entries_with_it(salif):
    with journal.act():
        note(salif, salif)
        with pytest.raises(Refused):
            note_then_fail(salif, Refused("no", "Non."))
        note(salif, salif)

    assert [entry.seq for entry in Entry.objects.of_stream(DAY)] == [1, 2]


def test_a_receiver_may_refuse_the_verb(salif):
    def says_no(**_):
        raise Refused("no", "Non.")

    recorded.connect(says_no, sender="tests.note", weak=False)
    try:
        with pytest.raises(Refused), journal.act():
            note(salif, salif)
    finally:
        recorded.disconnect(says_no, sender="tests.note")

    assert not Entry.objects.exists()


def test_the_hint_names_the_streams_once_after_commit(salif, django_capture_on_commit_callbacks):
    heard = []

    def hear(streams, **_):
        heard.append(streams)

    hinted.connect(hear)
    with django_capture_on_commit_callbacks(execute=True), journal.act():
        note(salif, salif)
        note(salif, salif, stream="day:2026-11-22")
        assert heard == []

    assert heard == [{DAY, "day:2026-11-22"}]


def test_streams_are_counted_apart(salif):
    with journal.act(), transaction.atomic():
        note(salif, salif)
        note(salif, salif, stream="day:2026-11-22")

    assert (journal.last_seq(DAY), journal.last_seq("day:2026-11-22")) == (1, 1)
