"""Control characters and line breaks stay out of what people type, by whatever way it comes in."""

from importlib import import_module

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.test import Client

from spot.accounts import mails, services
from spot.accounts.models import Invitation, Organisation, User
from spot.airings.models import HandOver
from spot.breaks.models import AdBreak
from spot.common.mails import queue
from tests.cast import TODAY
from tests.refusing import refused

SPLIT = "Awa\r\nBcc: x@y.z"
INVISIBLE = [SPLIT, "Awa\x00", "Awa\tOuédraogo", "Awa\x1b[31m", "Awa\u2028Ouédraogo", "Awa\x85Ouédraogo"]


def signed_in(user: User) -> Client:
    browser = Client()
    browser.force_login(user)
    return browser


@pytest.mark.parametrize("name", INVISIBLE)
def test_awa_cannot_take_a_name_on_two_lines(awa, name):
    answer = signed_in(awa).post("/profile/", {"full_name": name})

    awa.refresh_from_db()
    assert answer.status_code == 422
    assert "une seule ligne" in answer.content.decode()
    assert awa.full_name == "Awa Ouédraogo"


@pytest.mark.parametrize("name", INVISIBLE)
def test_no_verb_keeps_it_either(awa, faso_coton, aminata, name):
    title = AdBreak(day_id=TODAY, code="1", title=name, daypart_id="prime", capacity_seconds=9)
    for keep in (
        lambda: services.present(awa, full_name=name),
        lambda: services.rename(faso_coton, name, by=aminata),
        lambda: Organisation.objects.filter(pk=faso_coton.pk).update(name=name),
        lambda: AdBreak.objects.bulk_create([title]),
    ):
        with refused("unreadable"), transaction.atomic():
            keep()
    assert Organisation.objects.get().name == "Faso Coton"


def test_the_command_that_makes_an_administrator_refuses_it_too(db, monkeypatch):
    monkeypatch.setenv("DJANGO_SUPERUSER_PASSWORD", "Ouaga-2026!")
    with pytest.raises(CommandError):
        call_command("createsuperuser", username="chef", email="chef@bf1.example", full_name=SPLIT, interactive=False)
    assert not User.objects.exists()


def test_a_note_keeps_its_lines_and_nothing_that_is_not_seen(salif, before_news, evening):
    browser = signed_in(salif)
    page = f"/diffusion/days/{TODAY}/handovers/"

    assert browser.post(page, {"text": "Le match déborde.\r\nPrévenir Rasmata."}).status_code == 303
    assert browser.post(page, {"text": "Le match\x07 déborde."}).status_code == 422
    assert HandOver.objects.get().text == "Le match déborde.\nPrévenir Rasmata."


def test_a_name_from_before_breaks_no_mail(awa, faso_coton, mailoutbox):
    invited = services.invite(faso_coton, email="bintou@coton.example", by=awa)
    mailoutbox.clear()
    with connection.cursor() as cursor:
        cursor.execute("update spot_user set full_name = %s where username = 'awa'", [SPLIT])

    queue(mails.invitation, invitation=str(Invitation.objects.get(pk=invited.pk).pk))

    assert mailoutbox[0].subject == "[Spot BF1] Awa Bcc: x@y.z vous invite à rejoindre Faso Coton"
    assert mailoutbox[0].message()["Bcc"] is None


def test_what_was_typed_before_columns_looked_is_mended(awa, faso_coton, savonnerie, cotton_campaign):
    mended = import_module("spot.migrations.0005_text_on_one_line")
    with connection.cursor() as cursor:
        cursor.execute("update spot_user set full_name = %s where username = 'awa'", [SPLIT])
        cursor.execute("update spot_organisation set name = %s where code = 'SAVW'", ["Faso\tCoton"])
        cursor.execute("update spot_campaign set reason = %s, title = 'Le fil\u2028d’or'", ["un\r\ndeux\x07"])

    mended.on_one_line(apps, None)
    mended.readable(apps, None)

    for row in (awa, savonnerie, cotton_campaign):
        row.refresh_from_db()
        row.save()
    assert awa.full_name == "Awa Bcc: x@y.z"
    assert savonnerie.name == f"Faso Coton ({str(savonnerie.pk)[:8]})"
    assert (cotton_campaign.title, cotton_campaign.reason) == ("Le fil d’or", "un\ndeux ")
