"""Whoever's account changes is told by mail, at once: what, when, from where, what to do."""

from collections.abc import Callable
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.core import mail
from django.test import Client

from spot.accounts.models import Mandate, Organisation, User
from spot.accounts.notices import NOTICES
from spot.accounts.workflow import Kind
from spot.journal.models import Entry
from tests.cast import TODAY, gives_password_again, organisation
from tests.desks.account.test_second_factor import enrol

PHONE = "Mozilla/5.0 (Linux; Android 14) Chrome/142"
NEW = "un-tout-autre-secret"
Change = Callable[[Client, dict[str, Any]], Any]


def post(path: str, **facts: str) -> Change:
    return lambda browser, cast: browser.post(path.format(**cast), {k: v.format(**cast) for k, v in facts.items()})


def opens_the_link(browser: Client, cast: dict[str, Any]) -> Any:
    browser.post("/profile/email/", {"email": "awa@new.example"})
    link = next(word for word in mail.outbox[-1].body.split() if "/email/confirm/" in word)
    mail.outbox.clear()
    return browser.post(link)


def forgets(browser: Client, cast: dict[str, Any]) -> Any:
    away = Client()
    away.post("/password/reset/", {"email": cast["awa"].email})
    link = next(word for word in mail.outbox[-1].body.split() if "/password/reset/key/" in word)
    mail.outbox.clear()
    return away.post(link, {"password1": NEW, "password2": NEW})


def enrols(browser: Client, cast: dict[str, Any]) -> Any:
    enrol(browser)


def gives_up(browser: Client, cast: dict[str, Any]) -> Any:
    enrols_quietly(browser)
    return browser.post("/profile/second-factor/deactivation/")


def renews(browser: Client, cast: dict[str, Any]) -> Any:
    enrols_quietly(browser)
    return browser.post("/profile/second-factor/codes/renewal/")


def reads_again(browser: Client, cast: dict[str, Any]) -> Any:
    enrols_quietly(browser)
    browser.get("/profile/second-factor/codes/")
    assert mail.outbox == []
    return browser.get("/profile/second-factor/codes/file/")


def comes_in_by_a_spare_code(browser: Client, cast: dict[str, Any]) -> Any:
    enrols_quietly(browser)
    spare = Authenticator.objects.get(user=cast["awa"], type="recovery_codes").wrap().get_unused_codes()[0]
    away = Client()
    away.post("/login/", {"username": "awa", "password": "demo1234"})
    return away.post("/login/code/", {"code": spare})


def enrols_quietly(browser: Client) -> None:
    enrol(browser)
    mail.outbox.clear()


def ends_the_others(browser: Client, cast: dict[str, Any]) -> Any:
    Client().post("/login/", {"username": "awa", "password": "demo1234"})
    return browser.post("/profile/sessions/")


def ends_one(browser: Client, cast: dict[str, Any]) -> Any:
    away = Client()
    away.post("/login/", {"username": "awa", "password": "demo1234"})
    held = cast["awa"].usersession_set.get(session_key=away.session.session_key)
    return browser.post(f"/profile/sessions/{held.pk}/end/")


def ends_a_mandate(browser: Client, cast: dict[str, Any]) -> Any:
    held = Mandate.objects.create(
        agency=cast["agency"], advertiser=cast["coton"], starts_on=TODAY, recorded_by=cast["aminata"]
    )
    return browser.post(f"/console/mandates/{held.pk}/end/")


