"""The second step of sign-in: enrolled, asked for, lost, and required where the station says so."""

from importlib import import_module

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as totp
from django.apps import apps
from django.test import Client

from spot.accounts import seals, services, tokens
from spot.common.refusals import Refused


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


def test_turning_it_on_ends_the_other_sessions_and_keeps_this_one(her_browser):
    office = Client()
    office.post("/console/login/", {"username": "aminata", "password": "demo1234"})
    assert office.get("/profile/").status_code == 200

    enrol(her_browser)

    assert office.get("/profile/").status_code == 302
    assert her_browser.get("/profile/").status_code == 200


def test_turning_it_off_ends_the_other_sessions_too(her_browser, aminata):
    enrol(her_browser)
    office = Client()
    office.post("/console/login/", {"username": "aminata", "password": "demo1234"})
    spare = Authenticator.objects.get(user=aminata, type="recovery_codes").wrap().get_unused_codes()[0]
    office.post("/login/code/", {"code": spare})
    assert office.get("/profile/").status_code == 200

    her_browser.post("/profile/second-factor/deactivation/")

    assert office.get("/profile/").status_code == 302


@pytest.fixture
def forgetful_cache(settings):
    """A cache that remembers nothing, as when Redis is away and counting fails open."""
    nothing = {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}
    settings.CACHES = dict.fromkeys(settings.CACHES, nothing)


def test_a_code_serves_once_even_when_the_cache_forgets(her_browser, aminata, forgetful_cache):
    secret = enrol(her_browser)
    Authenticator.objects.filter(type="totp").update(data=data_with(aminata, last_moment=0))
    code = code_of(secret)

    assert with_code(code).status_code == 303
    assert with_code(code).status_code == 422


def test_the_code_that_enrolled_does_not_sign_in(her_browser, forgetful_cache):
    secret = enrol(her_browser)
    assert with_code(code_of(secret)).status_code == 422


def test_two_at_once_with_one_code_are_one(her_browser, aminata):
    secret = enrol(her_browser)
    Authenticator.objects.filter(type="totp").update(data=data_with(aminata, last_moment=0))
    step = Authenticator.objects.get(user=aminata, type="totp")
    services.spend_code(step, code_of(secret))

    with pytest.raises(Refused, match="a déjà servi"):
        services.spend_code(step, code_of(secret))


def with_code(code: str):
    browser = Client()
    browser.post("/console/login/", {"username": "aminata", "password": "demo1234"})
    return browser.post("/login/code/", {"code": code})


def data_with(user, **facts) -> dict:
    return {**Authenticator.objects.get(user=user, type="totp").data, **facts}


def test_no_seed_lies_in_the_database_in_the_clear(her_browser, aminata):
    secret = enrol(her_browser)
    rows = {row.type: row.data for row in Authenticator.objects.filter(user=aminata)}

    assert secret not in str(rows)
    assert seals.unseal(rows["totp"]["secret"]) == secret
    assert len(seals.unseal(rows["recovery_codes"]["seed"])) == 80


def test_a_seed_opens_by_a_former_key_and_is_sealed_by_the_new_one(her_browser, aminata, settings):
    secret = enrol(her_browser)
    former = settings.SECRET_KEY
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "another-secret-0123456789" * 3, [former]

    assert services.seal_all_seeds() == 2

    settings.SECRET_KEY_FALLBACKS = []
    assert seals.unseal(Authenticator.objects.get(type="totp").data["secret"]) == secret


def test_the_migration_seals_what_lay_open_and_opens_it_one_step_back(aminata):
    step = import_module("spot.migrations.0003_sealed_seeds")
    Authenticator.objects.create(user=aminata, type="totp", data={"secret": "JBSWY3DPEHPK3PXP"})
    Authenticator.objects.create(user=aminata, type="recovery_codes", data={"seed": "ab" * 40, "used_mask": 5})

    step.seal(apps, None)
    assert "JBSWY3DPEHPK3PXP" not in str(Authenticator.objects.values_list("data", flat=True))
    assert Authenticator.objects.get(type="totp").wrap().validate_code(code_of("JBSWY3DPEHPK3PXP"))

    step.unseal(apps, None)
    assert Authenticator.objects.get(type="totp").data["secret"] == "JBSWY3DPEHPK3PXP"
    assert Authenticator.objects.get(type="recovery_codes").data == {"seed": "ab" * 40, "used_mask": 5}


@pytest.mark.parametrize(
    "path", ["/admin/", "/console/people/", "/diffusion/export/spots/csv/", "/reports/", "/notifications/"]
)
def test_where_it_is_required_no_page_and_no_file_opens_without_it(her_browser, settings, path):
    settings.SPOT_MFA_REQUIRED = True
    answer = her_browser.get(path)
    assert (answer.status_code, answer.headers["Location"]) == (303, "/profile/second-factor/activation/")


def test_where_it_is_required_media_wait_for_it_too(her_browser, cotton_spot, settings):
    settings.SPOT_MFA_REQUIRED = True
    assert her_browser.get(f"/spots/{cotton_spot.pk}/media/").status_code == 303


def test_where_it_is_required_calls_by_session_are_refused_in_their_own_shape(her_browser, settings):
    settings.SPOT_MFA_REQUIRED = True

    answer = her_browser.get("/api/v1/planning/snapshot")
    assert (answer.status_code, answer.json()["error"]) == (403, "second_step_missing")
    enrol(her_browser)
    assert her_browser.get("/api/v1/planning/snapshot").status_code == 200


def test_a_key_made_on_the_server_needs_none(aminata, settings):
    settings.SPOT_MFA_REQUIRED = True
    key = {"Authorization": f"Bearer {tokens.issue(aminata)}"}
    assert Client().get("/api/v1/planning/snapshot", headers=key).status_code == 200


def test_codes_for_a_lost_telephone_are_no_second_step(her_browser, aminata, settings):
    settings.SPOT_MFA_REQUIRED = True
    Authenticator.objects.create(user=aminata, type="recovery_codes", data={"seed": "x", "used_mask": 0})
    assert her_browser.get("/console/people/").status_code == 303
