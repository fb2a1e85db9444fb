"""The demonstration's guarantees (contract, "Demonstration mode"), at any hour, and at later starts."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.db.models import F

from spot.accounts.models import User
from spot.airings.models import Airing
from spot.airings.queries import left_to_place
from spot.breaks.models import AdBreak
from spot.campaigns import services as campaigns
from spot.campaigns.models import Campaign, OrderLine
from spot.clearance.models import ProductCategory
from spot.common import clock
from spot.creatives.models import Spot
from spot.operations import demo, invariants

SATURDAY = date(2026, 11, 21)
pytestmark = pytest.mark.xdist_group("demo")
HOURS = [time(7), time(13), time(19, 40), time(23, 50), time(0, 30), time(5, 30)]


def at(hour: time, day: date = SATURDAY) -> datetime:
    return datetime.combine(day, hour, UTC)


@pytest.fixture(scope="session")
def shelf(tmp_path_factory):
    """Films are generated once for all these tests."""
    return tmp_path_factory.mktemp("shelf")


@pytest.fixture
def _few_days(db, settings, shelf, monkeypatch):
    """A short past: what is guaranteed concerns today and the days ahead."""
    settings.MEDIA_ROOT = shelf
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    monkeypatch.setattr(demo, "BEFORE", timedelta(days=6))


@pytest.mark.usefixtures("_few_days")
@pytest.mark.parametrize("hour", HOURS, ids=str)
def test_a_first_start_at_any_hour_finds_the_station_as_promised(hour):
    with clock.frozen(at(hour)):
        demo.ensure()

        check_guarantees()


@pytest.mark.usefixtures("_few_days")
def test_a_start_in_the_morning_still_holds_in_the_evening_and_the_next_days():
    for moment in (
        at(time(7)),
        at(time(19, 40)),
        at(time(6, 20), SATURDAY + timedelta(days=1)),
        at(time(20), date(2027, 1, 3)),
    ):
        with clock.frozen(moment):
            demo.ensure()

            check_guarantees()


@pytest.mark.usefixtures("_few_days")
def test_a_second_start_the_same_day_changes_nothing():
    with clock.frozen(at(time(19, 40))):
        demo.ensure()
        before = snapshot()

        demo.ensure()

        assert snapshot() == before


@pytest.mark.usefixtures("_few_days")
def test_after_a_busy_evening_the_next_start_finds_something_to_do_again():
    with clock.frozen(at(time(19, 40))):
        demo.ensure()
        people = {user.username: user for user in User.objects.all()}
        everything_is_settled(people["diffuseur"])
        for campaign in Campaign.objects.pending():
            campaigns.approve(campaign, by=people["admin2"])
        AdBreak.objects.of_day(SATURDAY).filter(daypart="prime").update(capacity_seconds=F("booked_seconds") + 5)

        demo.ensure()

        check_guarantees()


def test_four_months_are_there_on_the_first_day(db, settings, shelf):
    settings.MEDIA_ROOT = shelf
    with clock.frozen(at(time(19, 40))):
        demo.ensure()

        check_guarantees()
        assert AdBreak.objects.filter(day=SATURDAY - timedelta(days=120)).count() >= 30
        assert Campaign.objects.count() >= 120
        assert {row.shown_status for row in Campaign.objects.all()} == {
            "draft", "pending", "approved", "active", "completed", "rejected", "cancelled"
        }  # fmt: skip
        assert Airing.objects.aired().count() > 8000


def everything_is_settled(by: User) -> None:
    for airing in Airing.objects.of_day(SATURDAY).planned().select_related("spot"):
        airing.status, airing.aired_at, airing.reason = "aired", clock.now(), "aired_ok"
        airing.spot_version_id, airing.acted_by, airing.acted_at = airing.spot.approved_version_id, by, clock.now()
        airing.save()


def check_guarantees() -> None:
    today = clock.broadcast_today()
    days_are_generated(today)
    today_has_its_airings(today)
    spots_wait_for_a_place(today)
    queues_are_not_empty()
    prime_has_room(today)
    annonceur_has_a_life(today)
    assert not ProductCategory.objects.get(slug="divers").is_exclusive
    assert ProductCategory.objects.get(slug="divers").rule == "free"
    assert invariants.verify()["breaches"] == []


def days_are_generated(today: date) -> None:
    days = set(AdBreak.objects.values_list("day", flat=True))
    assert {today + timedelta(days=n) for n in range(-demo.BEFORE.days, 22)} <= days
    assert AdBreak.objects.of_day(today).open().count() >= 30


def today_has_its_airings(today: date) -> None:
    airings = Airing.objects.of_day(today).taking_seconds()
    assert airings.count() >= 60
    since = today if clock.now() - clock.day_bounds(today)[0] > timedelta(hours=6) else today - timedelta(days=1)
    assert Airing.objects.filter(day__gte=since, ad_break__starts_at__lt=clock.now()).planned().count() >= 5
    if clock.now() < clock.instant_of(today, time(20, 30)):
        assert airings.planned().filter(ad_break__starts_at__gt=clock.now()).count() >= 20


def spots_wait_for_a_place(today: date) -> None:
    spots = {
        spot.pk
        for spot, left in to_place()
        if left and spot.campaign.lines.filter(starts_on__lte=today, ends_on__gte=today + timedelta(days=14)).exists()
    }
    assert len(spots) >= 12


def to_place() -> list[tuple[Spot, int]]:
    """Approved spots whose campaigns still have airings to place, with how many."""
    spots = list(
        Spot.objects.approved().filter(campaign__status="approved").select_related("approved_version", "campaign")
    )
    left = left_to_place(spots)
    return [(spot, left[spot.pk]) for spot in spots if left[spot.pk]]


def queues_are_not_empty() -> None:
    assert Campaign.objects.pending().count() >= 3
    assert Spot.objects.to_review().count() >= 3


def prime_has_room(today: date) -> None:
    mine = User.objects.get(username="annonceur").organisation
    theirs = Airing.objects.of_day(today).taking_seconds().filter(organisation=mine).values("ad_break")
    prime = AdBreak.objects.of_day(today).open().filter(daypart="prime").exclude(pk__in=theirs)
    assert prime.filter(capacity_seconds__gte=F("booked_seconds") + 30).exists()


def annonceur_has_a_life(today: date) -> None:
    user = User.objects.get(username="annonceur")
    assert user.organisation.is_verified
    assert user.organisation != User.objects.get(username="annonceur2").organisation
    campaigns = Campaign.objects.visible_to(user)
    assert campaigns.count() >= 3
    assert any(row.takes_uploads for row in campaigns.filter(status="approved"))
    spots = Spot.objects.visible_to(user).with_latest()
    assert spots.count() >= 3
    assert spots.filter(latest_status="rejected").exists()
    assert Airing.objects.visible_to(user).aired().exists()
    open_lines = OrderLine.objects.filter(
        campaign__in=campaigns.filter(status="approved"), starts_on__lte=today, ends_on__gte=today + timedelta(days=14)
    )
    assert open_lines.filter(daypart="prime", seconds=30).exists()
    assert any(spot.organisation_id == user.organisation_id and left for spot, left in to_place())


def snapshot() -> list[object]:
    return [
        list(model.objects.order_by("pk").values_list()) for model in (Campaign, OrderLine, Spot, Airing, AdBreak, User)
    ]
