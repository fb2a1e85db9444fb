"""Links of mails: from SITE_URL, once, for a while, and never by being read."""

from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.test import Client

from spot.accounts import links, services
from spot.accounts.models import Invitation, MailedLink, User
from spot.common import clock
from spot.journal.models import Entry
from tests.refusing import refused

NEW = "un-tout-autre-secret"
PAIR = {"password1": NEW, "password2": NEW}
COMING_IN = {"full_name": "Bintou Diallo", "username": "bintou", **PAIR}
ELSEWHERE = {"Host": "localhost:9999"}


def link_in(letter) -> str:
    return next(word for word in letter.body.split() if word.startswith("http"))


def mailed(outbox) -> str:
    """The last link that was mailed; notices of what changed have none that opens anything."""
    links_mailed = [link_in(letter) for letter in outbox if "Depuis :" not in letter.body]
    return links_mailed[-1]


@pytest.fixture
def asked(client, awa, mailoutbox):
    """Awa asked for a new password; her link."""
    client.post("/password/reset/", {"email": awa.email})
    return mailed(mailoutbox)


@pytest.fixture
def invited(faso_coton, awa, mailoutbox) -> str:
    services.invite(faso_coton, email="bintou@coton.example", by=awa)
    return mailed(mailoutbox)


@pytest.fixture
def moving(awa, mailoutbox) -> str:
    """Awa asked for another address; its link."""
    browser = Client()
    browser.post("/login/", {"username": "awa", "password": "demo1234"})
    browser.post("/profile/email/", {"email": "awa@new.example", "password": "demo1234"})
    return next(link_in(letter) for letter in mailoutbox if letter.to == ["awa@new.example"])


def test_links_begin_with_site_url_by_whatever_name_the_site_was_asked(client, awa, settings, mailoutbox):
    settings.SITE_URL = "https://regie.bf1.example"
    client.post("/password/reset/", {"email": awa.email}, headers=ELSEWHERE)
    client.post("/password/reset/", {"email": "nobody@bf1.example"}, headers=ELSEWHERE)
    facts = {
        "username": "neuf", "full_name": "Neuf", "email": "neuf@bf1.example", "phone": "70123456",
        "organisation": "Neuf SA", "kind": "advertiser", **PAIR,
    }  # fmt: skip
    assert Client().post("/register/", facts, headers=ELSEWHERE).status_code == 303

    assert len(mailoutbox) == 3
    assert {link_in(letter).split("/")[2] for letter in mailoutbox} == {"regie.bf1.example"}
    assert "9999" not in str([(letter.subject, letter.body) for letter in mailoutbox])


@pytest.mark.parametrize("kind", ["asked", "invited", "moving"])
def test_reading_a_link_changes_nothing_and_uses_nothing_up(kind, request, django_assert_num_queries):
    link = request.getfixturevalue(kind)
    before = _everything()
    for method in ("GET", "HEAD", "GET"):
        assert Client().generic(method, link).status_code == 200

    assert _everything() == before


def _everything():
    people = [(u.pk, u.password, u.email, u.last_login) for u in User.objects.order_by("pk")]
    rows = [list(model.objects.order_by("pk").values()) for model in (MailedLink, Invitation, EmailAddress, Entry)]
    return people, rows


def test_opening_somebody_else_s_link_signs_nobody_out(asked, issa, client):
    client.force_login(issa)
    client.get(asked)

    assert client.get("/profile/").status_code == 200


def test_a_reset_link_serves_once(asked, awa):
    assert Client().post(asked, PAIR).status_code == 303

    assert Client().get(asked).status_code == 410
    assert Client().post(asked, {"password1": "encore-un-autre-1", "password2": "encore-un-autre-1"}).status_code == 410
    assert User.objects.get(pk=awa.pk).check_password(NEW)


def test_of_two_who_use_a_link_at_once_one_is_told(asked, awa):
    secret = asked.rsplit("/", 2)[1]
    services.reset_password(awa, NEW, secret=secret)
    with refused("link_used"):
        services.reset_password(awa, "encore-un-autre-1", secret=secret)


def test_a_mistake_in_the_form_does_not_use_the_link_up(asked):
    assert Client().post(asked, {"password1": "a", "password2": "b"}).status_code == 422
    assert Client().post(asked, PAIR).status_code == 303


