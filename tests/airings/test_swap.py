"""Swapping a spot for another of the same advertiser on all its planned airings from a day on."""

from datetime import timedelta

import pytest

from spot.airings import services
from spot.airings.models import Airing
from spot.breaks.models import AdBreak
from spot.journal.models import Entry
from spot.messaging.models import Notification
from tests import cast
from tests.refusing import refused


@pytest.fixture
def week(cotton_spot, cotton_campaign, before_news) -> list[Airing]:
    """Awa's film at 20:10 tonight, tomorrow and the day after."""
    line = cotton_campaign.lines.get()
    later = [cast.ad_break("2010", day=cast.TODAY + timedelta(days=n)) for n in (1, 2)]
    return [cast.airing(cotton_spot, place, line=line) for place in (before_news, *later)]


@pytest.fixture
def new_film(cotton_campaign, awa):
    return cast.spot(cotton_campaign, "Le fil d’or, deuxième film", by=awa)


def films() -> list[str]:
    return list(Airing.objects.order_by("day").values_list("spot__title", flat=True))


def test_salif_gives_the_new_film_every_airing_from_tomorrow(salif, week, cotton_spot, new_film):
    report = services.swap(cotton_spot, new_film, since=cast.TODAY + timedelta(days=1), by=salif)

    assert films() == ["Le fil d’or du Faso", "Le fil d’or, deuxième film", "Le fil d’or, deuxième film"]
    assert (len(report.done), report.refused) == (2, [])


def test_an_airing_that_changes_its_film_keeps_its_line_its_price_and_its_place(salif, week, cotton_spot, new_film):
    Airing.objects.update(net_ht_fcfa=87_750)

    services.swap(cotton_spot, new_film, since=cast.TODAY, by=salif)

    for row in Airing.objects.all():
        assert (row.line_id, row.net_ht_fcfa, row.version) == (week[0].line_id, 87_750, 2)
        assert row.spot_version is None, "it airs the approved version of the new film"
    assert set(AdBreak.objects.values_list("booked_seconds", flat=True)) == {30}


def test_the_preview_says_the_same_and_leaves_nothing(salif, week, cotton_spot, new_film):
    entries = Entry.objects.count()

    shown = services.preview_swap(cotton_spot, new_film, since=cast.TODAY, by=salif)

    assert (films(), Entry.objects.count()) == (["Le fil d’or du Faso"] * 3, entries)
    assert shown.done == services.swap(cotton_spot, new_film, since=cast.TODAY, by=salif).done


def test_a_longer_film_takes_what_the_break_has_left_and_says_where_it_does_not_fit(
    salif, week, cotton_spot, cotton_campaign, awa
):
    long = cast.spot(cotton_campaign, "Le fil d’or, version longue", by=awa, seconds=60)
    cast.line(cotton_campaign, seconds=60)
    AdBreak.objects.filter(day="2026-11-22").update(capacity_seconds=50)

    report = services.swap(cotton_spot, long, since=cast.TODAY, by=salif)

    assert [row.day.day for row in report.done] == [21, 23]
    ((left, refusal),) = report.refused
    assert (left.day.day, refusal.code, refusal.extras) == (22, "break_full", {"remaining_seconds": 20})
    assert list(AdBreak.objects.order_by("day").values_list("booked_seconds", flat=True)) == [60, 30, 60]


def test_a_shorter_film_gives_seconds_back(salif, week, cotton_spot, cotton_campaign, awa):
    short = cast.spot(cotton_campaign, "Le fil d’or, rappel", by=awa, seconds=15)
    cast.line(cotton_campaign, seconds=15, airings=2)

    report = services.swap(cotton_spot, short, since=cast.TODAY, by=salif)

    assert [refusal.code for _, refusal in report.refused] == ["not_ordered"], "two of 15 s were ordered, not three"
    assert list(AdBreak.objects.order_by("day").values_list("booked_seconds", flat=True)) == [15, 15, 30]


def test_each_airing_is_told_on_its_day_and_the_client_hears_once(salif, awa, week, cotton_spot, new_film):
    services.swap(cotton_spot, new_film, since=cast.TODAY, by=salif)

    for day in (21, 22, 23):
        assert list(Entry.objects.of_stream(f"day:2026-11-{day}").values_list("verb", flat=True)) == ["airings.swap"]
    (told,) = Notification.objects.visible_to(awa)
    assert told.text == (
        "« Le fil d’or, deuxième film » remplace « Le fil d’or du Faso » sur 3 passages à partir du 21/11/2026."
    )


def test_what_aired_and_what_started_keep_their_film(salif, cotton_spot, new_film, before_news):
    begun = cast.ad_break("1925")
    cast.airing(cotton_spot, begun)
    cast.airing(cotton_spot, before_news, status="aired")

    report = services.swap(cotton_spot, new_film, since=cast.TODAY, by=salif)

    assert (report.done, report.refused) == ([], [])
    assert not Notification.objects.exists()


def test_an_airing_moved_meanwhile_is_left_and_said(salif, week, cotton_spot, new_film, monkeypatch, late_break):
    """Rasmata moves it between the list being read and its break being locked."""
    from spot.airings.services import swapping

    real = swapping.lock_days

    def lock_after_rasmata_moved_it(days):
        Airing.objects.filter(pk=week[0].pk, version=1).update(ad_break=late_break, version=2)
        return real(days)

    monkeypatch.setattr(swapping, "lock_days", lock_after_rasmata_moved_it)

    report = services.swap(cotton_spot, new_film, since=cast.TODAY, by=salif)

    assert [(row.pk, refusal.code) for row, refusal in report.refused] == [(week[0].pk, "stale_version")]
    assert len(report.done) == 2


def test_a_spot_of_another_advertiser_takes_nothing(salif, week, cotton_spot, soap_spot):
    for verb in (services.preview_swap, services.swap):
        with refused("other_client"):
            verb(cotton_spot, soap_spot, since=cast.TODAY, by=salif)


def test_a_spot_without_an_approved_version_takes_nothing(salif, week, cotton_spot, cotton_campaign, awa):
    waiting = cast.spot(cotton_campaign, "Pas encore vu", by=awa, status="pending_review")

    with refused("spot_not_approved"):
        services.swap(cotton_spot, waiting, since=cast.TODAY, by=salif)


def test_a_spot_is_not_swapped_for_itself(salif, week, cotton_spot):
    with refused("same_spot"):
        services.swap(cotton_spot, cotton_spot, since=cast.TODAY, by=salif)


@pytest.mark.parametrize("somebody", ["hamidou", "awa", "mariam"])
def test_who_does_not_run_the_evening_swaps_nothing(somebody, everybody, week, cotton_spot, new_film):
    for verb in (services.preview_swap, services.swap):
        with refused("not_found"):
            verb(cotton_spot, new_film, since=cast.TODAY, by=everybody[somebody])
