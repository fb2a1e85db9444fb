"""An agency acts for an advertiser while its mandate runs, and sees nothing before or after."""

from datetime import date, timedelta

import pytest

from spot.accounts import services
from spot.accounts.models import Organisation
from spot.accounts.workflow import Kind, Role
from spot.campaigns.models import Campaign
from spot.common import clock
from spot.journal.models import Entry
from tests.cast import TODAY, organisation, person
from tests.refusing import refused


@pytest.fixture
def agency(evening, db) -> Organisation:
    return organisation("Agence Balafon", "BALA", kind=Kind.AGENCY)


@pytest.fixture
def yacouba(agency):
    return person("yacouba", "Yacouba Barry", Role.ADVERTISER, agency)


def sees(user, campaign) -> bool:
    return Campaign.objects.visible_to(user).filter(pk=campaign.pk).exists()


def test_an_agency_sees_its_client_only_while_the_mandate_runs(yacouba, agency, aminata, cotton_campaign):
    assert not sees(yacouba, cotton_campaign)

    services.mandate(
        cotton_campaign.organisation, agency=agency, starts_on=TODAY, ends_on=TODAY + timedelta(days=7), by=aminata
    )

    assert sees(yacouba, cotton_campaign)
    with clock.frozen(clock.now() + timedelta(days=8)):
        assert not sees(yacouba, cotton_campaign)
    with clock.frozen(clock.now() - timedelta(days=1)):
        assert not sees(yacouba, cotton_campaign)


def test_the_client_does_not_see_the_agency(awa, agency, aminata, faso_coton):
    services.mandate(faso_coton, agency=agency, starts_on=TODAY, by=aminata)

    assert list(Organisation.objects.visible_to(awa)) == [faso_coton]


def test_a_mandate_ended_ends_at_once(yacouba, agency, aminata, cotton_campaign):
    made = services.mandate(cotton_campaign.organisation, agency=agency, starts_on=date(2026, 1, 1), by=aminata)
    services.end_mandate(made, by=aminata)

    assert not sees(yacouba, cotton_campaign)
    with refused("wrong_state"):
        services.end_mandate(made, by=aminata)


def test_a_mandate_and_its_end_are_in_the_history_of_the_advertiser(agency, aminata, faso_coton):
    services.end_mandate(services.mandate(faso_coton, agency=agency, starts_on=TODAY, by=aminata), by=aminata)

    verbs = list(Entry.objects.about(faso_coton).order_by("pk").values_list("verb", flat=True))
    assert verbs == ["organisations.mandate", "organisations.end_mandate"]


def test_a_mandate_goes_to_an_agency(faso_coton, savonnerie, aminata, evening):
    with refused("not_an_agency"):
        services.mandate(faso_coton, agency=savonnerie, starts_on=TODAY, by=aminata)


def test_a_mandate_does_not_end_before_it_starts(faso_coton, agency, aminata):
    with refused("bad_dates"):
        services.mandate(faso_coton, agency=agency, starts_on=TODAY, ends_on=TODAY - timedelta(days=1), by=aminata)


def test_two_mandates_of_one_agency_do_not_overlap(faso_coton, agency, aminata):
    services.mandate(faso_coton, agency=agency, starts_on=TODAY, ends_on=TODAY + timedelta(days=5), by=aminata)
    with refused("mandate_overlaps"):
        services.mandate(faso_coton, agency=agency, starts_on=TODAY + timedelta(days=5), by=aminata)
    services.mandate(faso_coton, agency=agency, starts_on=TODAY + timedelta(days=6), by=aminata)


def test_only_an_administrator_records_a_mandate(faso_coton, agency, everybody):
    for user in everybody.values():
        if user.role != Role.ADMIN:
            with refused("not_found"):
                services.mandate(faso_coton, agency=agency, starts_on=TODAY, by=user)
