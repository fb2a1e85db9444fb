"""The site tells its administrators of its own troubles, once."""

import pytest
from django.core import mail
from django.db import OperationalError

from spot.common import incidents
from spot.common.models import Incident
from spot.messaging import services as messaging
from spot.messaging.models import Alarm, Notification
from spot.operations import watch


@pytest.fixture(autouse=True)
def _few_are_many(settings):
    settings.REDIS_URL = ""
    settings.SPOT_ALARM_ERRORS = settings.SPOT_ALARM_SIGN_INS = 3


def wrong(kind: Incident.Kind, times: int) -> None:
    for _ in range(times):
        incidents.note(kind)


def test_aminata_hears_once_of_pages_that_answer_errors(aminata, salif):
    wrong(Incident.Kind.ERROR, 3)

    watch.look()
    watch.look()

    (told,) = Notification.objects.visible_to(aminata)
    assert (told.title, told.text) == (
        "Des pages répondent en erreur",
        "3 réponses en erreur depuis un quart d’heure.",
    )
    assert [message.to for message in mail.outbox] == [[aminata.email]]
    assert not Notification.objects.visible_to(salif).exists()


def test_one_error_is_no_alarm(aminata):
    wrong(Incident.Kind.ERROR, 2)

    watch.look()

    assert not Notification.objects.visible_to(aminata).exists()


def test_a_trouble_that_comes_back_within_the_hour_is_the_same(aminata):
    messaging.raise_alarm("redis", title="Redis", text="Absent.")
    messaging.end_alarm("redis")

    assert not messaging.raise_alarm("redis", title="Redis", text="Absent.")
    assert Alarm.objects.get().ended_at is None


def test_one_that_comes_back_the_next_day_is_told_again(aminata):
    messaging.raise_alarm("redis", title="Redis", text="Absent.")
    messaging.end_alarm("redis")
    Alarm.objects.update(ended_at=Alarm.objects.get().ended_at - 2 * messaging.SAME_TROUBLE)

    assert messaging.raise_alarm("redis", title="Redis", text="Absent.")
    assert Notification.objects.visible_to(aminata).count() == 2


def test_redis_away_and_a_full_disk_are_told(aminata, settings, monkeypatch):
    settings.REDIS_URL = "redis://127.0.0.1:1"
    monkeypatch.setattr("spot.operations.health.LEAST_FREE_BYTES", 1 << 60)

    watch.look()

    assert set(Alarm.objects.values_list("name", flat=True)) == {"disk", "redis"}


def test_a_service_that_does_not_answer_is_named(aminata, settings):
    settings.SPOT_WATCHED = ["http://127.0.0.1:1/healthz"]

    watch.look()

    assert "http://127.0.0.1:1/healthz" in Alarm.objects.get(name="processes").text


def test_sign_ins_refused_one_after_the_other_are_counted(client, awa, aminata, settings):
    settings.ACCOUNT_RATE_LIMITS = False
    for _ in range(3):
        client.post("/login/", {"username": "awa", "password": "pas-le-bon"})

    watch.look()

    assert "3 connexions refusées" in Alarm.objects.get(name="sign_ins").text


def test_an_answer_in_error_is_counted(client, awa, monkeypatch):
    client.raise_request_exception = False
    client.force_login(awa)
    monkeypatch.setattr("spot.desks.advertiser.home.render", lambda *_: 1 / 0)

    client.get("/home/")

    assert incidents.count(Incident.Kind.ERROR) == 1


def test_without_its_database_the_site_writes_once_to_the_addresses_it_knew(aminata):
    watch.look()

    watch.database_away(OperationalError("gone"))
    watch.database_away(OperationalError("gone"))

    (sent,) = mail.outbox
    assert (sent.to, "ne répond pas" in sent.subject) == ([aminata.email], True)


def test_incidents_are_forgotten_after_a_quarter_of_an_hour(db):
    wrong(Incident.Kind.ERROR, 3)
    Incident.objects.update(at=Incident.objects.first().at - incidents.KEPT)

    watch.look()

    assert not Incident.objects.exists()
