"""What can happen to an airing, and who may make it happen."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from spot.accounts.workflow import Role
from spot.journal.transitions import Table, Verb


class Status(TextChoices):
    PLANNED = "planned", _("Planifié")
    AIRED = "aired", _("Diffusé")
    MISSED = "missed", _("Manqué")
    PREEMPTED = "preempted", _("Remplacé")
    CANCELLED = "cancelled", _("Annulé")


class Reason(TextChoices):
    """Why an airing ended as it did: the ten as-run statuses of SMPTE ST 2021 (BXF)."""

    AIRED_OK = "aired_ok", _("Diffusé sans écart")
    DURATION_DISCREPANCY = "duration_discrepancy", _("Durée non respectée")
    CONTENT_DISCREPANCY = "content_discrepancy", _("Contenu différent")
    DID_NOT_AIR = "did_not_air", _("Non diffusé")
    PREEMPTED = "preempted", _("Remplacé par une autre émission")
    JOINED_IN_PROGRESS = "joined_in_progress", _("Pris en cours")
    TECHNICAL = "technical", _("Incident technique")
    MISSING_CONTENT = "missing_content", _("Fichier absent")
    INSERTED_BY_OPERATOR = "inserted_by_operator", _("Inséré par la régie")
    UNKNOWN = "unknown", _("Cause inconnue")


# What people report of an airing with a problem, the likeliest first.
PROBLEMS = (
    Reason.DID_NOT_AIR, Reason.TECHNICAL, Reason.MISSING_CONTENT, Reason.CONTENT_DISCREPANCY,
    Reason.DURATION_DISCREPANCY, Reason.JOINED_IN_PROGRESS, Reason.PREEMPTED, Reason.UNKNOWN,
)  # fmt: skip


class Severity(TextChoices):
    """How much a problem on air weighs: it decides how loudly administrators are told."""

    LOW = "low", _("Mineur")
    HIGH = "high", _("Important")
    CRITICAL = "critical", _("Critique")


WHO = (Role.BROADCASTER, Role.ADMIN)
SETTLED = (Status.AIRED, Status.MISSED, Status.PREEMPTED)
VERBS = Table(
    "airings",
    (
        Verb("book", (), Status.PLANNED, WHO),
        Verb("move", (Status.PLANNED,), None, WHO),
        Verb("swap", (Status.PLANNED,), None, WHO),
        Verb("cancel", (Status.PLANNED,), Status.CANCELLED, WHO),
        Verb("confirm", (Status.PLANNED,), Status.AIRED, WHO),
        Verb("miss", (Status.PLANNED,), Status.MISSED, WHO),
        Verb("preempt", (Status.PLANNED,), Status.PREEMPTED, WHO),
        Verb("undo", SETTLED, Status.PLANNED, WHO),
        Verb("correct", (Status.AIRED, Status.MISSED), None, (Role.ADMIN,)),
    ),
    wrong_state=str(_("Ce passage n’est plus dans un état qui le permet.")),
)
