"""An invitation is mailed, opens once, and for a fortnight."""

from datetime import timedelta

import pytest
from django.core import mail

from spot.accounts import services
from spot.accounts.models import Invitation
from spot.accounts.workflow import Role
from spot.common import clock
from spot.journal.models import Entry
from tests.refusing import refused


@pytest.fixture
def invitation(evening, faso_coton, awa) -> Invitation:
    return services.invite(faso_coton, email="Bintou@coton.example", by=awa)


def accept(invitation, **facts):
    return services.accept(
        invitation,
        **{"username": "bintou", "password": "un-bon-secret", "full_name": "Bintou Diallo", "phone": "", **facts},
    )


def test_awa_invites_bintou_who_receives_the_link(invitation, settings):
    letter = mail.outbox[0]
    assert letter.to == ["bintou@coton.example"]
    assert f"{settings.SITE_URL}/invitations/" in letter.body
    assert str(invitation.pk) not in letter.body
    assert "Awa Ouédraogo vous invite à rejoindre Faso Coton" in letter.body


def test_bintou_accepts_and_belongs_to_the_organisation(invitation, faso_coton):
    bintou = accept(invitation)

    assert (bintou.organisation, bintou.role, bintou.email) == (faso_coton, Role.ADVERTISER, "bintou@coton.example")
    assert bintou.emailaddress_set.get().verified


def test_inviting_and_accepting_are_journaled_without_the_address(invitation, faso_coton):
    accept(invitation)

    entries = list(Entry.objects.about(faso_coton).order_by("pk"))
    assert [entry.verb for entry in entries] == ["organisations.invite", "invitations.accept"]
    assert "coton.example" not in str([(entry.before, entry.after, entry.note) for entry in entries])


def test_an_invitation_serves_once(invitation):
    accept(invitation)
    with refused("invitation_closed"):
        accept(invitation, username="other")


def test_an_invitation_expires_after_a_fortnight(invitation):
    with clock.frozen(clock.now() + timedelta(days=14, seconds=1)), refused("invitation_closed"):
        accept(invitation)


def test_an_invitation_taken_back_opens_nothing(invitation, awa):
    services.withdraw(invitation, by=awa)
    with refused("invitation_closed"):
        accept(invitation)
    with refused("invitation_closed"):
        services.withdraw(invitation, by=awa)


def test_the_same_address_is_not_invited_twice(invitation, faso_coton, awa):
    with refused("already_invited"):
        services.invite(faso_coton, email="bintou@coton.example", by=awa)


def test_somebody_who_has_an_account_is_not_invited(faso_coton, awa, issa):
    with refused("already_here"):
        services.invite(faso_coton, email=issa.email.upper(), by=awa)


def test_a_user_name_taken_meanwhile_is_told(invitation, issa):
    with refused("already_registered"):
        accept(invitation, username="issa")
    invitation.refresh_from_db()
    assert invitation.is_open


def test_aminata_invites_a_broadcaster_to_the_station(aminata):
    made = services.invite_staff(email="zida@bf1.example", role=Role.BROADCASTER, by=aminata)
    zida = accept(made, username="zida")

    assert (zida.role, zida.organisation) == (Role.BROADCASTER, None)
    assert "rejoindre l’équipe de BF1" in mail.outbox[0].body


def test_only_an_administrator_invites_to_the_station(everybody):
    for user in everybody.values():
        if user.role != Role.ADMIN:
            with refused("not_found"):
                services.invite_staff(email="x@bf1.example", role=Role.MANAGER, by=user)


def test_nobody_is_invited_to_the_station_as_an_advertiser(aminata):
    with refused("organisation_role"):
        services.invite_staff(email="x@bf1.example", role=Role.ADVERTISER, by=aminata)


@pytest.mark.parametrize("role", ["sales", "broadcaster", "manager", "accountant", "editorial_manager"])
def test_other_staff_invite_nobody_to_an_organisation(faso_coton, everybody, role):
    user = next(user for user in everybody.values() if user.role == role)
    with refused("not_found"):
        services.invite(faso_coton, email="x@coton.example", by=user)
