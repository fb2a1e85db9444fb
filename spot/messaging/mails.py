"""What also reaches a mailbox: critical problems of the air, and alarms of the site itself."""

from spot.accounts.models import User
from spot.airings.models import Airing
from spot.common import mails
from spot.common.mails import Mail
from spot.journal.models import Entry
from spot.messaging import tellings
from spot.messaging.models import Alarm
from spot.messaging.tellings.audiences import People


@mails.kind
def problem(letter: str, *, entry: int, user: str) -> Mail | None:
    """Nothing, to somebody who is no longer told of such things."""
    told = Entry.objects.get(pk=entry)
    airing = Airing.objects.get(pk=told.thing_id)
    admin = told_of(told, airing).filter(pk=user).first()
    if admin is None:
        return None
    report = _report(told)
    body = f"{report.text(airing, told)}\n\n{mails.link(report.url(airing))}\n"
    return Mail(report.title_of(airing), body, admin.email)


@mails.kind
def alarm(letter: str, *, trouble: str, user: str) -> Mail | None:
    """Nothing, when it is over before the mail could leave."""
    row = Alarm.objects.filter(name=trouble, ended_at=None).first()
    admin = User.objects.filter(pk=user, is_active=True).first()
    if row is None or admin is None:
        return None
    return Mail(row.title, f"{row.text}\n\n{mails.link('/console/dashboard/')}\n", admin.email)


def told_of(entry: Entry, airing: Airing) -> People:
    """The administrators who want alerts, but the one who reported it."""
    told = _report(entry).to(airing).filter(wants_alerts=True)
    return told.exclude(pk=entry.actor_id) if entry.actor_id else told


def _report(entry: Entry) -> tellings.Telling:
    """The client's sentence comes first, the administrators' last."""
    return tellings.TELLINGS[entry.verb][-1]
