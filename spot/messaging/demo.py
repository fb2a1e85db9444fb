"""The demonstration's share: the bells of the last days, told again from the journal."""

from datetime import timedelta
from typing import Any

from spot.campaigns.models import Campaign
from spot.common import clock
from spot.creatives.models import SpotVersion
from spot.journal.models import Entry
from spot.messaging.models import Notification
from spot.messaging.receivers import tell_people

TOLD, UNREAD = timedelta(days=10), timedelta(days=2)
THINGS: dict[str, Any] = {"campaign": Campaign, "spotversion": SpotVersion}


def ensure_news() -> None:
    """What people were told of orders and spots in the last ten days, at its time; the older part is read already."""
    if Notification.objects.exists():
        return
    entries = Entry.objects.filter(at__gte=clock.now() - TOLD, thing_kind__in=THINGS).order_by("at")
    for entry in entries:
        thing = THINGS[entry.thing_kind].objects.filter(pk=entry.thing_id).first()
        if thing is not None:
            with clock.frozen(entry.at):
                tell_people(entry=entry, thing=thing)
    Notification.objects.filter(at__lt=clock.now() - UNREAD).update(read_at=clock.now())
