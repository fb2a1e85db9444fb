"""Organisations come in to be verified, and change what they say of themselves."""

import pytest

from spot.accounts import house_codes, services
from spot.accounts.models import Organisation, User
from spot.accounts.workflow import Role, Status
from spot.journal.models import Entry
from tests.refusing import refused


def verbs_about(thing) -> list[str]:
    return list(Entry.objects.about(thing).order_by("pk").values_list("verb", flat=True))


def register(**facts) -> User:
    return services.register(**{
        "organisation": "Riz de Bagré", "kind": "advertiser", "username": "fatou", "password": "un-bon-secret",
        "full_name": "Fatou Sanou", "email": "fatou@riz.example", **facts,
    })  # fmt: skip


@pytest.fixture
def newcomer(db) -> Organisation:
    return register().organisation


def test_fatou_registers_and_her_organisation_waits_to_be_verified(db):
    fatou = register()

    assert fatou.role == Role.ADVERTISER
    assert fatou.organisation.status == Status.TO_VERIFY
    assert fatou.organisation.code == "RIBA"
    assert fatou.check_password("un-bon-secret")


def test_registering_is_journaled_without_personal_data(db):
    fatou = register()

    entry = Entry.objects.about(fatou.organisation).get()
    assert (entry.verb, entry.actor, entry.after) == ("organisations.register", fatou, {"kind": "advertiser"})


def test_a_name_taken_meanwhile_leaves_no_half_of_a_registration(newcomer):
    with refused("already_registered"):
        register(username="other", email="other@riz.example")

    assert not User.objects.filter(username="other").exists()


def test_a_user_name_taken_meanwhile_leaves_no_organisation(newcomer):
    with refused("already_registered"):
        register(organisation="Autre maison", email="other@riz.example")

    assert not Organisation.objects.filter(name="Autre maison").exists()


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Banque du Faso", "BAFA"),
        ("Coris", "CORI"),
        ("L’Épi d’or", "EPOR"),
        ("SN", "SNXX"),
        ("1234", "ANON"),
        ("de la", "DELA"),
    ],
)
def test_a_house_code_reads_like_the_name(name, code):
    assert house_codes.pick(name, set()) == code


def test_house_codes_never_run_into_each_other():
    taken: set[str] = set()
    for _ in range(900):
        code = house_codes.pick("Banque du Faso", taken)
        assert len(code) == 4
        assert code not in taken
        taken.add(code)


def test_aminata_verifies_an_organisation_whose_ifu_she_has_seen(newcomer, aminata):
    services.identify(newcomer, by=aminata, ifu="00012345X", rccm="BF-OUA-2019-B-4321")
    services.verify(newcomer, by=aminata)

    newcomer.refresh_from_db()
    assert newcomer.is_verified
    assert verbs_about(newcomer) == ["organisations.register", "organisations.identify", "organisations.verify"]


def test_no_organisation_is_verified_without_its_ifu(newcomer, aminata):
    with refused("identity_missing"):
        services.verify(newcomer, by=aminata)


def test_a_verified_organisation_is_not_verified_twice(faso_coton, aminata):
    Organisation.objects.update(ifu="00012345X")
    with refused("wrong_state"):
        services.verify(faso_coton, by=aminata)


def test_only_an_administrator_verifies(newcomer, everybody):
    for user in everybody.values():
        if user.role != Role.ADMIN:
            with refused("not_found"):
                services.verify(newcomer, by=user)


def test_a_suspension_has_a_reason_and_the_journal_keeps_it(faso_coton, aminata):
    services.suspend(faso_coton, by=aminata, reason="RCCM périmé.")

    faso_coton.refresh_from_db()
    assert faso_coton.status == Status.TO_VERIFY
    assert Entry.objects.about(faso_coton).get().note == "RCCM périmé."


def test_a_suspension_without_a_reason_is_refused(faso_coton, aminata):
    with refused("reason_missing"):
        services.suspend(faso_coton, by=aminata, reason="  ")


def test_awa_changes_how_to_reach_her_organisation_and_the_journal_keeps_no_address(faso_coton, awa):
    services.describe(faso_coton, by=awa, address="Secteur 4, Ouagadougou", email="contact@coton.example")

    faso_coton.refresh_from_db()
    assert faso_coton.address == "Secteur 4, Ouagadougou"
    assert Entry.objects.about(faso_coton).get().after == {"fields": ["address", "email"]}


def test_issa_changes_nothing_of_another_organisation(faso_coton, issa):
    for change in (
        lambda: services.describe(faso_coton, by=issa, address="Ailleurs"),
        lambda: services.rename(faso_coton, "À moi", by=issa),
        lambda: services.identify(faso_coton, by=issa, ifu="1"),
        lambda: services.invite(faso_coton, email="x@y.example", by=issa),
    ):
        with refused("not_found"):
            change()


def test_a_client_no_longer_changes_what_the_station_has_checked(faso_coton, awa):
    with refused("verified_identity"):
        services.rename(faso_coton, "Faso Coton Plus", by=awa)
    with refused("verified_identity"):
        services.identify(faso_coton, by=awa, ifu="00099999Z")


def test_an_administrator_renames_it_and_the_journal_tells_both_names(faso_coton, aminata):
    services.rename(faso_coton, "Faso Coton Plus", by=aminata)

    entry = Entry.objects.about(faso_coton).get()
    assert (entry.verb, entry.before["name"], entry.after["name"]) == (
        "organisations.rename", "Faso Coton", "Faso Coton Plus",
    )  # fmt: skip


def test_two_organisations_never_share_a_name(faso_coton, savonnerie, aminata):
    with refused("name_taken"):
        services.rename(savonnerie, "faso coton", by=aminata)
