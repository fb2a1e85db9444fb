"""Coming in, being refused clearly, being slowed down, and going out."""

import pytest
from django.test import Client

from spot.accounts.models import User
from spot.accounts.workflow import Role, Status
from spot.desks.homes import HOMES

NEWCOMER = {
    "username": "fatou", "full_name": "Fatou Sanou", "email": "fatou@riz.example", "phone": "70 12 34 56",
    "organisation": "Riz de Bagré", "kind": "advertiser", "password1": "un-bon-secret-26", "password2": "un-bon-secret-26",
}  # fmt: skip


def sign_in(browser, user, password="demo1234", path="/login/"):
    return browser.post(path, {"username": user if isinstance(user, str) else user.username, "password": password})


@pytest.mark.parametrize("path", ["/login/", "/console/login/"])
def test_everybody_comes_in_at_the_home_of_their_role(everybody, path):
    for user in everybody.values():
        answer = sign_in(Client(), user, path=path)
        assert (answer.status_code, answer.headers["Location"]) == (303, HOMES[Role(user.role)])


def test_awa_also_comes_in_by_her_address(client, awa):
    assert sign_in(client, awa.email).status_code == 303


def test_a_wrong_password_is_a_422_with_the_form_and_its_reason(client, awa):
    answer = sign_in(client, awa, "faux")

    assert answer.status_code == 422
    assert "Nom d’utilisateur ou mot de passe incorrect" in answer.content.decode()
    assert 'name="username"' in answer.content.decode()


def test_a_disabled_account_is_told_clearly_and_only_to_who_knows_the_password(client, awa):
    User.objects.filter(pk=awa.pk).update(is_active=False)

    told = sign_in(client, awa)
    assert told.status_code == 422
    assert "Ce compte est désactivé" in told.content.decode()
    assert "désactivé" not in sign_in(client, awa, "faux").content.decode()


def test_next_is_honoured_when_it_is_ours(client, awa):
    answer = client.post("/login/?next=/profile/", {"username": "awa", "password": "demo1234"})
    assert answer.headers["Location"] == "/profile/"


@pytest.mark.parametrize(
    "elsewhere", ["https://evil.example/", "//evil.example", "javascript:alert(1)", "https:evil.example"]
)
def test_next_leads_nowhere_else(client, awa, elsewhere):
    answer = client.post("/login/", {"username": "awa", "password": "demo1234", "next": elsewhere})
    assert answer.headers["Location"] == "/home/"


def test_the_session_changes_its_key_at_sign_in(client, awa):
    client.get("/login/")
    client.session["kept"] = True
    before = client.session.session_key
    sign_in(client, awa)
    assert client.session.session_key != before


def test_the_sixth_failure_in_five_minutes_waits(client, awa):
    for _ in range(5):
        assert sign_in(client, awa, "faux").status_code == 422

    answer = sign_in(client, awa)
    assert answer.status_code == 429
    assert answer.headers["Retry-After"] == "300"
    assert "Trop d’essais" in answer.content.decode()


def test_signing_in_rightly_is_not_counted(awa):
    for _ in range(8):
        assert sign_in(Client(), awa).status_code == 303


def test_failures_against_one_account_count_from_wherever_they_come(awa):
    for number in range(5):
        Client(REMOTE_ADDR=f"127.0.0.{number + 1}").post("/login/", {"username": "awa", "password": "faux"})
    answer = Client(REMOTE_ADDR="127.0.0.99").post("/login/", {"username": "awa", "password": "demo1234"})
    assert answer.status_code == 429


def test_the_limits_can_be_lifted(client, awa, settings):
    settings.ACCOUNT_RATE_LIMITS = False
    for _ in range(7):
        assert sign_in(client, awa, "faux").status_code == 422


def test_going_out_is_a_post_and_ends_the_session(client, awa):
    sign_in(client, awa)
    assert client.get("/logout/").status_code == 405
    assert client.post("/logout/").status_code == 303
    assert client.get("/profile/").status_code == 302


def test_fatou_registers_is_signed_in_and_receives_a_link(client, db, mailoutbox):
    answer = client.post("/register/", NEWCOMER)

    fatou = User.objects.get(username="fatou")
    assert (answer.status_code, answer.headers["Location"]) == (303, "/home/")
    assert fatou.organisation.status == Status.TO_VERIFY
    assert str(fatou.phone) == "+22670123456"
    assert client.get("/profile/").status_code == 200
    assert mailoutbox[0].to == ["fatou@riz.example"]
    assert "/email/confirm/" in mailoutbox[0].body


def test_the_link_confirms_the_address_after_a_press_of_the_button(client, db, mailoutbox):
    client.post("/register/", NEWCOMER)
    link = next(word for word in mailoutbox[0].body.split() if "/email/confirm/" in word)

    assert "C’est bien mon adresse" in client.get(link).content.decode()
    address = User.objects.get(username="fatou").emailaddress_set.get()
    assert not address.verified
    assert client.post(link).status_code == 303
    address.refresh_from_db()
    assert address.verified


def test_an_agency_registers_as_an_agency(client, db):
    client.post("/register/", {**NEWCOMER, "kind": "agency"})
    assert User.objects.get(username="fatou").organisation.kind == "agency"


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("organisation", "faso coton", "déjà inscrite"),
        ("email", "AWA@bf1.example", "a déjà un compte"),
        ("username", "Awa", "déjà pris"),
        ("phone", "12", "Saisissez un numéro"),
        ("kind", "admin", ""),
        ("password1", "12345678", ""),
        ("password2", "autre-chose-26", ""),
        ("full_name", "", ""),
    ],
)
def test_a_registration_with_an_error_keeps_what_was_typed(client, awa, field, value, sentence):
    answer = client.post("/register/", {**NEWCOMER, field: value})

    page = answer.content.decode()
    assert answer.status_code == 422
    assert sentence in page
    assert field == "full_name" or "Fatou Sanou" in page
    assert User.objects.count() == 1


def test_nobody_registers_a_role(client, db):
    client.post("/register/", {**NEWCOMER, "role": "admin", "is_superuser": "1", "is_staff": "1"})
    fatou = User.objects.get(username="fatou")
    assert (fatou.role, fatou.is_superuser, fatou.is_staff) == (Role.ADVERTISER, False, False)


def test_the_fourth_registration_of_the_hour_waits(db):
    for number in range(3):
        facts = {"username": f"n{number}", "email": f"n{number}@x.example", "organisation": f"Maison {number}"}
        assert Client().post("/register/", {**NEWCOMER, **facts}).status_code == 303

    answer = Client().post("/register/", NEWCOMER)
    assert answer.status_code == 429
    assert answer.headers["Retry-After"] == "3600"
    assert not User.objects.filter(username="fatou").exists()


def test_a_sign_in_without_its_token_is_refused(awa):
    assert sign_in(Client(enforce_csrf_checks=True), awa).status_code == 403
