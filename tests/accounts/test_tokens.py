"""A key has a name, an end and a last use, is kept as a hash, and falls with what it rested on."""

from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command

from spot.accounts import services, tokens
from spot.accounts.models import ApiToken
from spot.accounts.workflow import Role
from spot.common import clock
from spot.journal.models import Entry
from tests.refusing import refused


def verbs_about(user) -> list[str]:
    return list(Entry.objects.about(user).order_by("pk").values_list("verb", flat=True))


def test_a_key_is_recognised_by_its_beginning_and_kept_as_a_hash(evening, salif):
    key = tokens.issue(salif, name="Automate", days=90, by=salif)

    row = ApiToken.objects.get()
    assert key.startswith("spot_")
    assert len(key) > 40
    assert (row.name, row.prefix) == ("Automate", key[:9])
    assert row.expires_at == evening + timedelta(days=90)
    assert key[9:] not in str(vars(row))
    assert tokens.holder(key) == (salif, row)


def test_a_key_opens_nothing_after_its_end(evening, salif):
    key = tokens.issue(salif, days=1)

    with clock.frozen(evening + timedelta(days=1, seconds=-1)):
        assert tokens.holder(key)
    with clock.frozen(evening + timedelta(days=1)):
        assert tokens.holder(key) is None


def test_keys_without_a_name_are_numbered_and_a_name_serves_once(salif, rasmata):
    tokens.issue(salif), tokens.issue(salif), tokens.issue(rasmata)
    assert sorted(salif.api_tokens.values_list("name", flat=True)) == ["Clé 1", "Clé 2"]

    with refused("key_name_taken"):
        tokens.issue(salif, name="Clé 1")


def test_making_and_revoking_are_journaled_without_the_key(salif):
    key = tokens.issue(salif, name="Automate", by=salif)
    tokens.revoke(salif.api_tokens.get(), by=salif)

    entries = list(Entry.objects.about(salif))
    assert [entry.verb for entry in entries] == ["people.issue_key", "people.revoke_key"]
    assert key not in str([(entry.after, entry.note) for entry in entries])
    assert tokens.holder(key) is None


def test_revoking_twice_is_told_once(salif):
    tokens.issue(salif)
    row = salif.api_tokens.get()
    tokens.revoke(row, by=salif), tokens.revoke(row, by=salif)

    assert verbs_about(salif).count("people.revoke_key") == 1


@pytest.mark.parametrize(
    "fall",
    [
        lambda salif, aminata: services.change_role(salif, Role.MANAGER, by=aminata),
        lambda salif, aminata: services.disable(salif, by=aminata),
        lambda salif, _aminata: services.set_password(salif, "un-tout-autre-secret"),
    ],
    ids=["role", "access", "password"],
)
def test_keys_fall_with_the_role_the_access_and_the_password(salif, rasmata, aminata, fall):
    hers = tokens.issue(rasmata)
    his = tokens.issue(salif)

    fall(salif, aminata)

    assert tokens.holder(his) is None
    assert not salif.api_tokens.exists()
    assert "people.revoke_key" in verbs_about(salif)
    assert tokens.holder(hers)


def test_a_refused_change_leaves_the_keys(salif, aminata):
    key = tokens.issue(salif)
    with refused("same_role"):
        services.change_role(salif, Role.BROADCASTER, by=aminata)

    assert tokens.holder(key)


def test_a_use_is_noted_each_five_minutes_at_most(evening, salif, django_assert_num_queries):
    tokens.issue(salif)
    tokens.note_use(salif.api_tokens.get())
    for minutes, noted in ((4, 0), (5, 5), (9, 5), (11, 11)):
        with clock.frozen(evening + timedelta(minutes=minutes)):
            tokens.note_use(salif.api_tokens.get())
        assert salif.api_tokens.get().last_used_at == evening + timedelta(minutes=noted)
    row = salif.api_tokens.get()
    with clock.frozen(evening + timedelta(minutes=12)), django_assert_num_queries(0):
        tokens.note_use(row)


def test_the_command_prints_a_key_alone(salif, capsys):
    call_command("api_token", "salif")
    call_command("api_token", "salif", "--name", "Automate", "--days", "7")

    first, second = capsys.readouterr().out.splitlines()
    assert tokens.holder(first)[0] == tokens.holder(second)[0] == salif
    assert set(salif.api_tokens.values_list("name", flat=True)) == {"Clé 1", "Automate"}


@pytest.mark.parametrize("facts", [["nobody"], ["salif", "--days", "0"], ["salif", "--days", "99999"]])
def test_the_command_says_what_it_cannot_do(salif, facts):
    with pytest.raises(CommandError):
        call_command("api_token", *facts)
    assert not ApiToken.objects.exists()
