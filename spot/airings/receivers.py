"""What other rooms' changes mean for airings, inside their own transaction."""

from typing import Any

from django.dispatch import receiver

from spot.accounts.models import Organisation
from spot.accounts.workflow import Role
from spot.airings import services, tasks
from spot.airings.models import Airing
from spot.breaks.models import AdBreak
from spot.campaigns.models import Campaign
from spot.common import clock
from spot.common.refusals import Refused
from spot.creatives.models import SpotVersion
from spot.journal.models import Entry
from spot.journal.signals import recorded


@receiver(recorded, sender="campaigns.cancel")
def free_a_cancelled_campaign(entry: Entry, thing: Campaign, **_: Any) -> None:
    services.free_planned(Airing.objects.filter(campaign=thing), by=entry.actor, note="Campagne annulée")


@receiver(recorded, sender="breaks.cancel")
def free_a_cancelled_break(entry: Entry, thing: AdBreak, **_: Any) -> None:
    services.free_break(thing, by=entry.actor)


@receiver(recorded, sender="spots.withdraw")
def free_a_withdrawn_spot(entry: Entry, thing: SpotVersion, **_: Any) -> None:
    """An administrator frees what was planned; anybody else is refused while something is."""
    if thing.spot.approved_version_id not in {None, thing.pk}:
        return
    airings = Airing.objects.filter(spot=thing.spot_id)
    if entry.role == Role.ADMIN:
        services.free_planned(airings, by=entry.actor, note="Spot retiré")
    else:
        services.refuse_while_planned(airings)


@receiver(recorded, sender="spots.approve")
def follow_a_new_version(entry: Entry, thing: SpotVersion, **_: Any) -> None:
    """Planned airings show the version that will air; its length must be the one they hold in their breaks."""
    planned = Airing.objects.planned().filter(spot=thing.spot_id).select_related("spot")
    if longest := planned.exclude(seconds=thing.seconds).first():
        sentence = f"Cette version dure {thing.seconds} s, et des passages de {longest.seconds} s sont planifiés : retirez-les d’abord."
        raise Refused("wrong_length", sentence)
    services.tell_items(planned.order_by("day"), by=entry.actor)


@receiver(recorded, sender="breaks.retime")
def follow_a_retimed_break(entry: Entry, thing: AdBreak, **_: Any) -> None:
    services.tell_items(Airing.objects.taking_seconds().filter(ad_break=thing), by=entry.actor)


@receiver(recorded, sender="organisations.rename")
def follow_a_renamed_client(entry: Entry, thing: Organisation, **_: Any) -> None:
    """One task a day, queued in this transaction, from yesterday on: older screens are nobody's."""
    airings = Airing.objects.taking_seconds().filter(organisation=thing, day__gte=clock.broadcast_today())
    for day in airings.order_by("day").values_list("day", flat=True).distinct():
        tasks.tell_client_renamed.enqueue(str(thing.pk), day.isoformat())
