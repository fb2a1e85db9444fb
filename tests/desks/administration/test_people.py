"""The console's pages of people and organisations, and a client's own."""

import pytest
from django.test import Client

from spot.accounts.models import Invitation, Organisation, User
from spot.accounts.workflow import Kind, Status
from tests.cast import gives_password_again, organisation


@pytest.fixture
def console(client, aminata) -> Client:
    client.force_login(aminata)
    return gives_password_again(client)


@pytest.fixture
def her_browser(awa) -> Client:
    browser = Client()
    browser.force_login(awa)
    return gives_password_again(browser)


def test_people_are_found_by_name_and_organisation_and_filtered_by_role(console, awa, salif):
    assert "Awa Ouédraogo" in console.get("/console/people/?q=coton").content.decode()
    page = console.get("/console/people/?role=broadcaster").content.decode()
    assert "Salif Kaboré" in page
    assert "Awa Ouédraogo" not in page


def test_aminata_changes_a_role_from_the_page_of_a_person(console, salif):
    answer = console.post(f"/console/people/{salif.pk}/role/", {"role": "manager"})
    assert answer.status_code == 303
    assert "Rôle changé" in console.get(answer.headers["Location"]).content.decode()


def test_a_role_nobody_knows_is_a_422(console, salif):
    assert console.post(f"/console/people/{salif.pk}/role/", {"role": "king"}).status_code == 422


def test_an_access_is_closed_and_opened_again(console, awa):
    assert console.post(f"/console/people/{awa.pk}/disabling/", {"reason": "Partie"}).status_code == 303
    assert not User.objects.get(pk=awa.pk).is_active
    assert "Partie" in console.get(f"/console/people/{awa.pk}/").content.decode()
    assert console.post(f"/console/people/{awa.pk}/enabling/").status_code == 303


def test_a_refusal_is_a_page_that_says_why(console, aminata):
    answer = console.post(f"/console/people/{aminata.pk}/disabling/")
    assert answer.status_code == 409
    assert "Demandez à un autre administrateur" in answer.content.decode()


def test_a_colleague_is_invited_to_the_station_and_the_invitation_taken_back(console, mailoutbox):
    facts = {"email": "zida@bf1.example", "role": "broadcaster"}
    assert console.post("/console/people/invitation/", facts).status_code == 303
    assert mailoutbox[0].to == ["zida@bf1.example"]
    invitation = Invitation.objects.get()
    assert "zida@bf1.example" in console.get("/console/people/").content.decode()
    assert console.post(f"/console/invitations/{invitation.pk}/withdrawal/").status_code == 303
    assert not Invitation.objects.open().exists()


def test_organisations_to_verify_come_first_and_are_counted(console, faso_coton):
    waiting = organisation("Zaka Tissus", "ZAKA", status=Status.TO_VERIFY)
    page = console.get("/console/organisations/").content.decode()
    assert "1 organisation à vérifier" in page
    assert page.index(waiting.name) < page.index(faso_coton.name)


def test_an_organisation_is_identified_then_verified_then_suspended(console, db):
    waiting = organisation("Zaka Tissus", "ZAKA", status=Status.TO_VERIFY)
    url = f"/console/organisations/{waiting.pk}/"
    assert console.post(f"{url}verification/").status_code == 409

    console.post(f"{url}identity/", {"name": "Zaka Tissus SARL", "ifu": "00012345X", "rccm": "BF-OUA-1"})
    assert console.post(f"{url}verification/").status_code == 303
    kept = Organisation.objects.get()
    assert (kept.name, kept.ifu, kept.is_verified) == ("Zaka Tissus SARL", "00012345X", True)

    assert console.post(f"{url}suspension/", {"reason": ""}).status_code == 422
    assert console.post(f"{url}suspension/", {"reason": "RCCM périmé."}).status_code == 303
    assert "RCCM périmé" in console.get(url).content.decode()


def test_a_mandate_is_recorded_and_ended_from_the_page(console, faso_coton):
    agency = organisation("Agence Balafon", "BALA", kind=Kind.AGENCY)
    url = f"/console/organisations/{faso_coton.pk}/"
    late = {"agency": agency.pk, "starts_on": "2026-11-21", "ends_on": "2026-11-01"}
    assert console.post(f"{url}mandates/", late).status_code == 422
    assert console.post(f"{url}mandates/", {"agency": agency.pk, "starts_on": "2026-01-01"}).status_code == 303
    mandate = faso_coton.mandates.get()
    assert "Confié à Agence Balafon" in console.get(url).content.decode()
    assert console.post(f"/console/mandates/{mandate.pk}/end/").status_code == 303


def test_awa_keeps_her_organisation_up_to_date_but_not_its_checked_papers(her_browser, faso_coton):
    facts = {"name": "Autre nom", "ifu": "9", "address": "Secteur 4", "phone": "70 12 34 56", "email": "a@b.example"}
    assert her_browser.post("/organisation/", facts).status_code == 303
    faso_coton.refresh_from_db()
    assert (faso_coton.name, faso_coton.ifu, faso_coton.address) == ("Faso Coton", "", "Secteur 4")


def test_awa_invites_a_colleague_and_sees_the_invitation_wait(her_browser, mailoutbox):
    assert her_browser.post("/organisation/invitations/", {"email": "not an address"}).status_code == 422
    assert her_browser.post("/organisation/invitations/", {"email": "bintou@coton.example"}).status_code == 303
    assert "bintou@coton.example" in her_browser.get("/organisation/").content.decode()
    assert [letter.to for letter in mailoutbox].count(["bintou@coton.example"]) == 1


def test_the_accountant_reads_approved_campaigns_with_their_totals(client, clarisse, cotton_campaign):
    client.force_login(clarisse)
    page = client.get("/console/billing/")
    assert page.status_code == 200
    assert "Le fil d’or du Faso" in page.content.decode()
    assert "Le fil d’or du Faso" not in client.get("/console/billing/?status=completed").content.decode()


def test_the_newsroom_is_told_plainly_what_is_not_there_yet(client, boukary):
    client.force_login(boukary)
    assert "Rien n’attend la rédaction" in client.get("/editorial/").content.decode()
