"""What a shift leaves to the next: a note, and who took it."""

import pytest

from spot.airings import services
from spot.airings.demo.evening import ensure_note
from spot.airings.models import HandOver
from spot.journal.models import Entry
from spot.journal.services import act
from spot.messaging.models import Notification
from tests import cast
from tests.refusing import refused

MATCH = "Le match déborde : tout décaler de 20 min si le temps additionnel dure."


def test_salif_leaves_a_note_and_rasmata_takes_it(salif, rasmata, before_news):
    note = services.hand_over(cast.TODAY, text=f"  {MATCH} ", by=salif)
    assert list(HandOver.objects.visible_to(rasmata).untaken()) == [note]

    taken = services.take_over(note, by=rasmata)

    assert (taken.text, taken.taken_by) == (MATCH, rasmata)
    assert not HandOver.objects.untaken().exists()


def test_the_control_room_is_told_and_the_day_s_screens_lose_no_number(salif, rasmata, aminata, hamidou, before_news):
    note = services.hand_over(cast.TODAY, text=MATCH, by=salif)
    services.take_over(note, by=rasmata)

    for somebody in (rasmata, aminata):
        (told,) = Notification.objects.visible_to(somebody)
        assert (told.title, MATCH in told.text) == ("Note de passation", True)
    assert not Notification.objects.visible_to(hamidou).exists()
    assert list(Entry.objects.about(note).values_list("verb", "seq")) == [
        ("shifts.hand_over", None),
        ("shifts.take_over", None),
    ]


def test_a_note_untaken_waits_on_the_following_days(salif, rasmata, before_news, evening):
    note = services.hand_over(cast.TODAY, text=MATCH, by=salif)
    tomorrow = cast.TODAY.replace(day=22)
    assert list(HandOver.objects.to_read_on(tomorrow)) == [note]

    services.take_over(note, by=rasmata)

    assert list(HandOver.objects.to_read_on(tomorrow)) == []
    assert list(HandOver.objects.to_read_on(cast.TODAY)) == [note], "on its own day it stays to be read"


def test_nobody_takes_their_own_note_nor_one_that_is_taken(salif, rasmata, aminata, before_news):
    note = services.hand_over(cast.TODAY, text=MATCH, by=salif)

    with refused("own_note"):
        services.take_over(note, by=salif)
    services.take_over(note, by=rasmata)
    with refused("wrong_state"):
        services.take_over(note, by=aminata)


@pytest.mark.parametrize("text", ["", "   \n", "x" * 2001])
def test_a_note_says_something_and_is_no_novel(salif, before_news, text):
    with refused("invalid_note"):
        services.hand_over(cast.TODAY, text=text, by=salif)


@pytest.mark.parametrize("somebody", ["hamidou", "awa", "mariam"])
def test_who_does_not_run_the_evening_reads_and_writes_no_note(somebody, everybody, salif, before_news):
    note = services.hand_over(cast.TODAY, text=MATCH, by=salif)
    by = everybody[somebody]

    assert not HandOver.objects.visible_to(by).exists()
    with refused("not_found"):
        services.hand_over(cast.TODAY, text=MATCH, by=by)
    with refused("not_found"):
        services.take_over(note, by=by)


def test_the_demonstration_leaves_one_note_however_often_it_starts(rasmata, before_news):
    for _ in range(2):
        with act():
            ensure_note(rasmata, cast.TODAY)

    note = HandOver.objects.get()
    assert (note.written_by, note.taken_by) == (rasmata, None)
    assert Entry.objects.about(note).get().verb == "shifts.hand_over"
