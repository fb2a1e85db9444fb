"""What can happen to a rate card."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from spot.accounts.workflow import Role
from spot.journal.transitions import SYSTEM, Table, Verb


class Status(TextChoices):
    DRAFT = "draft", _("Brouillon")
    PUBLISHED = "published", _("En vigueur")
    SUPERSEDED = "superseded", _("Remplacée")


VERBS = Table(
    "rate_cards",
    (
        Verb("draft", (Status.DRAFT,), None, (Role.ADMIN,)),
        Verb("publish", (Status.DRAFT,), Status.PUBLISHED, (Role.ADMIN, SYSTEM)),
        Verb("supersede", (Status.PUBLISHED,), Status.SUPERSEDED, (Role.ADMIN, SYSTEM)),
    ),
)
