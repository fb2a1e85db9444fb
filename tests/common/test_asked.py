"""What comes from outside is read once, and becomes a value, nothing, or a refusal."""

from datetime import date
from uuid import UUID

import pytest
from django.http import QueryDict
from django.test import RequestFactory

from spot.common import asked
from spot.common.asked import Asked, header, words
from tests.hostile_text import HOSTILE, NINES, SOME_ID
from tests.refusing import refused

FEW = {"beyond 32 bits": 4_294_967_296, "zero": 0}


@pytest.mark.parametrize("name", HOSTILE)
def test_only_whole_numbers_in_our_digits_and_within_bounds_are_numbers(name):
    assert asked.number(HOSTILE[name], most=10**12) == FEW.get(name)


def test_a_number_keeps_to_its_bounds():
    assert (asked.number("7", least=1, most=7), asked.number("8", most=7), asked.number("0", least=1)) == (
        7,
        None,
        None,
    )


@pytest.mark.parametrize("name", HOSTILE)
def test_only_an_id_as_we_write_it_is_an_id(name):
    assert asked.key(HOSTILE[name]) == (UUID(SOME_ID) if name == "id" else None)


@pytest.mark.parametrize("name", HOSTILE)
def test_only_a_day_of_our_times_is_a_day(name):
    assert asked.day(HOSTILE[name]) is None


def test_the_first_and_the_last_day_of_our_times_are_days():
    assert (asked.day("2000-01-01"), asked.day("2099-12-31")) == (asked.FIRST_DAY, asked.LAST_DAY)
    assert (asked.day("1999-12-31"), asked.day("2100-01-01")) == (None, None)
    assert asked.day("2028-02-29") == date(2028, 2, 29)


@pytest.mark.parametrize("name", HOSTILE)
def test_what_is_searched_can_always_be_asked_of_the_database(name):
    assert not set(words(HOSTILE[name])) & {"\x00", "\n", "\r", "\t", "\ud800"}
    assert len(words(HOSTILE[name])) <= asked.LONGEST_WORDS


def test_words_are_searched_as_they_are_meant():
    assert words("  savon \t de la fête ") == "savon de la fête"


def test_what_is_ticked_is_read_whole_or_refused():
    ticked = Asked(QueryDict(f"airing={SOME_ID}:3&airing="))
    assert ticked.versions("airing") == {UUID(SOME_ID): 3}
    for wrong in (f"{SOME_ID}:{NINES}", f"{SOME_ID}:²", SOME_ID, "x:1", f"{SOME_ID}:1:1", "\x00"):
        given = QueryDict(mutable=True)
        given.setlist("airing", [f"{SOME_ID}:3", wrong])
        with refused("not_an_id"):
            Asked(given).versions("airing")


def test_no_more_is_ticked_than_a_page_shows():
    many = QueryDict("&".join([f"airing={SOME_ID}"] * 201))
    with refused("too_many"):
        Asked(many).keys("airing")


def test_a_line_is_a_line_and_a_note_may_have_several():
    given = QueryDict(mutable=True)
    given.update({"line": "A\r\nBcc: x@y.z", "note": "un\r\ndeux\rtrois", "tab": "a\tb", "long": "x" * 2_001})
    sent = Asked(given)

    assert sent.note("note") == "un\ndeux\ntrois"
    for name, read, code in (
        ("line", sent.line, "unreadable"), ("tab", sent.note, "unreadable"), ("long", sent.note, "too_long"),
    ):  # fmt: skip
        with refused(code):
            read(name)


def test_a_header_is_a_line_of_its_length():
    for value, code in (("a\x00b", "unreadable"), ("x" * 256, "too_long")):
        with refused(code):
            header(RequestFactory().get("/", headers={"Idempotency-Key": value}), "Idempotency-Key")
