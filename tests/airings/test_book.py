"""Booking: what fits, what is refused and in which order."""

from datetime import timedelta

import pytest

from spot.airings import services
from spot.airings.models import Airing
from spot.breaks.models import BroadcastDay
from spot.common import clock
from spot.journal.models import Entry
from tests import cast
from tests.refusing import refused


def book(spot, ad_break, by, **terms):
    return services.book(spot, ad_break, by=by, **terms)


def test_salif_books_a_spot_and_its_seconds_are_taken(salif, cotton_spot, before_news):
    airing = book(cotton_spot, before_news, salif)

    before_news.refresh_from_db()
    assert (airing.status, airing.rank, airing.seconds) == ("planned", 1, 30)
    assert before_news.booked_seconds == 30


def test_a_booking_is_journaled_on_the_stream_of_its_day(salif, cotton_spot, before_news):
    airing = book(cotton_spot, before_news, salif)

    entry = Entry.objects.about(airing).get()
    assert (entry.verb, entry.actor, entry.stream) == ("airings.book", salif, "day:2026-11-21")
    assert list(Entry.objects.of_stream("day:2026-11-21").values_list("seq", flat=True)) == [1, 2]


@pytest.mark.parametrize("name", ["awa", "mariam", "hamidou", "clarisse", "boukary"])
def test_only_broadcasters_and_administrators_book(name, everybody, cotton_spot, before_news):
    with refused("not_found"):
        book(cotton_spot, before_news, everybody[name])
    assert not Airing.objects.exists()


def test_a_closed_day_is_refused_before_anything_else(salif, cotton_spot, before_news):
    BroadcastDay.objects.update(closed_at=clock.now())
    before_news.status = "cancelled"
    before_news.save()

    with refused("day_closed"):
        book(cotton_spot, before_news, salif)


def test_a_break_that_has_started_is_refused(salif, cotton_spot, before_news):
    with clock.frozen(before_news.starts_at), refused("break_started"):
        book(cotton_spot, before_news, salif)


def test_a_cancelled_break_is_refused(salif, cotton_spot, before_news):
    before_news.status = "cancelled"
    before_news.save()

    with refused("break_cancelled"):
        book(cotton_spot, before_news, salif)


def test_a_spot_nobody_approved_is_refused(salif, cotton_campaign, awa, before_news):
    waiting = cast.spot(cotton_campaign, "En attente", by=awa, status="pending_review")

    with refused("spot_not_approved"):
        book(waiting, before_news, salif)


def test_a_day_outside_the_campaign_is_refused(salif, cotton_spot, cotton_campaign):
    after = cast.ad_break("2010", day=cotton_campaign.ends_on + timedelta(days=1))

    with refused("outside_campaign"):
        book(cotton_spot, after, salif)


def test_a_campaign_that_waits_for_approval_is_refused(salif, cotton_spot, cotton_campaign, before_news):
    cotton_campaign.status = "pending"
    cotton_campaign.save()

    with refused("outside_campaign"):
        book(cotton_spot, before_news, salif)


def test_a_category_that_needs_a_visa_is_refused_without_one(salif, cotton_spot, before_news, categories):
    categories["textile"].rule = "visa"
    categories["textile"].save()

    with refused("clearance"):
        book(cotton_spot, before_news, salif)


def test_another_daypart_than_ordered_is_refused(salif, cotton_spot, before_news):
    night = cast.ad_break("2200", daypart="soiree")

    with refused("not_ordered"):
        book(cotton_spot, night, salif)


def test_more_airings_than_ordered_are_refused(salif, cotton_spot, cotton_campaign, before_news, late_break):
    cotton_campaign.lines.update(airings=1)
    book(cotton_spot, before_news, salif)

    with refused("not_ordered"):
        book(cotton_spot, late_break, salif)


def test_an_advertiser_passes_once_in_a_break(salif, awa, cotton_spot, cotton_campaign, before_news):
    book(cotton_spot, before_news, salif)
    other = cast.spot(cotton_campaign, "L’autre fil", by=awa)

    with refused("same_advertiser"):
        book(other, before_news, salif)


def test_competitors_never_share_a_break(salif, issa, cotton_spot, before_news):
    book(cotton_spot, before_news, salif)
    rival = cast.campaign(issa, "Pagnes Wend", category="textile")

    with refused("competitor"):
        book(cast.spot(rival, "Pagnes Wend", by=issa), before_news, salif)


def test_the_category_divers_competes_with_nobody(salif, awa, issa, before_news, categories):
    for owner in (awa, issa):
        order = cast.campaign(owner, f"Divers de {owner}", category="divers")
        book(cast.spot(order, f"Divers de {owner}", by=owner), before_news, salif)

    assert Airing.objects.count() == 2


def test_the_first_place_is_given_once(salif, cotton_spot, soap_spot, before_news):
    book(cotton_spot, before_news, salif, position="first")

    with refused("position_taken"):
        book(soap_spot, before_news, salif, position="first")


def test_the_break_is_never_above_its_capacity_and_says_what_is_left(salif, cotton_spot, soap_spot):
    short = cast.ad_break("2030", capacity=45)
    book(cotton_spot, short, salif)

    with pytest.raises(Exception) as caught:  # noqa: PT011  the extras are looked at
        book(soap_spot, short, salif)

    assert (caught.value.code, caught.value.extras) == ("break_full", {"remaining_seconds": 15})
    short.refresh_from_db()
    assert short.booked_seconds == 30
    assert Airing.objects.count() == 1


def test_a_refused_booking_changes_no_row(salif, cotton_spot, before_news):
    book(cotton_spot, before_news, salif)
    entries = Entry.objects.count()

    with refused("same_advertiser"):
        book(cotton_spot, before_news, salif)

    assert Entry.objects.count() == entries


def test_the_first_and_last_places_stay_at_the_ends(salif, awa, issa, before_news, categories):
    made = {}
    for name, position in [("milieu", None), ("fin", "last"), ("autre", None), ("début", "first")]:
        firm = cast.organisation(name, name[:4].upper())
        owner = cast.person(name, name, "advertiser", firm)
        order = cast.campaign(owner, name, category="divers")
        made[name] = book(cast.spot(order, name, by=owner, seconds=30), before_news, salif, position=position)

    in_order = Airing.objects.filter(ad_break=before_news).order_by("rank").values_list("spot__title", "rank")
    assert list(in_order) == [("début", 1), ("milieu", 2), ("autre", 3), ("fin", 4)]
    assert {row.version for row in Airing.objects.all()} == {1}, "ranks move, versions do not"


def test_the_airings_of_a_line_add_up_to_its_price(salif, cotton_spot, cotton_campaign):
    cotton_campaign.lines.update(airings=3, net_ht_fcfa=100)
    for code in ("2000", "2015", "2030"):
        book(cotton_spot, cast.ad_break(code), salif)

    assert sum(Airing.objects.values_list("net_ht_fcfa", flat=True)) == 100


def test_a_gratis_airing_takes_no_line_and_no_price(salif, cotton_spot, cotton_campaign, before_news):
    airing = book(cotton_spot, before_news, salif, gratis=True)

    assert (airing.line, airing.net_ht_fcfa, airing.gratis) == (None, 0, True)


def test_a_make_good_answers_one_missed_airing_once(salif, cotton_spot, planned_airing, late_break):
    missed = services.miss(planned_airing, by=salif, version=1, reason="technical")
    services.book(cotton_spot, late_break, by=salif, makegood_for=missed)

    with refused("not_ordered"):
        services.book(cotton_spot, cast.ad_break("2100"), by=salif, makegood_for=missed)
