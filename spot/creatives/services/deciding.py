"""Decisions about a version: approve, reject, withdraw. The spot's row is locked before its version's, always."""

from spot.accounts.models import User
from spot.common import clock
from spot.common.refusals import Refused
from spot.creatives.models import Spot, SpotVersion
from spot.creatives.workflow import VERBS
from spot.journal import services as journal
from spot.journal.transitions import lock


def approve(version: SpotVersion, *, by: User) -> SpotVersion:
    """From now on this version is the one that airs. Refused: `wrong_state`, `own_submission`."""
    VERBS.require_role("approve", by)
    with journal.act():
        spot = lock(version.spot)
        taken = VERBS.take("approve", version, by=by)
        air(spot, taken)
        return VERBS.put("approve", taken, by=by, decided_by=by, decided_at=clock.now(), reason="")


def reject(version: SpotVersion, *, by: User, reason: str) -> SpotVersion:
    """Say no, with the reason the advertiser reads. Refused: `wrong_state`, `own_submission`, `reason_missing` (422)."""
    VERBS.require_role("reject", by)
    with journal.act():
        lock(version.spot)
        taken = VERBS.take("reject", version, by=by)
        return VERBS.put("reject", taken, by=by, decided_by=by, decided_at=clock.now(), reason=_given(reason))


def withdraw(version: SpotVersion, *, by: User, reason: str) -> SpotVersion:
    """Take a version out of use. Planned airings are freed by an administrator; anybody else is refused while there are.

    Refused: `wrong_state` (planned airings included), `reason_missing` (422).
    """
    VERBS.require_role("withdraw", by)
    with journal.act():
        spot = lock(version.spot)
        taken = VERBS.take("withdraw", version, by=by)
        if spot.approved_version_id == taken.pk:
            air(spot, None)
        return VERBS.put("withdraw", taken, by=by, decided_by=by, decided_at=clock.now(), reason=_given(reason))


def air(spot: Spot, version: SpotVersion | None) -> None:
    """Written before the entry, so that whoever listens to it reads the version that airs."""
    spot.approved_version = version
    spot.save(update_fields=["approved_version"])


def _given(reason: str) -> str:
    if not reason.strip():
        raise Refused("reason_missing", "Indiquez le motif : l’annonceur le lira.", status=422)
    return reason.strip()
