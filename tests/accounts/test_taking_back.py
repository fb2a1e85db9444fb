"""Whoever takes an account back, or closes one, leaves no way in to other hands."""

from allauth.account.models import EmailAddress

from spot.accounts import links, services, walls
from spot.accounts.models import Invitation, User, WallScreen
from spot.accounts.workflow import Role
from tests.cast import person


def path_of(link: str) -> str:
    return "/" + link.split("/", 3)[3]


def test_awa_s_new_password_ends_the_address_a_thief_asked_for(client, awa):
    asked = EmailAddress.objects.create(user=awa, email="voleur@ailleurs.example", verified=False)
    link = path_of(links.confirmation_link(asked))

    services.set_password(awa, "un-nouveau-mot-de-passe")

    assert client.post(link).status_code == 410
    assert User.objects.get(pk=awa.pk).email == awa.email
    assert not EmailAddress.objects.filter(email="voleur@ailleurs.example").exists()


def test_an_address_that_waits_proves_nothing_once_the_access_is_closed(client, awa, aminata):
    asked = EmailAddress.objects.create(user=awa, email="voleur@ailleurs.example", verified=False)
    link = path_of(links.confirmation_link(asked))

    services.disable(awa, by=aminata, reason="Fraude")

    assert client.post(link).status_code == 410


def test_whom_a_dismissed_administrator_invited_does_not_come_in(aminata):
    leaving = person("adama", "Adama Kéré", Role.ADMIN)
    invited = services.invite_staff(email="ami@ailleurs.example", role=Role.ADMIN, by=leaving)
    _wall, key = services.hang_wall("Chez moi", days=300, by=leaving)

    services.disable(leaving, by=aminata, reason="Départ")

    assert not Invitation.objects.open().filter(pk=invited.pk).exists()
    assert not WallScreen.objects.open().exists()
    assert walls.opened_by(key) is None


def test_whoever_becomes_a_manager_keeps_nothing_of_an_administrator_s(aminata):
    moving = person("adama", "Adama Kéré", Role.ADMIN)
    services.invite_staff(email="ami@ailleurs.example", role=Role.ADMIN, by=moving)

    services.change_role(moving, Role.MANAGER, by=aminata)

    assert not Invitation.objects.open().exists()


def test_after_a_restore_no_link_that_may_have_served_opens_again(client, awa):
    link = path_of(links.reset_link(awa))

    links.forget_all()

    assert client.get(link).status_code == 410
