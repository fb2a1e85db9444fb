"""What can happen to an ad break on a day."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from spot.accounts.workflow import Role
from spot.journal.transitions import Table, Verb


class Status(TextChoices):
    OPEN = "open", _("Ouvert")
    CANCELLED = "cancelled", _("Annulé")


WHO = (Role.BROADCASTER, Role.ADMIN)
VERBS = Table(
    "breaks",
    (
        Verb("retime", (Status.OPEN,), None, WHO),
        Verb("change", (Status.OPEN,), None, (Role.ADMIN,)),
        Verb("cancel", (Status.OPEN,), Status.CANCELLED, WHO),
    ),
    wrong_state=str(_("Cet écran est annulé.")),
)
