"""Mails lie in the queue as references, and are written when they are sent."""

import json
from smtplib import SMTPDataError, SMTPRecipientsRefused, SMTPSenderRefused, SMTPServerDisconnected

import pytest
from django_tasks_db.models import DBTaskResult

from spot.accounts import links, mails, services
from spot.accounts.models import Invitation, User
from spot.common.jobs import outcomes, terms
from spot.common.jobs.worker import Worker
from spot.common.mails import KINDS, Mail, _is_hopeless, queue
from spot.journal.models import Entry
from spot.messaging.models import Notification


@pytest.fixture(autouse=True)
def _in_the_database(db, settings):
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": list(terms.LANES)}}
    settings.SITE_URL = "https://spots.bf1.example"


def queued():
    """What whoever reads the table, or a backup of it, sees of the mails."""
    return json.dumps(list(DBTaskResult.objects.values_list("args_kwargs", flat=True)))


def send_all():
    while Worker("mails").turn():
        pass
    assert not DBTaskResult.objects.failed().exists()


def link_in(letter, part):
    return next(word for word in letter.body.split() if part in word)


def test_a_forgotten_password_lies_in_the_queue_without_what_opens_the_account(client, awa, mailoutbox):
    client.post("/password/reset/", {"email": awa.email}, headers={"host": "localhost:9999"})

    assert json.loads(queued()) == [{"args": ["password_reset_key"], "kwargs": {"user": str(awa.pk)}}]
    assert mailoutbox == []
    send_all()
    link = link_in(mailoutbox[0], "/password/reset/key/")
    assert link.startswith("https://spots.bf1.example/password/reset/key/")
    assert client.get(link.removeprefix("https://spots.bf1.example"), follow=True).status_code == 200


def test_an_invitation_is_written_when_it_is_sent(faso_coton, awa, mailoutbox):
    services.invite(faso_coton, email="bintou@coton.example", by=awa)

    assert "://" not in queued()
    send_all()
    (letter,) = [letter for letter in mailoutbox if letter.to == ["bintou@coton.example"]]
    assert link_in(letter, "/invitations/").startswith("https://spots.bf1.example/invitations/")


def test_an_invitation_taken_back_meanwhile_is_not_sent(faso_coton, awa, mailoutbox):
    invitation = services.invite(faso_coton, email="bintou@coton.example", by=awa)
    services.withdraw(invitation, by=awa)
    send_all()

    assert "bintou@coton.example" not in [address for letter in mailoutbox for address in letter.to]


def test_a_password_is_not_sent_to_somebody_who_was_disabled_meanwhile(awa, mailoutbox):
    queue(mails.password_reset_key, user=str(awa.pk))
    User.objects.update(is_active=False)
    send_all()

    assert mailoutbox == []


def test_a_subject_with_a_line_break_makes_no_header_and_stops_no_mail(monkeypatch, mailoutbox):
    broken = "Awa\r\nBcc: voleur@ailleurs.example vous invite"
    monkeypatch.setitem(KINDS, "unknown_account", lambda _letter, email: Mail(broken, "…", email))
    queue(mails.unknown_account, email="bintou@coton.example")
    send_all()

    (letter,) = mailoutbox
    assert letter.subject == "[Spot BF1] Awa Bcc: voleur@ailleurs.example vous invite"
    assert letter.recipients() == ["bintou@coton.example"]


def test_the_mails_of_one_task_bear_one_number(awa, mailoutbox):
    queue(mails.unknown_account, email="fatou@riz.example")
    send_all()
    DBTaskResult.objects.update(status="READY")
    send_all()

    first, second = mailoutbox
    assert first.extra_headers["Message-ID"] == second.extra_headers["Message-ID"]
    assert first.extra_headers["Message-ID"] == f"<{DBTaskResult.objects.get().pk}@spots.bf1.example>"


def test_a_mail_that_leaves_twice_bears_one_link_and_another_mail_another(awa, mailoutbox):
    queue(mails.password_reset_key, user=str(awa.pk))
    send_all()
    DBTaskResult.objects.update(status="READY")
    send_all()
    queue(mails.password_reset_key, user=str(awa.pk))
    send_all()

    first, again, other = [link_in(letter, "/password/reset/key/") for letter in mailoutbox]
    assert first == again != other
    assert links.person_of(first.split("/")[-2]) is None
    assert links.person_of(other.split("/")[-2]) == awa


REFUSED = {"a@b.example": (550, b"no such mailbox")}


@pytest.mark.parametrize(
    ("failure", "final"),
    [
        (SMTPRecipientsRefused(REFUSED), True),
        (SMTPDataError(554, b"spam"), True),
        (SMTPRecipientsRefused({"a@b.example": (451, b"later")}), False),
        (SMTPSenderRefused(550, b"who are you", "regie@bf1.example"), False),
        (SMTPServerDisconnected("gone"), False),
        (TimeoutError("silent"), False),
    ],
    ids=lambda value: type(value).__name__,
)
def test_what_the_recipients_server_refuses_for_good_is_final_and_what_we_can_mend_is_not(failure, final):
    assert _is_hopeless(failure) is final


def give_up(kind):
    (row,) = [row for row in DBTaskResult.objects.all() if row.args_kwargs["args"] == [kind]]
    row.claim("nobody")
    outcomes.failed(row, SMTPRecipientsRefused(REFUSED))


def told(user):
    return list(Notification.objects.visible_to(user).values_list("title", "text", "url"))


def test_administrators_hear_of_an_invitation_that_could_not_be_delivered(faso_coton, awa, aminata):
    services.invite(faso_coton, email="bintou@coton.example", by=awa)
    give_up("invitation")

    ((title, text, url),) = told(aminata)
    assert (title, url) == ("Courriel non remis", f"/console/organisations/{faso_coton.pk}/")
    assert text.startswith(
        "Un courriel pour bintou@coton.example n’a pas pu être remis : le serveur de courriel a répondu 550"
    )
    entry = Entry.objects.about(Invitation.objects.get()).get(verb="mails.give_up")
    assert "coton.example" not in str(entry.after)


def test_nobody_is_called_for_an_address_that_no_account_has(aminata):
    queue(mails.unknown_account, email="inconnu@ailleurs.example")
    give_up("unknown_account")

    assert DBTaskResult.objects.get().status == "FAILED"
    assert told(aminata) == []
