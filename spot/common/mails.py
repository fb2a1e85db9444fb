"""Mails: queued as references in the transaction of the change, written and sent later by the worker.

What lies in the queue is a kind and ids. The link, which opens something, is made when the mail is
sent: nobody reads one in the database or in a backup. A room declares its kinds with `kind`.
"""

import smtplib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage
from django.dispatch import Signal
from django_tasks.base import TaskContext

from spot.common.jobs.terms import MAIL, job
from spot.common.text import unbroken

PREFIX = "[Spot BF1] "
REFUSED_FOR_GOOD = 500


@dataclass(frozen=True)
class Mail:
    """One plain-text mail."""

    subject: str
    body: str
    to: str


# Makes a mail of its number and references; None when there is nothing to say any more.
Writer = Callable[..., Mail | None]
KINDS: dict[str, Writer] = {}
given_up = Signal()  # references, code; the sender is the kind, the moment the task's end


def kind(writer: Writer) -> Writer:
    """Declare how the mails of a kind are written; the function's name is the kind's."""
    KINDS[writer.__name__] = writer
    return writer


def queue(writer: Writer, **references: Any) -> None:
    """Have a mail of that kind sent. References open nothing: a link is made when the mail is sent."""
    send.enqueue(writer.__name__, **references)


def link(path: str) -> str:
    """The full address of a page of this site."""
    return f"{str(settings.SITE_URL).rstrip('/')}{path}"


def answer_code(failure: BaseException) -> int:
    """What the mail server answered, as SMTP numbers it; 0 when it did not."""
    if isinstance(failure, smtplib.SMTPRecipientsRefused):
        return min((code for code, _ in failure.recipients.values()), default=0)
    return failure.smtp_code if isinstance(failure, smtplib.SMTPResponseException) else 0


def _is_hopeless(failure: BaseException) -> bool:
    """The recipient or the letter is refused for good; the sender's own fault is mended and tried again."""
    theirs = isinstance(failure, smtplib.SMTPRecipientsRefused | smtplib.SMTPDataError)
    return theirs and answer_code(failure) >= REFUSED_FOR_GOOD


def _tell(failure: BaseException, name: str, **references: Any) -> None:
    given_up.send(sender=name, references=references, code=answer_code(failure))


@job(MAIL, gave_up=_tell, hopeless=_is_hopeless)
def send(context: TaskContext, name: str, **references: Any) -> None:
    """Write and send a mail. Sent twice, it is known as the same one: its Message-ID is the task's."""
    letter = context.task_result.id
    mail = KINDS[name](letter, **references)
    if mail is not None:
        subject = PREFIX + unbroken(mail.subject)
        marks = {"Message-ID": f"<{letter}@{urlsplit(settings.SITE_URL).hostname}>"}
        EmailMessage(subject, mail.body, None, [mail.to], headers=marks).send()
