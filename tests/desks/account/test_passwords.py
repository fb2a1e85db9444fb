"""A password forgotten, changed, and what ends with the old one."""

from django.test import Client

from spot.accounts.models import User
from tests.cast import gives_password_again

NEW = "un-tout-autre-secret"


def signed_in(user) -> Client:
    browser = Client()
    browser.post("/login/", {"username": user.username, "password": "demo1234"})
    return browser


def link_in(letter) -> str:
    return next(word for word in letter.body.split() if "/password/reset/key/" in word)


def test_awa_forgets_her_password_and_chooses_another(client, awa, mailoutbox):
    assert client.post("/password/reset/", {"email": awa.email}).status_code == 303
    link = link_in(mailoutbox[0])
    assert client.get(link).status_code == 200
    answer = client.post(link, {"password1": NEW, "password2": NEW})

    assert (answer.status_code, answer.headers["Location"]) == (303, "/password/reset/complete/")
    assert User.objects.get(pk=awa.pk).check_password(NEW)


def test_a_reset_ends_the_sessions_that_were_open(client, awa, mailoutbox):
    office = signed_in(awa)
    client.post("/password/reset/", {"email": awa.email})
    client.post(link_in(mailoutbox[0]), {"password1": NEW, "password2": NEW})

    assert office.get("/profile/").status_code == 302


def test_a_link_serves_once(client, awa, mailoutbox):
    client.post("/password/reset/", {"email": awa.email})
    link = link_in(mailoutbox[0])
    client.post(link, {"password1": NEW, "password2": NEW})

    assert "Ce lien ne sert plus" in Client().get(link).content.decode()


def test_the_answer_does_not_tell_whether_an_address_has_an_account(client, awa):
    known = client.post("/password/reset/", {"email": awa.email})
    unknown = client.post("/password/reset/", {"email": "nobody@nowhere.example"})
    assert (known.status_code, known.headers["Location"]) == (unknown.status_code, unknown.headers["Location"])


def test_awa_changes_her_password_stays_in_and_her_other_sessions_end(awa):
    here, office = signed_in(awa), signed_in(awa)

    answer = here.post("/profile/password/", {"oldpassword": "demo1234", "password1": NEW, "password2": NEW})

    assert (answer.status_code, answer.headers["Location"]) == (303, "/profile/")
    assert here.get("/profile/").status_code == 200
    assert office.get("/profile/").status_code == 302


def test_a_wrong_present_password_changes_nothing(awa):
    answer = signed_in(awa).post("/profile/password/", {"oldpassword": "faux", "password1": NEW, "password2": NEW})

    assert answer.status_code == 422
    assert "Ce n’est pas votre mot de passe actuel" in answer.content.decode()
    assert User.objects.get(pk=awa.pk).check_password("demo1234")


def test_a_weak_password_is_refused(awa):
    answer = signed_in(awa).post(
        "/profile/password/", {"oldpassword": "demo1234", "password1": "1234", "password2": "1234"}
    )
    assert answer.status_code == 422


def test_sessions_are_listed_and_the_others_ended(awa):
    here, office, phone = gives_password_again(signed_in(awa)), signed_in(awa), signed_in(awa)
    assert here.get("/profile/sessions/").content.decode().count("session") > 0

    assert here.post("/profile/sessions/").status_code == 303

    assert here.get("/profile/").status_code == 200
    assert office.get("/profile/").status_code == phone.get("/profile/").status_code == 302


def test_one_session_is_ended_and_nobody_else_s(awa, issa):
    here, office, other = gives_password_again(signed_in(awa)), signed_in(awa), signed_in(issa)
    mine = awa.usersession_set.get(session_key=office.session.session_key)
    theirs = issa.usersession_set.get()

    assert here.post(f"/profile/sessions/{theirs.pk}/end/").status_code == 404
    assert here.post(f"/profile/sessions/{mine.pk}/end/").status_code == 303

    assert office.get("/profile/").status_code == 302
    assert other.get("/profile/").status_code == 200
