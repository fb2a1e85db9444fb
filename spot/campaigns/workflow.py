"""What can happen to a campaign, and who may make it happen."""

from typing import Any

from django.conf import settings
from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from spot.accounts.workflow import Role
from spot.journal.transitions import Guard, Table, Verb


class Status(TextChoices):
    DRAFT = "draft", _("Brouillon")
    PENDING = "pending", _("En attente")
    APPROVED = "approved", _("Approuvée")
    REJECTED = "rejected", _("Refusée")
    CANCELLED = "cancelled", _("Annulée")


class Shown(TextChoices):
    """What an approved campaign shows, derived from its dates when read."""

    ACTIVE = "active", _("Active")
    COMPLETED = "completed", _("Terminée")


def _submitted(campaign: Any, by: Any) -> bool:
    return bool(campaign.submitted_by_id == by.pk and not settings.SPOT_SELF_APPROVAL)


def _is_not_verified(campaign: Any, by: Any) -> bool:
    return not campaign.organisation.is_verified


def _is_not_admin_of_approved(campaign: Any, by: Any) -> bool:
    return bool(campaign.status == Status.APPROVED and by.role != Role.ADMIN)


OWN_SUBMISSION = Guard(
    "own_submission", "Vous avez soumis cette campagne : un autre administrateur doit la valider.", _submitted
)
UNVERIFIED = Guard(
    "organisation_unverified", "L’organisation de cette campagne n’est pas encore vérifiée.", _is_not_verified
)
ADMIN_ALONE = Guard(
    "wrong_state", "Une campagne approuvée ne peut être annulée que par un administrateur.", _is_not_admin_of_approved
)

EDITABLE = (Status.DRAFT, Status.REJECTED)
WHO_SAVES = (Role.ADVERTISER, Role.SALES, Role.ADMIN)
VERBS = Table(
    "campaigns",
    (
        Verb("save", EDITABLE, None, WHO_SAVES),
        Verb("submit", EDITABLE, Status.PENDING, WHO_SAVES),
        Verb("approve", (Status.PENDING,), Status.APPROVED, (Role.ADMIN,), (OWN_SUBMISSION, UNVERIFIED)),
        Verb("reject", (Status.PENDING,), Status.REJECTED, (Role.ADMIN,), (OWN_SUBMISSION,)),
        Verb(
            "cancel",
            (Status.DRAFT, Status.PENDING, Status.REJECTED, Status.APPROVED),
            Status.CANCELLED,
            WHO_SAVES,
            (ADMIN_ALONE,),
        ),
        Verb("copy", tuple(Status), None, WHO_SAVES),
    ),
    wrong_state=str(_("Cette campagne n’est plus dans un état qui le permet.")),
)
