"""From the order to the station's answer: submit, approve, reject, cancel."""

from django.conf import settings

from spot.accounts.models import User
from spot.campaigns import completeness
from spot.campaigns.models import Campaign
from spot.campaigns.services import priced
from spot.campaigns.workflow import VERBS
from spot.common import clock
from spot.common.refusals import Refused
from spot.journal import services as journal

SELF_APPROVED = "Validée par la personne qui l’a soumise, comme le réglage de la station le permet."


def submit(campaign: Campaign, *, by: User) -> Campaign:
    """Send an order to the station, at the price of the rate card in force.

    Refused: `wrong_state`, and 422 with every sentence in `problems`: `incomplete`, `on_request`, `clearance`.
    """
    with journal.act():
        locked = VERBS.take("submit", campaign, by=by)
        priced.price(locked)
        completeness.require(locked)
        return VERBS.put(
            "submit",
            locked,
            by=by,
            submitted_by=by,
            submitted_at=clock.now(),
            decided_by=None,
            decided_at=None,
            reason="",
        )


def approve(campaign: Campaign, *, by: User) -> Campaign:
    """Accept an order; its price and rate card are those it was submitted with, and stay.

    Refused: `wrong_state`, `own_submission`, `organisation_unverified`.
    """
    with journal.act():
        locked = VERBS.take("approve", campaign, by=by)
        if locked.rate_card_id is None:
            priced.price(locked)
        note = SELF_APPROVED if settings.SPOT_SELF_APPROVAL and locked.submitted_by_id == by.pk else ""
        return VERBS.put(
            "approve", locked, by=by, note=note, decided_by=by, decided_at=clock.now(),
            rate_card=locked.rate_card, total_ttc_fcfa=locked.total_ttc_fcfa,
        )  # fmt: skip


def reject(campaign: Campaign, *, by: User, reason: str) -> Campaign:
    """Send an order back with the reason its advertiser reads. Refused: `wrong_state`, `own_submission`, `no_reason`."""
    _require(reason)
    return VERBS.apply(
        "reject", campaign, by=by, note=reason, decided_by=by, decided_at=clock.now(), reason=reason.strip()
    )


def cancel(campaign: Campaign, *, by: User, reason: str) -> Campaign:
    """End an order; the rooms above free what was planned, in this transaction. Refused: `wrong_state`, `no_reason`."""
    _require(reason)
    return VERBS.apply("cancel", campaign, by=by, note=reason, reason=reason.strip())


def _require(reason: str) -> None:
    if not reason.strip():
        raise Refused("no_reason", "Indiquez un motif : l’annonceur le lira.", status=422)
