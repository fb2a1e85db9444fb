"""The week template, and the coming days that follow it."""

from datetime import time, timedelta

import pytest

from spot.breaks import services
from spot.breaks.models import AdBreak, BreakTemplate, BroadcastDay
from spot.journal.models import Entry
from tests.cast import TODAY
from tests.refusing import refused

SUNDAY = TODAY + timedelta(days=1)
FACTS = {"starts": time(20, 10), "code": "2010", "title": "Après JT", "capacity_seconds": 240}


@pytest.fixture
def row(dayparts) -> BreakTemplate:
    return BreakTemplate.objects.create(
        weekday=SUNDAY.weekday(), starts=time(19, 25), code="1925", title="Avant JT", capacity_seconds=120,
        daypart_id="prime",
    )  # fmt: skip


@pytest.fixture
def sunday(row, evening) -> BroadcastDay:
    return services.generate(SUNDAY)


def on_sunday() -> list[tuple[str, int]]:
    return list(AdBreak.objects.of_day(SUNDAY).open().values_list("code", "capacity_seconds"))


def test_aminata_adds_a_break_to_three_weekdays(dayparts, evening, aminata):
    services.add_to_week([0, 2, 4], by=aminata, **FACTS)

    assert [(r.weekday, r.daypart_id) for r in BreakTemplate.objects.all()] == [
        (0, "prime"),
        (2, "prime"),
        (4, "prime"),
    ]
    assert Entry.objects.filter(verb="grid.add", actor=aminata).count() == 3


def test_a_day_already_made_takes_the_new_break_and_tells_its_screens(sunday, aminata):
    followed = services.add_to_week([SUNDAY.weekday()], by=aminata, **FACTS)

    assert (followed.days, followed.kept) == (1, [])
    assert on_sunday() == [("1925", 120), ("2010", 240)]
    assert Entry.objects.of_stream("day:2026-11-22").last().verb == "breaks.add"


def test_an_empty_break_takes_its_new_length_and_hour(sunday, row, aminata):
    services.change_in_week(row, by=aminata, starts=time(19, 10), code="1925", title="Avant JT", capacity_seconds=90)

    made = AdBreak.objects.of_day(SUNDAY).get()
    assert (made.capacity_seconds, made.daypart_id, made.version) == (90, "access", 2)


def test_a_break_where_something_is_placed_keeps_its_own(sunday, row, aminata):
    placed = AdBreak.objects.of_day(SUNDAY).get()
    services.reserve(placed, 30)

    followed = services.change_in_week(row, by=aminata, starts=row.starts, code="1925", title="", capacity_seconds=90)

    assert followed.kept == [placed]
    assert on_sunday() == [("1925", 120)]


def test_an_empty_break_leaves_with_its_row(sunday, row, aminata):
    services.remove_from_week(row, by=aminata)

    assert on_sunday() == []
    assert AdBreak.objects.get().is_cancelled
    assert Entry.objects.get(verb="grid.remove").before["code"] == "1925"


def test_a_special_day_and_today_do_not_follow(row, evening, aminata):
    services.generate(TODAY)
    services.generate(SUNDAY)
    BroadcastDay.objects.filter(day=SUNDAY).update(is_special=True)

    followed = services.add_to_week(range(7), by=aminata, **FACTS)

    assert followed.days == 0
    assert on_sunday() == [("1925", 120)]


def test_following_again_changes_nothing(sunday, row, aminata):
    services.change_in_week(row, by=aminata, starts=row.starts, code="1925", title="", capacity_seconds=90)
    entries = Entry.objects.count()

    services.follow_template([SUNDAY.weekday()], by=aminata)

    assert Entry.objects.count() == entries


def test_a_weekday_never_has_one_code_twice(row, evening, aminata):
    with refused("code_taken"):
        services.add_to_week([0, SUNDAY.weekday()], by=aminata, **{**FACTS, "code": "1925"})
    assert BreakTemplate.objects.count() == 1


@pytest.mark.parametrize("who", ["salif", "mariam", "hamidou", "awa"])
def test_only_administrators_edit_the_week(row, evening, everybody, who):
    with refused("not_found"):
        services.add_to_week([0], by=everybody[who], **FACTS)
    with refused("not_found"):
        services.change_in_week(row, by=everybody[who], **FACTS)
    with refused("not_found"):
        services.remove_from_week(row, by=everybody[who])
    assert not Entry.objects.exists()
