"""Sessions end when nobody uses them, and in any case some days after sign-in."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from spot.common import clock
from spot.live import doors
from tests.cast import EVENING

WRITES = ('UPDATE "django_session"', 'INSERT INTO "django_session"')


def hours(number: int) -> timedelta:
    return timedelta(hours=number)


def days(number: int) -> timedelta:
    return timedelta(days=number)


def signed_in(user, **facts: str) -> Client:
    browser = Client()
    browser.post("/login/", {"username": user.username, "password": "demo1234", **facts})
    return browser


def is_in(browser: Client, after: timedelta) -> bool:
    with clock.frozen(EVENING + after):
        return browser.get("/profile/").status_code == 200


@pytest.mark.parametrize(("who", "rests"), [("salif", hours(12)), ("awa", days(14))])
def test_a_session_ends_when_it_rested_too_long(evening, everybody, who, rests):
    minute = timedelta(minutes=1)
    assert is_in(signed_in(everybody[who]), rests - minute)
    assert not is_in(signed_in(everybody[who]), rests + minute)


@pytest.mark.parametrize(("who", "step", "last"), [("salif", hours(11), days(7)), ("awa", days(13), days(30))])
def test_a_session_in_use_goes_on_until_its_last_day(evening, everybody, who, step, last):
    browser, after = signed_in(everybody[who], remember="on"), timedelta()
    while after + step < last:
        after += step
        assert is_in(browser, after)
    assert not is_in(browser, last + timedelta(minutes=1))


def test_use_is_written_once_in_ten_minutes(evening, salif):
    browser = signed_in(salif)
    for minutes, writes in ((1, 0), (9, 0), (11, 1), (12, 0), (20, 0), (22, 1)):
        with clock.frozen(EVENING + timedelta(minutes=minutes)), writes_of_sessions() as seen:
            browser.get("/profile/")
        assert len(seen()) == writes, minutes


def test_who_asks_to_be_remembered_keeps_the_cookie_the_others_until_the_browser_closes(evening, awa, salif):
    week, month = days(7).total_seconds(), days(30).total_seconds()
    for user, facts, age in ((awa, {}, ""), (awa, {"remember": "on"}, month), (salif, {"remember": "on"}, week)):
        cookie = signed_in(user, **facts).cookies["sessionid"]
        assert cookie["max-age"] == age


def test_the_form_offers_the_choice_and_does_not_make_it(client):
    page = client.get("/login/").content.decode()
    assert "Se souvenir de moi sur cet appareil" in page
    assert "checked" not in page


def test_a_newcomer_by_another_door_is_not_remembered_unasked(evening, db, client):
    facts = {
        "username": "fatou", "full_name": "Fatou Sanou", "email": "fatou@riz.example", "phone": "70 12 34 56",
        "organisation": "Riz de Bagré", "kind": "advertiser", "password1": "un-bon-secret-26",
        "password2": "un-bon-secret-26",
    }  # fmt: skip
    assert client.post("/register/", facts).status_code == 303
    assert client.cookies["sessionid"]["max-age"] == ""


def test_ended_sessions_are_swept_and_the_others_stay(evening, awa, salif):
    signed_in(awa)
    signed_in(salif)
    with clock.frozen(EVENING + days(1)):
        call_command("clearsessions", verbosity=0)
    assert [row.get_decoded()["_auth_user_id"] for row in Session.objects.all()] == [str(awa.pk)]


def test_a_session_from_before_has_its_days_from_its_first_use(evening, salif):
    browser = signed_in(salif)
    held = browser.session
    del held["began_at"], held["is_station"]
    held.save()

    assert is_in(browser, hours(1))
    assert browser.session["is_station"] is True
    assert not is_in(browser, hours(14))


def test_it_is_not_listed_among_the_devices_any_more(evening, salif):
    signed_in(salif)
    with clock.frozen(EVENING + hours(13)):
        here = signed_in(salif)
        assert len(here.get("/profile/sessions/").context["sessions"]) == 1


def test_a_changed_role_ends_the_sessions_of_that_person(aminata, salif):
    from spot.accounts import services

    browser = signed_in(salif)
    services.change_role(salif, "manager", by=aminata)
    assert browser.get("/profile/").status_code == 302


class TestOpenScreens:
    """What sockets know of a session: `gone` puts out, `keep_awake` counts the planning as use."""

    @pytest.fixture
    def screen(self, evening, salif) -> doors.Visitor:
        return doors.enter(scope_of(signed_in(salif)))

    def test_the_idle_end_puts_the_socket_out(self, screen):
        assert gone(screen, hours(11)) == {}
        assert gone(screen, hours(13)) == {screen: doors.NOT_SIGNED_IN}

    def test_an_open_planning_is_use_until_the_last_day(self, screen):
        after = timedelta()
        while after + hours(6) < days(7):
            after += hours(6)
            with clock.frozen(EVENING + after):
                doors.keep_awake({screen})
            assert gone(screen, after) == {}
        assert gone(screen, days(7) + timedelta(minutes=1)) == {screen: doors.NOT_SIGNED_IN}

    def test_an_open_planning_writes_once_in_ten_minutes(self, screen):
        for minutes, writes in ((1, 0), (9, 0), (11, 1), (12, 0)):
            with clock.frozen(EVENING + timedelta(minutes=minutes)), writes_of_sessions() as seen:
                doors.keep_awake({screen})
            assert len(seen()) == writes

    def test_a_session_that_ended_is_not_woken(self, screen):
        with clock.frozen(EVENING + hours(13)):
            doors.keep_awake({screen})
        assert gone(screen, hours(13)) == {screen: doors.NOT_SIGNED_IN}


def gone(visitor: doors.Visitor, after: timedelta) -> dict[doors.Visitor, int]:
    with clock.frozen(EVENING + after):
        return doors.gone({visitor})


def scope_of(browser: Client) -> doors.Scope:
    cookie = f"sessionid={browser.session.session_key}"
    headers = {"host": "testserver", "origin": "http://testserver", "cookie": cookie}
    return {"scheme": "ws", "headers": [(name.encode(), value.encode()) for name, value in headers.items()]}


@contextmanager
def writes_of_sessions() -> Iterator[Callable[[], list[str]]]:
    with CaptureQueriesContext(connection) as seen:
        yield lambda: [one["sql"] for one in seen if one["sql"].startswith(WRITES)]
