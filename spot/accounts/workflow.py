"""The roles, and what can happen to an organisation."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from spot.journal.transitions import Table, Verb


class Role(TextChoices):
    ADVERTISER = "advertiser", _("Annonceur")
    SALES = "sales", _("Commercial")
    ADMIN = "admin", _("Administrateur")
    BROADCASTER = "broadcaster", _("Diffuseur")
    MANAGER = "manager", _("Responsable")
    ACCOUNTANT = "accountant", _("Comptable")
    EDITORIAL_MANAGER = "editorial_manager", _("Responsable rédaction")


STAFF = tuple(role.value for role in Role if role != Role.ADVERTISER)
EVERYBODY = tuple(role.value for role in Role)
SEES_ALL_CAMPAIGNS = tuple(role.value for role in Role if role not in {Role.ADVERTISER, Role.EDITORIAL_MANAGER})


class Kind(TextChoices):
    ADVERTISER = "advertiser", _("Annonceur")
    AGENCY = "agency", _("Agence")


class Status(TextChoices):
    TO_VERIFY = "to_verify", _("À vérifier")
    VERIFIED = "verified", _("Vérifiée")


ORGANISATION = Table(
    "organisations",
    (
        Verb("verify", (Status.TO_VERIFY,), Status.VERIFIED, (Role.ADMIN,)),
        Verb("suspend", (Status.VERIFIED,), Status.TO_VERIFY, (Role.ADMIN,)),
    ),
)
