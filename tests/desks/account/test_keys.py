"""The page of one's keys, and those of others in the console."""

import pytest
from django.test import Client

from spot.accounts import tokens
from spot.accounts.models import ApiToken

FORM = {"name": "Automate", "days": "90", "password": "demo1234"}


def browser_of(user) -> Client:
    browser = Client()
    browser.post("/login/", {"username": user.username, "password": "demo1234"})
    return browser


@pytest.fixture
def his_browser(salif) -> Client:
    return browser_of(salif)


def key_in(page) -> str:
    words = page.content.decode().replace("<", " ").replace(">", " ").split()
    return next(word for word in words if word.startswith("spot_") and len(word) > 40)


def test_salif_makes_a_key_which_is_shown_once_and_works(his_browser, salif, client):
    made = his_browser.post("/profile/keys/", FORM)
    key = key_in(made)

    assert made.status_code == 201
    assert "no-store" in made.headers["Cache-Control"]
    answer = client.get("/api/v1/breaks", headers={"Authorization": f"Bearer {key}"})
    assert answer.status_code == 200
    listed = his_browser.get("/profile/keys/").content.decode()
    assert key not in listed
    assert key[:9] in listed
    assert "Automate" in listed


def test_the_same_form_sent_again_makes_no_second_key(his_browser, salif):
    his_browser.post("/profile/keys/", FORM)

    assert his_browser.post("/profile/keys/", FORM).status_code == 422
    assert salif.api_tokens.count() == 1


@pytest.mark.parametrize(
    "wrong", [{"name": ""}, {"name": "x" * 61}, {"name": "a\0b"}, {"days": "9999"}, {"days": "²"}, {"days": "9" * 5000}]
)
def test_a_form_with_errors_is_a_422_and_makes_nothing(his_browser, salif, wrong):
    assert his_browser.post("/profile/keys/", FORM | wrong).status_code == 422
    assert not salif.api_tokens.exists()


def test_there_is_an_end_to_how_many_keys(his_browser, salif):
    for _ in range(20):
        tokens.issue(salif)

    assert his_browser.post("/profile/keys/", FORM).status_code == 422
    assert salif.api_tokens.count() == 20


def test_salif_revokes_his_key_and_nobody_s_else(his_browser, salif, rasmata):
    his, hers = tokens.issue(salif), tokens.issue(rasmata)

    assert his_browser.post(f"/profile/keys/{rasmata.api_tokens.get().pk}/revocation/").status_code == 404
    assert his_browser.post(f"/profile/keys/{salif.api_tokens.get().pk}/revocation/").status_code == 303
    assert tokens.holder(his) is None
    assert tokens.holder(hers)


def test_a_revoked_key_meets_401(his_browser, salif, client):
    key = tokens.issue(salif)
    his_browser.post(f"/profile/keys/{salif.api_tokens.get().pk}/revocation/")

    answer = client.get("/api/v1/breaks", headers={"Authorization": f"Bearer {key}"})
    assert (answer.status_code, answer.json()["error"]) == (401, "not_signed_in")


def test_aminata_sees_salif_s_keys_in_the_console_and_revokes_them(aminata, salif):
    key = tokens.issue(salif, name="Automate")
    console = browser_of(aminata)
    page = console.get(f"/console/people/{salif.pk}/").content.decode()
    assert "Automate" in page
    assert key not in page

    row = ApiToken.objects.get()
    away = f"/console/people/{aminata.pk}/keys/{row.pk}/revocation/"
    assert console.post(away).status_code == 404
    assert console.post(f"/console/people/{salif.pk}/keys/{row.pk}/revocation/").status_code == 303
    assert tokens.holder(key) is None
    assert "Clé d’API révoquée" in console.get(f"/console/people/{salif.pk}/").content.decode()
