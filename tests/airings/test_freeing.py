"""When a campaign, a spot or a break goes away, what was planned is freed in the same transaction."""

from spot.airings import queries
from spot.airings.models import Airing
from spot.breaks import services as breaks
from spot.breaks.models import AdBreak
from spot.journal import services as journal
from spot.messaging.models import Notification
from tests import cast
from tests.refusing import refused


def record(verb, thing, by):
    with journal.act():
        journal.record(verb, thing, by=by)


def test_a_cancelled_campaign_frees_what_was_planned_and_keeps_what_aired(
    aminata, planned_airing, cotton_spot, late_break
):
    aired = cast.airing(cotton_spot, late_break, status="aired")

    record("campaigns.cancel", planned_airing.campaign, aminata)

    planned_airing.refresh_from_db()
    aired.refresh_from_db()
    assert (planned_airing.status, aired.status) == ("cancelled", "aired")
    assert AdBreak.objects.get(code="2010").booked_seconds == 0


def test_a_cancelled_break_frees_its_airings_on_every_screen_and_the_colleagues_hear_of_it(
    salif, rasmata, planned_airing, before_news
):
    before = queries.snapshot(cast.TODAY)["seq"]

    cancelled = breaks.cancel(before_news, reason="technical", by=salif)

    planned_airing.refresh_from_db()
    assert (planned_airing.status, cancelled.booked_seconds) == ("cancelled", 0)
    events = queries.events(cast.TODAY, after=before)
    assert {event["action"] for event in events} == {"remove"}
    assert {"item", "break"} <= {name for event in events for name in event}
    (told,) = Notification.objects.visible_to(rasmata)
    assert "est annulé" in told.text


def test_an_advertiser_does_not_withdraw_a_spot_while_airings_are_planned(awa, planned_airing):
    with refused("wrong_state"):
        record("spots.withdraw", planned_airing.spot.approved_version, awa)


def test_an_administrator_withdraws_it_and_frees_them(aminata, planned_airing):
    record("spots.withdraw", planned_airing.spot.approved_version, aminata)

    assert not Airing.objects.planned().exists()


def test_a_new_version_of_another_length_is_refused_while_airings_are_planned(aminata, planned_airing):
    version = planned_airing.spot.approved_version
    version.seconds = 45

    with refused("wrong_length"):
        record("spots.approve", version, aminata)


def test_a_renamed_client_is_renamed_on_every_screen(
    aminata, planned_airing, faso_coton, django_capture_on_commit_callbacks
):
    before = queries.snapshot(cast.TODAY)["seq"]
    faso_coton.name = "Coton du Faso"
    faso_coton.save()
    with django_capture_on_commit_callbacks(execute=True):
        record("organisations.rename", faso_coton, aminata)

    events = queries.events(cast.TODAY, after=before)
    assert [event["item"]["client"] for event in events] == ["Coton du Faso"]
