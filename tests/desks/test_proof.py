"""Changes by which an account could be taken over ask for the password again; nothing typed is lost."""

import re

import pytest
from django.test import Client
from django.urls import get_resolver

from tests.cast import gives_password_again
from tests.every_route import routes

# What lies under these begins with an account, its people or its house.
ACCOUNT = re.compile(r"^/(profile|organisation|console/(people|organisations|mandates|invitations))/")
ASKED_BY_THEIR_OWN_FORM = {"/profile/password/", "/profile/identity/", "/profile/identity/code/"}
TAKE_NOTHING_OVER = {
    "/profile/": "name, telephone, alerts: none of them lets anybody in, or back in",
    "/profile/photo/": "a picture",
    "/profile/email/sending/": "sends the link of the present address once more",
    "/organisation/": "name, papers and address of the house, which the station checks",
    "/profile/keys/<int:key_id>/revocation/": "closes a door",
    "/console/people/<uuid:person_id>/keys/<int:key_id>/revocation/": "closes a door",
    "/organisation/invitations/<uuid:invitation_id>/withdrawal/": "closes a door",
    "/organisation/invitations/<uuid:invitation_id>/sending/": "to whom was invited already",
    "/console/invitations/<uuid:invitation_id>/withdrawal/": "closes a door",
    "/console/invitations/<uuid:invitation_id>/sending/": "to whom was invited already",
    "/console/organisations/<uuid:organisation_id>/identity/": "papers of a house, not its people",
    "/console/organisations/<uuid:organisation_id>/verification/": "papers of a house, not its people",
    "/console/organisations/<uuid:organisation_id>/suspension/": "papers of a house, not its people",
}


@pytest.fixture
def her_browser(awa) -> Client:
    browser = Client()
    browser.force_login(awa)
    return browser


def everything_that_writes() -> dict[str, object]:
    found = routes(get_resolver())
    return {path: view for path, _name, view in found if "POST" in getattr(view, "methods", ())}


def test_every_route_that_changes_an_account_asks_or_says_why_not():
    known = {*ASKED_BY_THEIR_OWN_FORM, *TAKE_NOTHING_OVER}
    forgotten = [
        path
        for path, view in everything_that_writes().items()
        if ACCOUNT.match(path) and not hasattr(view, "asks_password") and path not in known
    ]
    assert forgotten == []


def test_nothing_is_excused_that_is_not_there():
    assert {*ASKED_BY_THEIR_OWN_FORM, *TAKE_NOTHING_OVER} - set(everything_that_writes()) == set()


def test_what_was_typed_stands_in_the_question(her_browser, awa):
    answer = her_browser.post("/profile/email/", {"email": '"awa"@<new>.example'})

    assert answer.status_code == 422
    assert answer.context["typed"] == [("email", '"awa"@<new>.example')]
    assert "Ce que vous avez saisi est gardé" in answer.content.decode()
    assert "<new>" not in answer.content.decode()


def test_the_answer_carries_the_form_on(her_browser, awa, mailoutbox):
    facts = {"email": "awa@new.example", "password": "demo1234"}

    assert her_browser.post("/profile/email/", facts).status_code == 303
    assert mailoutbox[-1].to == ["awa@new.example"]


def test_a_wrong_password_changes_nothing_and_keeps_what_was_typed(her_browser, awa, mailoutbox):
    answer = her_browser.post("/profile/email/", {"email": "awa@new.example", "password": "faux"})

    assert answer.status_code == 422
    assert "Ce n’est pas votre mot de passe" in answer.content.decode()
    assert answer.context["typed"] == [("email", "awa@new.example")]
    assert mailoutbox == []


def test_the_same_field_sent_twice_is_kept_twice(her_browser):
    answer = her_browser.post("/profile/sessions/", {"many": ["a", "b"]})
    assert answer.context["typed"] == [("many", "a"), ("many", "b")]


def test_the_password_is_good_for_a_few_minutes_and_no_longer(her_browser, settings):
    gives_password_again(her_browser)
    assert her_browser.post("/profile/sessions/").status_code == 303

    settings.ACCOUNT_REAUTHENTICATION_TIMEOUT = 0
    assert her_browser.post("/profile/sessions/").status_code == 422


def test_signing_in_a_moment_ago_is_no_proof(awa):
    browser = Client()
    browser.post("/login/", {"username": "awa", "password": "demo1234"})
    assert browser.post("/profile/sessions/").status_code == 422


def test_guessing_is_slowed_down(her_browser, settings):
    settings.ACCOUNT_RATE_LIMITS = {"reauthenticate": "10/h/user"}  # a busy machine takes its minute
    answers = [her_browser.post("/profile/sessions/", {"password": f"faux{n}"}) for n in range(11)]

    assert {answer.status_code for answer in answers[:10]} == {422}
    assert (answers[10].status_code, answers[10].headers["Retry-After"]) == (429, "60")
    assert her_browser.post("/profile/sessions/", {"password": "demo1234"}).status_code == 429


def test_a_page_that_shows_a_secret_asks_before_it_is_read(her_browser):
    answer = her_browser.get("/profile/second-factor/activation/")
    assert answer.status_code == 302
    assert answer.headers["Location"].startswith("/profile/identity/?next=")


def test_a_wrong_role_is_not_even_asked(her_browser, salif):
    assert her_browser.post(f"/console/people/{salif.pk}/role/", {"role": "admin"}).status_code == 404