PASSWORDS = {"oldpassword": "demo1234", "password1": NEW, "password2": NEW}
# The change: who does it, the verb it is journaled by, and every address that hears of it.
CHANGES: dict[str, tuple[Change, str, str, set[str]]] = {
    "a new password": (post("/profile/password/", **PASSWORDS), "awa", "people.set_password", {"awa"}),
    "a forgotten password": (forgets, "awa", "people.set_password", {"awa"}),
    "a new address asked for": (
        post("/profile/email/", email="awa@new.example"), "awa", "people.ask_email", {"awa"},
    ),
    "a new address": (opens_the_link, "awa", "people.change_email", {"awa", "awa@new.example"}),
    "a second step": (enrols, "awa", "people.second_factor", {"awa"}),
    "no second step": (gives_up, "awa", "people.second_factor", {"awa"}),
    "new codes": (renews, "awa", "people.renew_codes", {"awa"}),
    "codes read again": (reads_again, "awa", "people.read_codes", {"awa"}),
    "a code that served": (comes_in_by_a_spare_code, "awa", "people.use_code", {"awa"}),
    "the other sessions": (ends_the_others, "awa", "people.end_sessions", {"awa"}),
    "one session": (ends_one, "awa", "people.end_sessions", {"awa"}),
    "a colleague invited": (
        post("/organisation/invitations/", email="b@coton.example"), "awa", "organisations.invite", {"awa"},
    ),
    "a link for a wall": (
        post("/diffusion/walls/", name="Régie", days="90"), "aminata", "walls.hang", {"aminata"},
    ),
    "somebody invited to the station": (
        post("/console/people/invitation/", email="z@bf1.example", role="manager"),
        "aminata", "people.invite", {"aminata"},
    ),
    "an API key": (
        post("/profile/keys/", name="Automate", days="90"), "awa", "people.issue_key", {"awa"},
    ),
    "a role": (
        post("/console/people/{salif.pk}/role/", role="manager"), "aminata", "people.change_role", {"salif"},
    ),
    "an access closed": (
        post("/console/people/{salif.pk}/disabling/"), "aminata", "people.disable", {"salif"},
    ),
    "an access opened again": (
        post("/console/people/{gone.pk}/enabling/"), "aminata", "people.enable", {"gone"},
    ),
    "a mandate": (
        post("/console/organisations/{coton.pk}/mandates/", agency="{agency.pk}", starts_on="2026-12-01"),
        "aminata", "organisations.mandate", {"awa", "aminata"},
    ),
    "a mandate ended": (ends_a_mandate, "aminata", "organisations.end_mandate", {"awa", "aminata"}),
}  # fmt: skip


@pytest.fixture
def cast(awa, aminata, salif, rasmata, faso_coton: Organisation) -> dict[str, Any]:
    User.objects.filter(pk=rasmata.pk).update(is_active=False)
    agency = organisation("Agence Koudou", "KOUD", kind=Kind.AGENCY)
    return {"awa": awa, "aminata": aminata, "salif": salif, "gone": rasmata, "coton": faso_coton, "agency": agency}


def browser_of(user: User) -> Client:
    browser = Client(headers={"User-Agent": PHONE})
    browser.post("/login/", {"username": user.username, "password": "demo1234"})
    return gives_password_again(browser)


@pytest.mark.parametrize("name", CHANGES)
def test_the_change_is_journaled_and_told(name, cast, mailoutbox):
    change, who, verb, told = CHANGES[name]
    browser = browser_of(cast[who])
    before = Entry.objects.filter(verb=verb).count()

    answer = change(browser, cast)

    assert answer is None or answer.status_code in {200, 201, 303}
    assert Entry.objects.filter(verb=verb).count() > before
    notices = [letter for letter in mailoutbox if "Depuis :" in letter.body]
    addresses = {cast[name].email if name in cast else name for name in told}
    assert {letter.to[0] for letter in notices} == addresses
    assert len(notices) == len(addresses)
    for letter in notices:
        assert "adresse 127.0.0.1" in letter.body
        assert "Quand : le " in letter.body
        assert "prévenez la régie" in letter.body or "Adressez-vous à la régie" in letter.body


def test_every_notice_has_its_change_here():
    assert set(NOTICES) - {verb for _change, _who, verb, _told in CHANGES.values()} == set()


def test_the_mail_names_the_device_and_what_to_do(cast, mailoutbox):
    browser_of(cast["awa"]).post("/profile/password/", PASSWORDS)

    body = mailoutbox[-1].body
    assert mailoutbox[-1].subject == "[Spot BF1] Votre mot de passe a été changé"
    assert "Depuis : Chrome sur Android, adresse 127.0.0.1" in body
    assert "Compte : awa" in body
    assert "/password/reset/" in body


def test_what_another_did_is_told_with_their_name(cast, mailoutbox):
    browser_of(cast["aminata"]).post(f"/console/people/{cast['salif'].pk}/role/", {"role": "manager"})

    assert mailoutbox[-1].to == [cast["salif"].email]
    assert "Par : Aminata Sawadogo" in mailoutbox[-1].body


def test_a_command_of_the_server_is_told_as_such(awa, mailoutbox):
    from spot.accounts import services

    services.set_password(awa, NEW)
    assert "Depuis : le serveur de la station" in mailoutbox[-1].body


def test_an_address_that_was_already_this_one_is_not_told(cast, mailoutbox):
    browser = browser_of(cast["awa"])
    browser.post("/profile/email/sending/")
    link = next(word for word in mailoutbox[-1].body.split() if "/email/confirm/" in word)
    mailoutbox.clear()

    assert browser.post(link).status_code == 303
    assert mailoutbox == []


def test_a_change_refused_tells_nobody(cast, mailoutbox):
    browser = browser_of(cast["aminata"])
    assert browser.post(f"/console/people/{cast['aminata'].pk}/disabling/").status_code == 409
    assert mailoutbox == []
