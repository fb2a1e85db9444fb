"""Who sees whom."""

from spot.accounts.models import User


def test_clients_see_the_people_of_their_organisation(awa, issa, aminata):
    assert set(User.objects.visible_to(awa)) == {awa}


def test_the_station_s_people_see_each_other_and_no_client(salif, mariam, awa):
    assert set(User.objects.visible_to(salif)) == {salif, mariam}


def test_administrators_see_everybody(aminata, salif, awa):
    assert set(User.objects.visible_to(aminata)) == {aminata, salif, awa}
