"""Freeing what was planned when the campaign, the spot or the break goes away."""

from spot.accounts.models import User
from spot.airings.models import AiringQuerySet
from spot.airings.services.locking import lock_breaks, lock_days
from spot.airings.services.settling import cancel
from spot.airings.workflow import Reason
from spot.common.refusals import Refused


def free_planned(airings: AiringQuerySet, *, by: User | None, note: str) -> int:
    """Cancel the planned ones among `airings`, all in this transaction; how many. Days and breaks are locked sorted."""
    planned = list(airings.planned().order_by("day", "ad_break_id", "-rank"))
    lock_days(row.day for row in planned)
    lock_breaks(row.ad_break_id for row in planned)
    for row in planned:
        cancel(row, by=by, version=None, reason=Reason.DID_NOT_AIR, note=note)
    return len(planned)


def refuse_while_planned(airings: AiringQuerySet) -> None:
    """Refused: `wrong_state` while any of them is planned."""
    if count := airings.planned().count():
        raise Refused("wrong_state", f"{count} passages de ce spot sont planifiés : la régie doit d’abord les retirer.")
