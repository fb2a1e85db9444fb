"""Alarms of the site itself: administrators are told once, by bell and by mail, until it has ended."""

from datetime import timedelta

from django.db import transaction
from django.db.models import QuerySet

from spot.accounts.models import User
from spot.accounts.workflow import Role
from spot.common import clock
from spot.common.mails import queue
from spot.messaging import mails
from spot.messaging.models import Alarm
from spot.messaging.services.notifying import write

# What ends and comes back within the hour is the same trouble: nobody is told of it again.
SAME_TROUBLE = timedelta(hours=1)


def raise_alarm(name: str, *, title: str, text: str) -> bool:
    """Tell the administrators, unless they know. True when they were told."""
    now = clock.of_the_machine()
    with transaction.atomic():
        alarm, new = Alarm.objects.select_for_update().get_or_create(name=name)
        known = not new and (alarm.ended_at is None or alarm.ended_at > now - SAME_TROUBLE)
        alarm.title, alarm.text, alarm.ended_at = title, text, None
        if not known:
            alarm.since = now
        alarm.save()
        if not known:
            _tell(alarm)
    return not known


def end_alarm(name: str) -> None:
    """It is over, if it was on."""
    Alarm.objects.filter(name=name, ended_at=None).update(ended_at=clock.of_the_machine())


def told() -> "QuerySet[User]":
    """Whom an alarm of the site concerns."""
    rows: QuerySet[User] = User.objects.filter(role=Role.ADMIN, is_active=True)
    return rows


def _tell(alarm: Alarm) -> None:
    admins = list(told())
    write(admins, kind="alarms.raise", title=alarm.title, text=alarm.text, url="/console/dashboard/")
    for admin in admins:
        queue(mails.alarm, trouble=alarm.name, user=str(admin.pk))
