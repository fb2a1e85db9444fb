"""Days are made from the week template, once, and a break's seconds never pass its capacity."""

from datetime import time, timedelta

import pytest

from spot.breaks import queries, services
from spot.breaks.models import AdBreak, BreakTemplate, BroadcastDay
from spot.common import clock
from spot.journal import services as journal
from spot.journal.models import Entry
from tests.cast import TODAY
from tests.refusing import refused

SUNDAY = TODAY + timedelta(days=1)


@pytest.fixture
def template(dayparts) -> None:
    for weekday in range(7):
        BreakTemplate.objects.create(
            weekday=weekday,
            starts=time(19, 25),
            code="1925",
            title="Avant JT",
            capacity_seconds=120,
            daypart_id="prime",
        )
        BreakTemplate.objects.create(
            weekday=weekday, starts=time(0, 30), code="0030", title="Nuit", capacity_seconds=60, daypart_id="nuit"
        )


def test_a_day_is_made_from_the_template_of_its_weekday(template):
    BreakTemplate.objects.filter(weekday=SUNDAY.weekday(), code="1925").update(code="1940", starts=time(19, 40))

    services.generate(SUNDAY)

    made = AdBreak.objects.of_day(SUNDAY)
    assert [(b.code, b.capacity_seconds, b.daypart_id) for b in made] == [("1940", 120, "prime"), ("0030", 60, "nuit")]


def test_half_past_midnight_belongs_to_the_day_before(template):
    services.generate(TODAY)

    night = AdBreak.objects.get(code="0030")
    assert (night.day_id, clock.iso(night.starts_at)) == (TODAY, "2026-11-22T00:30:00Z")


def test_generating_twice_changes_nothing(template):
    services.generate(TODAY)
    services.generate(TODAY)

    assert AdBreak.objects.count() == 2
    assert journal.last_seq("day:2026-11-21") == 2


def test_a_special_day_is_left_alone(template):
    BroadcastDay.objects.create(day=TODAY, is_special=True)

    services.generate(TODAY)

    assert not AdBreak.objects.exists()


def test_each_break_made_is_journaled_on_its_day_by_the_product(template):
    services.generate(TODAY)

    entries = Entry.objects.of_stream("day:2026-11-21")
    assert [(e.verb, e.role, e.after["code"]) for e in entries] == [
        ("breaks.generate", "system", "1925"), ("breaks.generate", "system", "0030"),
    ]  # fmt: skip


def test_days_are_made_until_a_date(template, evening):
    assert services.generate_until(TODAY + timedelta(days=2)) == 3
    assert BroadcastDay.objects.count() == 3


def test_a_broadcaster_does_not_generate_days(template, salif):
    with refused("not_found"):
        services.generate(TODAY, by=salif)


def test_the_last_second_is_taken_once(before_news):
    services.reserve(before_news, 90)
    services.reserve(before_news, 30)

    with refused("break_full"):
        services.reserve(before_news, 1)
    services.free(before_news, 30)

    before_news.refresh_from_db()
    assert before_news.remaining_seconds == 30


def test_a_full_break_says_how_many_seconds_are_left(before_news):
    services.reserve(before_news, 100)

    with pytest.raises(Exception, match="Il reste 20 s") as caught:
        services.reserve(before_news, 30)
    assert caught.value.extras == {"remaining_seconds": 20}


def test_a_closed_day_takes_no_change(before_news, salif):
    BroadcastDay.objects.filter(day=TODAY).update(closed_at=clock.now())

    with refused("day_closed"):
        services.retime(before_news, starts_at=before_news.starts_at, by=salif)


def test_a_break_shows_as_the_contract_says(before_news):
    assert queries.as_break(before_news) == {
        "id": str(before_news.pk), "code": "2010", "title": "Après JT", "day": "2026-11-21",
        "starts_at": "2026-11-21T20:10:00Z", "time_str": "20:10", "daypart": "prime", "capacity_seconds": 120,
        "booked_seconds": 0, "remaining_seconds": 120, "status": "open",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("at", "slug"),
    [
        (time(6), "matinee"),
        (time(11), "midi"),
        (time(21, 15), "soiree"),
        (time(23, 59), "soiree"),
        (time(0), "nuit"),
        (time(5, 59), "nuit"),
    ],
)
def test_every_minute_has_its_daypart(dayparts, at, slug):
    assert queries.daypart_at(at).slug == slug


def test_a_time_outside_every_daypart_is_refused(dayparts):
    dayparts["nuit"].delete()

    with refused("no_daypart"):
        queries.daypart_at(time(3))


def test_the_grid_is_not_shown_to_advertisers(before_news, everybody):
    readers = {name for name, user in everybody.items() if AdBreak.objects.visible_to(user).exists()}
    assert readers == {"mariam", "aminata", "paul", "salif", "rasmata", "hamidou"}