def test_a_newer_reset_link_ends_the_former(asked, awa, client, mailoutbox):
    client.post("/password/reset/", {"email": awa.email})

    assert Client().get(asked).status_code == 410
    assert Client().get(mailed(mailoutbox)).status_code == 200


def test_a_reset_link_ends_with_the_password_the_address_and_the_access(awa, asked, moving, aminata):
    Client().post(moving)
    assert User.objects.get(pk=awa.pk).email == "awa@new.example"
    assert Client().get(asked).status_code == 410

    for change in (
        lambda: services.set_password(awa, "celui-d-apres-26"),
        lambda: services.disable(awa, by=aminata),
    ):
        link = links.reset_link(awa)
        assert Client().get(link).status_code == 200
        change()
        assert Client().get(link).status_code == 410


def test_links_end_with_time(awa, evening, faso_coton):
    address = EmailAddress.objects.create(user=awa, email="awa@new.example")
    for link, good_for in (
        (links.reset_link(awa), timedelta(hours=24)),
        (links.confirmation_link(address), timedelta(days=3)),
    ):
        with clock.frozen(evening + good_for - timedelta(seconds=1)):
            assert Client().get(link).status_code == 200
        with clock.frozen(evening + good_for):
            assert Client().get(link).status_code == 410
            assert Client().post(link, PAIR).status_code == 410


def test_a_confirmation_link_serves_once(moving, awa):
    assert Client().post(moving).status_code == 303
    assert Client().post(moving).status_code == 410
    assert Client().get(moving).status_code == 410


def test_an_address_that_another_account_took_meanwhile_is_not_taken_from_it(moving, awa, issa):
    User.objects.filter(pk=issa.pk).update(email="awa@new.example")

    assert Client().post(moving).status_code == 409
    assert User.objects.get(pk=awa.pk).email == "awa@bf1.example"
    assert MailedLink.objects.filter(kind=links.CONFIRMATION).exists()


def test_an_invitation_link_serves_once(invited):
    assert Client().post(invited, COMING_IN).status_code == 303
    assert Client().get(invited).status_code == 410
    assert Client().post(invited, COMING_IN | {"username": "autre"}).status_code == 410


def test_an_invitation_sent_again_ends_the_former_link(invited, awa, client, mailoutbox):
    client.force_login(awa)
    invitation = Invitation.objects.get()

    assert client.post(f"/organisation/invitations/{invitation.pk}/sending/").status_code == 303
    assert Client().get(invited).status_code == 404
    assert Client().get(mailed(mailoutbox)).status_code == 200


def test_the_console_sends_an_invitation_again_and_for_another_fortnight(evening, aminata, client, mailoutbox):
    made = services.invite_staff(email="zida@bf1.example", role="manager", by=aminata)
    with clock.frozen(evening + timedelta(days=10)):
        client.force_login(aminata)
        client.post(f"/console/invitations/{made.pk}/sending/")
    with clock.frozen(evening + timedelta(days=20)):
        assert Client().get(mailed(mailoutbox)).status_code == 200
    assert Entry.objects.filter(verb="invitations.resend").count() == 1


def test_an_invitation_taken_back_or_accepted_is_not_sent_again(invited, awa, faso_coton):
    invitation = Invitation.objects.get()
    services.withdraw(invitation, by=awa)
    with refused("invitation_closed"):
        services.resend(invitation, by=awa)
    assert Client().get(invited).status_code == 410


@pytest.mark.parametrize("path", ["/invitations/{}/", "/password/reset/key/{}/", "/email/confirm/{}/"])
@pytest.mark.parametrize("secret", ["nothing", "%00", "x" * 500, "00000000-0000-4000-8000-000000000000"])
def test_what_is_no_link_of_ours_opens_nothing(db, path, secret):
    for method in ("GET", "POST"):
        assert Client().generic(method, path.format(secret)).status_code in {404, 410}


def test_the_id_of_an_invitation_is_no_link(invited):
    assert Client().get(f"/invitations/{Invitation.objects.get().pk}/").status_code == 404


def test_a_link_of_one_kind_opens_no_other(asked):
    secret = asked.rsplit("/", 2)[1]
    assert Client().get(f"/invitations/{secret}/").status_code == 404
    assert Client().get(f"/email/confirm/{secret}/").status_code == 410
