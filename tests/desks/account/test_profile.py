"""One's own page, one's photo, one's address, and coming in by an invitation."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from spot.accounts import links, services
from spot.accounts.models import User
from tests.cast import gives_password_again

JPEG = b"\xff\xd8\xff"


@pytest.fixture
def her_browser(client, awa) -> Client:
    client.force_login(awa)
    return gives_password_again(client)


def photo(form="JPEG", name="moi.jpg") -> SimpleUploadedFile:
    written = BytesIO()
    Image.new("RGB", (400, 300), "red").save(written, form)
    return SimpleUploadedFile(name, written.getvalue())


def test_awa_changes_her_name_and_number(her_browser, awa):
    assert her_browser.post("/profile/", {"full_name": "Awa Sy", "phone": "76 00 11 22"}).status_code == 303
    awa.refresh_from_db()
    assert (awa.full_name, str(awa.phone), awa.wants_alerts) == ("Awa Sy", "+22676001122", False)


def test_a_profile_cannot_change_what_is_not_one_s_own(her_browser, awa, savonnerie):
    her_browser.post(
        "/profile/", {"full_name": "Awa", "role": "admin", "organisation": savonnerie.pk, "username": "root"}
    )
    kept = User.objects.get(pk=awa.pk)
    assert (kept.role, kept.organisation_id, kept.username) == ("advertiser", awa.organisation_id, "awa")


def test_a_photo_is_kept_and_shown_to_those_who_may_see_the_person(her_browser, awa, issa, aminata):
    assert her_browser.post("/profile/photo/", {"photo": photo()}).status_code == 303

    url = f"/people/{awa.pk}/photo/"
    shown = her_browser.get(url)
    assert (shown.status_code, shown.headers["Content-Type"]) == (200, "image/jpeg")
    assert "no-store" in shown.headers["Cache-Control"]
    assert b"".join(shown.streaming_content).startswith(JPEG)
    for user, status in ((aminata, 200), (issa, 404)):
        browser = Client()
        browser.force_login(user)
        answer = browser.get(url)
        assert (answer.status_code, b"".join(answer)[:3] == JPEG) == (status, status == 200)


def test_what_is_not_a_photo_is_refused_and_nothing_is_kept(her_browser, awa, settings):
    answer = her_browser.post("/profile/photo/", {"photo": SimpleUploadedFile("moi.jpg", b"<script>alert(1)</script>")})

    assert answer.status_code == 422
    assert "ne s’ouvre pas comme une photo" in answer.content.decode()
    assert not settings.MEDIA_ROOT.exists()


def test_a_new_address_takes_the_place_of_the_old_once_confirmed(her_browser, awa, mailoutbox):
    assert her_browser.post("/profile/email/", {"email": "awa@new.example"}).status_code == 303
    awa.refresh_from_db()
    assert awa.email == "awa@bf1.example"

    link = next(word for word in mailoutbox[-1].body.split() if "/email/confirm/" in word)
    her_browser.post(link)
    awa.refresh_from_db()
    assert awa.email == "awa@new.example"


def test_somebody_else_s_address_is_not_taken(her_browser, issa):
    assert her_browser.post("/profile/email/", {"email": issa.email}).status_code == 422


def test_bintou_opens_her_invitation_and_is_in(client, faso_coton, awa):
    invitation = services.invite(faso_coton, email="bintou@coton.example", by=awa)
    url = links.invitation_link(invitation)
    assert "Rejoindre Faso Coton" in client.get(url).content.decode()

    facts = {
        "full_name": "Bintou Diallo",
        "username": "bintou",
        "password1": "un-bon-secret-26",
        "password2": "un-bon-secret-26",
    }
    answer = client.post(url, facts)

    assert (answer.status_code, answer.headers["Location"]) == (303, "/home/")
    assert client.get("/profile/").status_code == 200
    assert Client().get(url).status_code == 410


def test_an_invitation_with_errors_is_a_422(client, faso_coton, awa):
    invitation = services.invite(faso_coton, email="bintou@coton.example", by=awa)
    answer = client.post(
        links.invitation_link(invitation), {"full_name": "B", "username": "AWA", "password1": "a", "password2": "b"}
    )

    assert answer.status_code == 422
    assert "déjà pris" in answer.content.decode()


def test_whoever_is_signed_in_does_not_open_an_invitation(her_browser, faso_coton, awa):
    invitation = services.invite(faso_coton, email="bintou@coton.example", by=awa)
    assert her_browser.get(links.invitation_link(invitation)).status_code == 409
