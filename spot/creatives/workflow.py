"""What can happen to a version of a spot, and who may make it happen."""

from typing import Any

from django.conf import settings
from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from spot.accounts.workflow import Role
from spot.journal.transitions import SYSTEM, Guard, Table, Verb


class Status(TextChoices):
    PROCESSING = "processing", _("En contrôle")
    PENDING_REVIEW = "pending_review", _("En attente")
    APPROVED = "approved", _("Approuvé")
    REJECTED = "rejected", _("Refusé")
    FAILED = "failed", _("Échec technique")
    WITHDRAWN = "withdrawn", _("Retiré")


def _uploaded(version: Any, by: Any) -> bool:
    return version.uploaded_by_id == by.pk and not settings.SPOT_SELF_APPROVAL


OWN_SUBMISSION = Guard(
    "own_submission", "Vous avez envoyé ce spot : un autre administrateur doit l’examiner.", _uploaded
)
WHO_UPLOADS = (Role.ADVERTISER, Role.SALES, Role.ADMIN)
REPLACEABLE = tuple(status for status in Status if status != Status.PROCESSING)
VERBS = Table(
    "spots",
    (
        Verb("upload", (), Status.PROCESSING, WHO_UPLOADS),
        Verb("replace", REPLACEABLE, Status.PROCESSING, WHO_UPLOADS),
        Verb("reuse", (Status.PENDING_REVIEW, Status.APPROVED), Status.PENDING_REVIEW, WHO_UPLOADS),
        Verb("pass", (Status.PROCESSING,), Status.PENDING_REVIEW, (SYSTEM,)),
        Verb("fail", (Status.PROCESSING,), Status.FAILED, (SYSTEM,)),
        Verb("approve", (Status.PENDING_REVIEW,), Status.APPROVED, (Role.ADMIN,), (OWN_SUBMISSION,)),
        Verb("reject", (Status.PENDING_REVIEW,), Status.REJECTED, (Role.ADMIN,), (OWN_SUBMISSION,)),
        Verb("withdraw", tuple(s for s in Status if s != Status.WITHDRAWN), Status.WITHDRAWN, WHO_UPLOADS),
    ),
    wrong_state=str(_("Cette version n’est plus dans un état qui le permet.")),
)
