"""Who is on a day: written and renewed, read by those who may, forgotten by itself; and no news of the day."""

from datetime import timedelta

import pytest

from spot.airings import presence
from spot.airings.models import Presence
from spot.airings.presence import Place
from spot.common import clock
from spot.journal.models import Entry
from tests.cast import TODAY


def there(day=TODAY) -> list[dict]:
    return presence.people([day])[day]


def test_salif_is_told_with_the_break_he_follows_and_the_airing_he_handles(salif, planned_airing):
    presence.stay([Place(salif.pk, TODAY, planned_airing.ad_break_id, planned_airing.pk)])

    assert there() == [
        {
            "id": str(salif.pk), "name": salif.full_name, "initials": salif.initials, "role": "broadcaster",
            "reads": False, "break": str(planned_airing.ad_break_id), "airing": str(planned_airing.pk),
        }
    ]  # fmt: skip


def test_a_person_has_one_place_on_a_day_the_last_they_said(salif, planned_airing):
    presence.stay([Place(salif.pk, TODAY, planned_airing.ad_break_id, planned_airing.pk)])
    presence.stay([Place(salif.pk, TODAY)])

    assert [(person["break"], person["airing"]) for person in there()] == [(None, None)]


def test_those_who_act_come_before_those_who_read(hamidou, salif, rasmata, evening):
    presence.stay([Place(person.pk, TODAY) for person in (hamidou, salif, rasmata)])

    assert [(person["name"], person["reads"]) for person in there()] == [
        (rasmata.full_name, False),
        (salif.full_name, False),
        (hamidou.full_name, True),
    ]


def test_a_break_of_another_day_or_of_none_counts_as_none(salif, planned_airing):
    tomorrow = TODAY + timedelta(days=1)
    presence.stay([Place(salif.pk, tomorrow, planned_airing.ad_break_id, planned_airing.pk)])
    presence.stay([Place(salif.pk, TODAY, salif.pk, salif.pk)])

    for day in (TODAY, tomorrow):
        assert [(person["break"], person["airing"]) for person in there(day)] == [(None, None)]


def test_each_day_has_its_own_people(salif, rasmata, evening):
    tomorrow = TODAY + timedelta(days=1)
    presence.stay([Place(salif.pk, TODAY), Place(rasmata.pk, tomorrow)])

    found = presence.people([TODAY, tomorrow])

    assert [[person["id"] for person in found[day]] for day in (TODAY, tomorrow)] == [
        [str(salif.pk)],
        [str(rasmata.pk)],
    ]


def test_whoever_is_not_renewed_is_soon_no_longer_there_and_then_forgotten(salif, evening):
    presence.stay([Place(salif.pk, TODAY)])
    with clock.frozen(clock.now() + timedelta(seconds=39)):
        assert len(there()) == 1
    with clock.frozen(clock.now() + timedelta(seconds=41)):
        assert there() == []
        assert presence.sweep() == 1
    assert Presence.objects.count() == 0


def test_whoever_leaves_lingers_for_a_reload_but_handles_nothing_any_more(salif, planned_airing):
    presence.stay([Place(salif.pk, TODAY, planned_airing.ad_break_id, planned_airing.pk)])
    presence.leave([(salif.pk, TODAY)])

    assert [person["airing"] for person in there()] == [None]
    with clock.frozen(clock.now() + timedelta(seconds=4)):
        assert there() == []


@pytest.mark.parametrize("change", [{"is_active": False}, {"role": "advertiser"}])
def test_somebody_who_may_no_longer_read_the_planning_is_not_there(salif, evening, faso_coton, change):
    presence.stay([Place(salif.pk, TODAY)])
    salif.organisation = faso_coton
    for name, value in change.items():
        setattr(salif, name, value)
    salif.save()

    assert there() == []


def test_coming_moving_and_leaving_take_no_number_of_the_day(salif, before_news):
    before = Entry.objects.count()

    presence.stay([Place(salif.pk, TODAY, before_news.pk)])
    presence.leave([(salif.pk, TODAY)])

    assert Entry.objects.count() == before


def test_one_query_reads_all_days(salif, rasmata, hamidou, evening, django_assert_num_queries):
    days = [TODAY + timedelta(days=offset) for offset in range(5)]
    presence.stay([Place(person.pk, day) for person in (salif, rasmata, hamidou) for day in days])

    with django_assert_num_queries(1):
        presence.people(days)
