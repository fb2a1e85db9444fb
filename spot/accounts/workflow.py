"""The roles, and what can happen to an organisation."""

from typing import Any

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from spot.journal.transitions import Guard, Table, Verb


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
HANGS_WALLS = (Role.BROADCASTER, Role.ADMIN)
SEES_ALL_CAMPAIGNS = tuple(role.value for role in Role if role not in {Role.ADVERTISER, Role.EDITORIAL_MANAGER})


class Kind(TextChoices):
    ADVERTISER = "advertiser", _("Annonceur")
    AGENCY = "agency", _("Agence")


class Status(TextChoices):
    TO_VERIFY = "to_verify", _("À vérifier")
    VERIFIED = "verified", _("Vérifiée")


class Access(TextChoices):
    """Whether a person may come in; derived from `is_active`."""

    OPEN = "open", _("Actif")
    DISABLED = "disabled", _("Désactivé")


def _is_a_client_of_record(organisation: Any, by: Any) -> bool:
    return bool(by.role == Role.ADVERTISER and organisation.status == Status.VERIFIED)


def _is_oneself(person: Any, by: Any) -> bool:
    return bool(person.pk == by.pk)


def _is_of_an_organisation(person: Any, by: Any) -> bool:
    return bool(person.role == Role.ADVERTISER)


def _has_no_ifu(organisation: Any, by: Any) -> bool:
    return not organisation.ifu


VERIFIED_NAME = Guard(
    "verified_identity",
    "Le nom, l’IFU et le RCCM ont été vérifiés : demandez leur changement à la régie.",
    _is_a_client_of_record,
)
ONESELF = Guard("oneself", "Demandez à un autre administrateur : on ne change pas son propre accès.", _is_oneself)
CLIENT = Guard(
    "organisation_role",
    "Cette personne appartient à une organisation : son rôle reste « Annonceur ».",
    _is_of_an_organisation,
)
NO_IFU = Guard("identity_missing", "Saisissez l’IFU de l’organisation avant de la vérifier.", _has_no_ifu)

ORGANISATION = Table(
    "organisations",
    (
        Verb("verify", (Status.TO_VERIFY,), Status.VERIFIED, (Role.ADMIN,), (NO_IFU,)),
        Verb("suspend", (Status.VERIFIED,), Status.TO_VERIFY, (Role.ADMIN,)),
        Verb("describe", tuple(Status), None, (Role.ADVERTISER, Role.ADMIN)),
        Verb("identify", tuple(Status), None, (Role.ADVERTISER, Role.ADMIN), (VERIFIED_NAME,)),
        Verb("rename", tuple(Status), None, (Role.ADVERTISER, Role.ADMIN), (VERIFIED_NAME,)),
        Verb("invite", tuple(Status), None, (Role.ADVERTISER, Role.ADMIN)),
        Verb("mandate", tuple(Status), None, (Role.ADMIN,)),
        Verb("end_mandate", tuple(Status), None, (Role.ADMIN,)),
    ),
    wrong_state=str(_("L’organisation n’est plus dans un état qui le permet.")),
)

PERSON = Table(
    "people",
    (
        Verb("change_role", tuple(Access), None, (Role.ADMIN,), (ONESELF, CLIENT)),
        Verb("disable", (Access.OPEN,), None, (Role.ADMIN,), (ONESELF,)),
        Verb("enable", (Access.DISABLED,), None, (Role.ADMIN,), (ONESELF,)),
    ),
    wrong_state=str(_("L’accès de cette personne a déjà été changé.")),
)
