"""The alerts of the control room: a break is near, or nobody has said what became of its airings."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from itertools import groupby
from math import ceil
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet

from spot.accounts.models import User
from spot.accounts.workflow import Role
from spot.airings.models import Airing, AiringQuerySet
from spot.breaks.models import AdBreak
from spot.common import clock
from spot.messaging.models import Alert
from spot.messaging.services.notifying import write

# What stayed unsaid for longer stands on the late list; nobody is called to the screen for it.
CALLED_FOR = timedelta(hours=24)
# Administrators hear of what is late alone: what is near is the control room's own business.
TOLD = {Alert.Kind.SOON: (Role.BROADCASTER,), Alert.Kind.LATE: (Role.BROADCASTER, Role.ADMIN)}


def give_alerts() -> int:
    """Tell whoever wants alerts of the airings that are near and of those that are late; how many airings.

    Each airing is told of once for each kind, however often and by however many copies this runs: the table of alerts
    holds one row for an airing and a kind, and only the copy whose row it is tells.
    """
    return _give(Alert.Kind.SOON, _near()) + _give(Alert.Kind.LATE, _late())


def _near() -> AiringQuerySet:
    now = clock.now()
    soon = now + timedelta(seconds=settings.SPOT_ALERT_SECONDS)
    return Airing.objects.planned().filter(ad_break__starts_at__gt=now, ad_break__starts_at__lte=soon)


def _late() -> AiringQuerySet:
    since = clock.now() - CALLED_FOR
    return Airing.objects.late().filter(ad_break__starts_at__gte=since, ad_break__day__closed_at=None)


def _give(kind: Alert.Kind, airings: AiringQuerySet) -> int:
    already = Alert.objects.filter(airing=OuterRef("pk"), kind=kind)
    due = airings.exclude(Exists(already)).select_related("ad_break", "spot", "organisation")
    waiting = list(due.order_by("pk"))  # one order for every copy: two of them never wait for each other in a circle
    if not waiting:
        return 0
    with transaction.atomic():
        mine = [airing for airing in waiting if Alert.objects.get_or_create(airing=airing, kind=kind)[1]]
        mine.sort(key=_in_the_running_order)
        for ad_break, together in groupby(mine, key=lambda airing: airing.ad_break):
            _tell(kind, ad_break, list(together))
    return len(mine)


def _in_the_running_order(airing: Airing) -> tuple[datetime, UUID, int]:
    return airing.ad_break.starts_at, airing.ad_break_id, airing.rank


def _tell(kind: Alert.Kind, ad_break: AdBreak, airings: list[Airing]) -> None:
    title, opening, asked = WORDS[kind](ad_break, len(airings))
    write(
        _listeners(kind), kind=f"alerts.{kind}", title=title, text=f"{opening} : {_named(airings)}.",
        url=f"/diffusion/planning/?day={ad_break.day_id:%Y-%m-%d}{asked}#ecran-{ad_break.pk}",
    )  # fmt: skip


def _listeners(kind: Alert.Kind) -> QuerySet[User]:
    rows: QuerySet[User] = User.objects.filter(role__in=TOLD[kind], wants_alerts=True, is_active=True)
    return rows


def _soon_words(ad_break: AdBreak, count: int) -> tuple[str, str, str]:
    minutes = ceil((ad_break.starts_at - clock.now()) / timedelta(minutes=1))
    return f"L’écran {_called(ad_break)} est dans {minutes} min", _passages(count), ""


def _late_words(ad_break: AdBreak, count: int) -> tuple[str, str, str]:
    return f"En retard : {_passages(count)} de l’écran {_called(ad_break)}", "Sans confirmation", "&show=owing"


WORDS = {Alert.Kind.SOON: _soon_words, Alert.Kind.LATE: _late_words}


def _called(ad_break: AdBreak) -> str:
    """How an écran is called: 19h45."""
    return f"{clock.local(ad_break.starts_at):%Hh%M}"


def _passages(count: int) -> str:
    return f"{count} passages" if count > 1 else "1 passage"


def _named(airings: Iterable[Airing]) -> str:
    return ", ".join(f"« {airing.spot.title} »" for airing in airings)
