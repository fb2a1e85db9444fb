"""Roles and access change by verbs, and the open sessions of a person end with their access."""

from io import BytesIO

import pytest
from django.test import Client
from PIL import Image

from spot.accounts import portraits, services
from spot.accounts.models import User
from spot.accounts.workflow import Role
from spot.journal.models import Entry
from tests.refusing import refused


def signed_in(user: User) -> Client:
    browser = Client()
    assert browser.post("/login/", {"username": user.username, "password": "demo1234"}).status_code == 303
    return browser


def picture(size=(600, 400), form="PNG") -> BytesIO:
    written = BytesIO()
    Image.new("RGB", size, "green").save(written, form)
    written.seek(0)
    return written


def test_aminata_hires_a_broadcaster(aminata):
    rasmane = services.hire(
        username="rasmane", password="un-bon-secret", role=Role.BROADCASTER, by=aminata, full_name="Rasmané Zida",
        email="rasmane@bf1.example",
    )  # fmt: skip

    assert rasmane.role == Role.BROADCASTER
    assert Entry.objects.about(rasmane).get().verb == "people.hire"


def test_nobody_is_hired_as_an_advertiser(aminata):
    with refused("organisation_role"):
        services.hire(username="x", password="x", role=Role.ADVERTISER, by=aminata, full_name="X", email="x@x.example")


def test_aminata_makes_salif_a_manager_and_the_journal_tells_it(aminata, salif):
    services.change_role(salif, Role.MANAGER, by=aminata)

    salif.refresh_from_db()
    entry = Entry.objects.about(salif).get()
    assert salif.role == Role.MANAGER
    assert (entry.verb, entry.before, entry.after) == (
        "people.change_role",
        {"role": "broadcaster"},
        {"role": "manager"},
    )


def test_nobody_changes_their_own_access(aminata):
    with refused("oneself"):
        services.change_role(aminata, Role.MANAGER, by=aminata)
    with refused("oneself"):
        services.disable(aminata, by=aminata)


def test_a_client_does_not_become_staff_nor_staff_a_client(aminata, awa, salif):
    with refused("organisation_role"):
        services.change_role(awa, Role.ADMIN, by=aminata)
    with refused("organisation_role"):
        services.change_role(salif, Role.ADVERTISER, by=aminata)


def test_the_same_role_is_not_given_twice(aminata, salif):
    with refused("same_role"):
        services.change_role(salif, Role.BROADCASTER, by=aminata)


def test_only_an_administrator_changes_access(everybody, rasmata):
    for user in everybody.values():
        if user.role != Role.ADMIN:
            with refused("not_found"):
                services.change_role(rasmata, Role.MANAGER, by=user)
            with refused("not_found"):
                services.disable(rasmata, by=user)


def test_closing_an_access_ends_every_session_of_the_person(aminata, awa):
    telephone, office = signed_in(awa), signed_in(awa)

    services.disable(awa, by=aminata, reason="A quitté l’entreprise.")

    for browser in (telephone, office):
        assert browser.get("/profile/").status_code == 302
    assert Entry.objects.about(awa).get().note == "A quitté l’entreprise."


def test_an_access_opened_again_does_not_bring_old_sessions_back(aminata, awa):
    office = signed_in(awa)
    services.disable(awa, by=aminata)
    services.enable(awa, by=aminata)

    assert office.get("/profile/").status_code == 302
    assert signed_in(awa).get("/profile/").status_code == 200


def test_an_access_is_not_closed_twice(aminata, awa):
    services.disable(awa, by=aminata)
    with refused("wrong_state"):
        services.disable(awa, by=aminata)


def test_a_new_password_is_journaled_without_a_trace_of_it(awa):
    services.set_password(awa, "un-autre-secret")

    entry = Entry.objects.about(awa).get()
    assert (entry.verb, entry.before, entry.after) == ("people.set_password", {}, {})


def test_a_profile_changes_and_the_journal_keeps_only_which_fields(awa):
    services.present(awa, full_name="Awa Ouédraogo-Sy", phone="+22670123456")

    awa.refresh_from_db()
    assert awa.full_name == "Awa Ouédraogo-Sy"
    assert Entry.objects.about(awa).get().after == {"fields": ["full_name", "phone"]}


def test_a_photo_is_written_anew_as_a_square(awa):
    sent = picture()
    services.set_photo(awa, portraits.portrait(sent, size_bytes=len(sent.getvalue())))

    awa.refresh_from_db()
    with Image.open(awa.photo.open()) as kept:
        assert (kept.format, kept.size) == ("JPEG", (320, 320))


def test_a_photo_can_be_taken_away(awa):
    services.set_photo(awa, portraits.portrait(picture(), size_bytes=1))
    services.set_photo(awa, None)

    awa.refresh_from_db()
    assert not awa.photo


@pytest.mark.parametrize("sent", [b"", b"<svg onload=alert(1)>", b"\x89PNG\r\n\x1a\nnot a png", b"GIF89a" + b"0" * 40])
def test_what_is_not_a_photo_is_refused(sent):
    with refused("photo_unreadable"):
        portraits.portrait(BytesIO(sent), size_bytes=len(sent))


def test_a_small_file_that_announces_a_huge_picture_is_refused():
    with refused("photo_too_large"):
        portraits.portrait(picture((9000, 9000), "PNG"), size_bytes=10)


def test_a_heavy_photo_is_refused_before_it_is_opened():
    with refused("photo_too_large"):
        portraits.portrait(BytesIO(b"x"), size_bytes=portraits.MAX_BYTES + 1)


def test_createsuperuser_makes_an_administrator(db):
    chief = User.objects.create_superuser("chief", "chief@bf1.example", "un-bon-secret", full_name="Chef")

    assert chief.is_administrator
