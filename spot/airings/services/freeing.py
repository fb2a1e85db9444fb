"""Freeing what was planned when the campaign, the spot or the break goes away."""

from collections import Counter, defaultdict
from uuid import UUID

from spot.accounts.models import User
from spot.airings.models import Airing, AiringQuerySet
from spot.airings.services.locking import lock_breaks, lock_days
from spot.airings.services.settling import cancel
from spot.airings.workflow import Reason
from spot.breaks.models import AdBreak
from spot.common.french import counted
from spot.common.refusals import Refused
from spot.journal.services import act, record


def free_break(ad_break: AdBreak, *, by: User | None) -> None:
    """Free what was planned in a break that is cancelled, and journal once for each client what they lose there.

    The station still owes what was freed: order lines have it to place again, make-goods are owed anew.
    """
    airings = Airing.objects.filter(ad_break=ad_break).select_related("spot", "organisation", "campaign")
    freed = free_planned(airings, by=by, note="Écran annulé")
    for lost in _by_client(freed):
        titles = Counter(airing.spot.title for airing in lost)
        owed = sum(not airing.gratis for airing in lost)
        record("airings.lose_break", lost[0], by=by, after={"titles": titles, "owed": owed})


def _by_client(airings: list[Airing]) -> list[list[Airing]]:
    """Those of an advertiser ordered by the same agency together: the same people care for them. Promos are nobody's."""
    clients: dict[tuple[UUID, UUID | None], list[Airing]] = defaultdict(list)
    for airing in airings:
        if airing.organisation_id:
            agency = airing.campaign.agency_id if airing.campaign else None
            clients[airing.organisation_id, agency].append(airing)
    return list(clients.values())


def free_planned(airings: AiringQuerySet, *, by: User | None, note: str) -> list[Airing]:
    """Cancel the planned ones among `airings`, all or none. Days and breaks are locked sorted."""
    with act():
        planned = list(airings.planned().order_by("day", "ad_break_id", "-rank"))
        lock_days(row.day for row in planned)
        lock_breaks(row.ad_break_id for row in planned)
        for row in planned:
            cancel(row, by=by, version=None, reason=Reason.DID_NOT_AIR, note=note)
    return planned


def refuse_while_planned(airings: AiringQuerySet) -> None:
    """Refused: `wrong_state` while any of them is planned."""
    if count := airings.planned().count():
        one = "passage de ce spot est planifié : la régie doit d’abord le retirer."
        several = "passages de ce spot sont planifiés : la régie doit d’abord les retirer."
        raise Refused("wrong_state", counted(count, one, several))
