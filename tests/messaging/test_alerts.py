"""The alerts of the control room: what is near, what is late, each told of once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import connection, connections, transaction

from spot.airings import services as airings
from spot.airings.models import Airing
from spot.breaks.models import BroadcastDay
from spot.breaks.queries import stream
from spot.common import clock
from spot.journal.services import last_seq
from spot.messaging.models import Alert, Notification
from spot.messaging.services import give_alerts
from spot.operations import schedule
from tests.cast import TODAY, airing

pytestmark = pytest.mark.django_db


def told(user):
    return list(Notification.objects.visible_to(user).order_by("pk").values_list("title", "text", "url"))


@pytest.fixture
def near(planned_airing, soap_spot, before_news):
    """20:02, eight minutes before the break of 20:10 and its two airings."""
    airing(soap_spot, before_news, rank=2)
    with clock.frozen(before_news.starts_at - timedelta(minutes=8)):
        yield before_news


@pytest.fixture
def late(planned_airing, before_news):
    """20:21, and nobody has said what became of the airing of 20:10."""
    with clock.frozen(before_news.starts_at + timedelta(minutes=11)):
        yield planned_airing


def test_salif_is_told_once_of_a_break_that_is_near_with_what_it_holds(near, salif, aminata, awa, hamidou):
    assert (give_alerts(), give_alerts()) == (2, 0)

    assert told(salif) == [
        (
            "L’écran 20h10 est dans 8 min",
            "2 passages : « Le fil d’or du Faso », « Savon de la fête ».",
            f"/diffusion/planning/?day=2026-11-21#ecran-{near.pk}",
        )
    ]
    assert told(aminata) == told(awa) == told(hamidou) == []


def test_nobody_is_told_of_a_break_further_away_than_the_setting(near, salif, settings):
    settings.SPOT_ALERT_SECONDS = 300

    assert give_alerts() == 0


def test_what_is_late_reaches_the_control_room_and_the_administrators_once(late, salif, aminata, mariam):
    call_command("send_alerts")
    call_command("send_alerts")

    title, text = "En retard : 1 passage de l’écran 20h10", "Sans confirmation : « Le fil d’or du Faso »."
    url = f"/diffusion/planning/?day=2026-11-21&show=owing#ecran-{late.ad_break_id}"
    assert told(salif) == told(aminata) == [(title, text, url)]
    assert told(mariam) == []


def test_an_airing_told_of_while_near_is_told_of_again_when_it_is_late(near, salif):
    give_alerts()

    with clock.frozen(near.starts_at + timedelta(minutes=11)):
        assert give_alerts() == 2

    assert [title for title, *_ in told(salif)] == [
        "L’écran 20h10 est dans 8 min", "En retard : 2 passages de l’écran 20h10",
    ]  # fmt: skip


def test_who_does_not_want_alerts_gets_none(near, salif, rasmata):
    rasmata.wants_alerts = False
    rasmata.save()

    give_alerts()

    assert (len(told(salif)), told(rasmata)) == (1, [])


@pytest.mark.parametrize("verb", ["confirm", "miss", "preempt", "cancel"])
def test_nothing_is_said_of_an_airing_that_somebody_settled(late, salif, rasmata, verb):
    terms = {} if verb in {"confirm", "preempt"} else {"reason": "technical"}
    getattr(airings, verb)(late, by=salif, version=1, **terms)

    assert give_alerts() == 0


def test_nobody_is_called_for_a_closed_day_nor_for_what_is_a_day_old(late, salif):
    with clock.frozen(clock.now() + timedelta(days=1)):
        assert give_alerts() == 0
    BroadcastDay.objects.filter(day=TODAY).update(closed_at=clock.now())

    assert give_alerts() == 0


def test_alerts_take_no_number_of_the_days_stream(late, salif):
    give_alerts()

    assert last_seq(stream(TODAY)) == 0


def test_with_nothing_due_it_reads_twice_and_writes_nothing(planned_airing, salif, django_assert_num_queries):
    with django_assert_num_queries(2):
        give_alerts()


def test_the_schedule_gives_them_every_thirty_seconds():
    (job,) = [job for job in schedule.JOBS if job.name == "send_alerts"]

    assert (job.every_seconds, job.work) == (30, give_alerts)


@pytest.mark.django_db(transaction=True)
def test_two_copies_at_once_tell_each_airing_once(near, salif):
    """The other copy has written the first alert and not yet committed it: this one waits, then tells of the second."""
    if connection.vendor != "postgresql":
        pytest.skip("SQLite lets one copy write at a time")
    first = Airing.objects.order_by("pk").first()

    with ThreadPoolExecutor(1) as copy:
        with transaction.atomic():
            Alert.objects.create(airing=first, kind=Alert.Kind.SOON)
            given = copy.submit(give_and_hang_up)
            with pytest.raises(TimeoutError):
                given.result(timeout=0.5)
        assert given.result(timeout=20) == 1

    assert Alert.objects.count() == 2
    ((_, text, _url),) = told(salif)
    assert text.startswith("1 passage : ")
    assert first.spot.title not in text


def give_and_hang_up():
    try:
        return give_alerts()
    finally:
        connections.close_all()
