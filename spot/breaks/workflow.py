"""What can happen to an ad break on a day."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from spot.accounts.workflow import Role
from spot.journal.transitions import Table, Verb


class Status(TextChoices):
    OPEN = "open", _("Ouvert")
    CANCELLED = "cancelled", _("Annulé")


WHO = (Role.BROADCASTER, Role.ADMIN)
READS_PLANNING = (*WHO, Role.MANAGER, Role.SALES)
EDITS_GRID = (Role.ADMIN,)
VERBS = Table(
    "breaks",
    (
        Verb("retime", (Status.OPEN,), None, WHO),
        Verb("add", (Status.OPEN,), None, EDITS_GRID),
        Verb("change", (Status.OPEN,), None, EDITS_GRID),
        Verb("cancel", (Status.OPEN,), Status.CANCELLED, WHO),
    ),
    wrong_state=str(_("Cet écran est annulé.")),
)
