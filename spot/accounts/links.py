"""Links sent by mail: each is good once and for a while, and only the hash of its secret is kept.

A link is made when its mail is sent, never before: no queue and no table holds one that opens anything. Another for the
same thing takes the place of the former. All begin with SITE_URL, whatever name the site was asked by.

`letter` is the number of the mail. One that is sent a second time (its worker was killed, the answer was late) bears the
same link, so that whichever of the two is kept opens: its secret is drawn from the number and SECRET_KEY.
"""

import secrets
from base64 import urlsafe_b64encode
from datetime import datetime, timedelta

from allauth.account.models import EmailAddress
from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.crypto import salted_hmac

from spot.accounts.models import Invitation, MailedLink, User
from spot.accounts.tokens import digest
from spot.common import clock

INVITATION, RESET, CONFIRMATION = "invitation", "password_reset", "email_confirmation"
RESET_GOOD_FOR = timedelta(hours=24)
CONFIRMATION_GOOD_FOR = timedelta(days=3)


def invitation_link(invitation: Invitation, *, letter: str = "") -> str:
    """Where somebody invited comes in; the links mailed before open nothing any more."""
    secret = _make(INVITATION, invitation, letter, until=invitation.expires_at)
    return _address("account:invitation", secret)


def reset_link(user: User, *, letter: str = "") -> str:
    """Where a forgotten password is replaced."""
    secret = _make(RESET, user, letter, until=clock.now() + RESET_GOOD_FOR)
    return _address("account:password_reset_key", secret)


def confirmation_link(address: EmailAddress, *, letter: str = "") -> str:
    """Where somebody says that an address is theirs."""
    secret = _make(CONFIRMATION, address, letter, until=clock.now() + CONFIRMATION_GOOD_FOR)
    return _address("account:email_confirm", secret)


def invitation_of(secret: str) -> Invitation | None:
    """The invitation of a link, open or not: it knows itself whether it still is."""
    mailed = MailedLink.objects.filter(kind=INVITATION, digest=digest(secret))
    rows = Invitation.objects.select_related("organisation", "invited_by")
    return rows.filter(pk__in=_things(mailed)).first()


def person_of(secret: str) -> User | None:
    """Whose password a link replaces; looking uses nothing up."""
    person: User | None = User.objects.filter(pk__in=_things(_open(RESET, secret)), is_active=True).first()
    return person


def address_of(secret: str) -> EmailAddress | None:
    """The address a link confirms, if it still waits."""
    rows = EmailAddress.objects.select_related("user").filter(verified=False, user__is_active=True)
    address: EmailAddress | None = rows.filter(pk__in=_things(_open(CONFIRMATION, secret))).first()
    return address


def use(kind: str, secret: str) -> bool:
    """Use a link up, inside the transaction of what it does: of two who come at once, one is told False."""
    return _open(kind, secret).delete()[0] == 1


def forget(kind: str, thing: models.Model) -> None:
    """What the link rested on has changed: it opens nothing any more."""
    MailedLink.objects.filter(kind=kind, thing_id=str(thing.pk)).delete()


def forget_all() -> None:
    """After a restore: one that has served since the backup would open again. Whoever still waits asks for another."""
    MailedLink.objects.filter(kind__in=(RESET, CONFIRMATION)).delete()


def _make(kind: str, thing: models.Model, letter: str, *, until: datetime) -> str:
    secret = _secret_of(letter) if letter else secrets.token_urlsafe(32)
    facts = {"digest": digest(secret), "made_at": clock.now(), "expires_at": until}
    MailedLink.objects.update_or_create(kind=kind, thing_id=str(thing.pk), defaults=facts)
    return secret


def _secret_of(letter: str) -> str:
    drawn = salted_hmac("spot.accounts.links", letter, algorithm="sha256").digest()
    return urlsafe_b64encode(drawn).decode().rstrip("=")


def _open(kind: str, secret: str) -> models.QuerySet[MailedLink]:
    return MailedLink.objects.filter(kind=kind, digest=digest(secret), expires_at__gt=clock.now())


def _things(mailed: models.QuerySet[MailedLink]) -> list[str]:
    return list(mailed.values_list("thing_id", flat=True))


def _address(name: str, secret: str) -> str:
    return f"{settings.SITE_URL}{reverse(name, args=[secret])}"
