"""The second step of sign-in: enrolled, asked for, lost, and required where the station says so."""

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as totp
from django.test import Client


@pytest.fixture
def her_browser(aminata) -> Client:
    browser = Client()
    browser.post("/console/login/", {"username": "aminata", "password": "demo1234"})
    return browser


def code_of(secret: str) -> str:
    return totp.format_hotp_value(totp.hotp_value(secret, next(iter(totp.yield_hotp_counters_from_time()))))


def enrol(browser: Client) -> str:
    """Through the pages: prove who is there, read the key, type its code. The key."""
    browser.post("/profile/identity/?next=/profile/second-factor/activation/", {"password": "demo1234"})
    secret = browser.get("/profile/second-factor/activation/").context["form"].secret
    assert browser.post("/profile/second-factor/activation/", {"code": code_of(secret)}).status_code == 303
    return secret


def test_enrolling_asks_first_who_is_there(her_browser):
    answer = her_browser.get("/profile/second-factor/activation/")
    assert answer.status_code == 302
    assert answer.headers["Location"].startswith("/profile/identity/?next=")


def test_aminata_enrols_and_is_asked_for_a_code_next_time(her_browser, aminata):
    secret = enrol(her_browser)
    assert Authenticator.objects.filter(user=aminata).count() == 2

    again = Client()
    answer = again.post("/console/login/", {"username": "aminata", "password": "demo1234"})
    assert answer.headers["Location"].startswith("/login/code/")
    assert again.get("/profile/").status_code == 302
    assert again.post("/login/code/", {"code": "000000"}).status_code == 422

    totp_used = again.post("/login/code/", {"code": code_of(secret)})
    if totp_used.status_code == 422:  # a code serves once: the one of the enrolment is spent
        spare = Authenticator.objects.get(user=aminata, type="recovery_codes").wrap().get_unused_codes()[0]
        totp_used = again.post("/login/code/", {"code": spare})
    assert (totp_used.status_code, totp_used.headers["Location"]) == (303, "/console/")


def test_a_wrong_code_does_not_enrol(her_browser, aminata):
    her_browser.post("/profile/identity/?next=/profile/", {"password": "demo1234"})
    her_browser.get("/profile/second-factor/activation/")
    assert her_browser.post("/profile/second-factor/activation/", {"code": "000000"}).status_code == 422
    assert not Authenticator.objects.filter(user=aminata).exists()


def test_codes_are_shown_renewed_and_downloaded(her_browser, aminata):
    enrol(her_browser)
    first = Authenticator.objects.get(user=aminata, type="recovery_codes").wrap().get_unused_codes()[0]

    assert first in her_browser.get("/profile/second-factor/codes/").content.decode()
    assert first in her_browser.get("/profile/second-factor/codes/file/").content.decode()
    assert her_browser.post("/profile/second-factor/codes/renewal/").status_code == 303
    assert first not in her_browser.get("/profile/second-factor/codes/").content.decode()


def test_it_can_be_given_up_where_it_is_not_required(her_browser, aminata):
    enrol(her_browser)
    assert her_browser.post("/profile/second-factor/deactivation/").status_code == 303
    assert not Authenticator.objects.filter(user=aminata).exists()


def test_where_it_is_required_staff_enrol_before_anything_else(her_browser, settings):
    settings.SPOT_MFA_REQUIRED = True

    answer = her_browser.get("/console/people/")
    assert (answer.status_code, answer.headers["Location"]) == (303, "/profile/second-factor/activation/")
    enrol(her_browser)
    assert her_browser.get("/console/people/").status_code == 200
    assert her_browser.post("/profile/second-factor/deactivation/").status_code == 422


def test_where_it_is_required_clients_come_in_as_before(client, awa, settings):
    settings.SPOT_MFA_REQUIRED = True
    client.force_login(awa)
    assert client.get("/profile/").status_code == 200
