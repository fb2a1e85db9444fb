"""Organisations: how they come in, are checked by the station, and change what they say of themselves."""

from typing import Any

from django.db import IntegrityError

from spot.accounts import house_codes
from spot.accounts.models import Organisation, User
from spot.accounts.workflow import ORGANISATION, Kind, Role
from spot.common.refusals import Refused
from spot.journal import services as journal

# What identifies an organisation in law stays as the station checked it; the rest is its own business.
DESCRIPTION = ("address", "phone", "email")
IDENTITY = ("ifu", "rccm")


def register(*, organisation: str, kind: str = Kind.ADVERTISER, username: str, password: str, **facts: Any) -> User:
    """A newcomer and their organisation, which stays "à vérifier" until an administrator has checked it.

    `facts` are the person's `full_name`, `email` and `phone`. Refused: `already_registered` when somebody took the
    name, the user name or the address meanwhile.
    """
    try:
        with journal.act():
            house = _open(organisation, kind=kind, email=facts["email"], phone=facts.get("phone", ""))
            user: User = User.objects.create_user(
                username=username, password=password, role=Role.ADVERTISER, organisation=house, **facts
            )
            journal.record("organisations.register", house, by=user, after={"kind": kind})
    except IntegrityError as taken:
        raise Refused(
            "already_registered", "Ce compte ou cette organisation vient d’être créé : connectez-vous."
        ) from taken
    return user


def verify(organisation: Organisation, *, by: User) -> Organisation:
    """Say that IFU and RCCM were checked: its campaigns can be approved. Refused: `identity_missing`, `wrong_state`."""
    return ORGANISATION.apply("verify", organisation, by=by)


def suspend(organisation: Organisation, *, by: User, reason: str) -> Organisation:
    """Put a verified organisation back to "à vérifier". It keeps preparing; nothing more is approved."""
    if not reason.strip():
        raise Refused("reason_missing", "Dites pourquoi l’organisation est suspendue.", status=422)
    return ORGANISATION.apply("suspend", organisation, by=by, note=reason.strip())


def describe(organisation: Organisation, *, by: User, **facts: Any) -> Organisation:
    """Change how to reach it (address, phone, e-mail). The journal says which, not what: these are personal data."""
    _require_own(organisation, by)
    _require_known(facts, DESCRIPTION)
    with journal.act():
        taken = ORGANISATION.take("describe", organisation, by=by)
        for name, value in facts.items():
            setattr(taken, name, value)
        taken.version += 1
        taken.save(update_fields=[*facts, "version"])
        journal.record("organisations.describe", taken, by=by, after={"fields": sorted(facts)})
    return taken


def identify(organisation: Organisation, *, by: User, **facts: Any) -> Organisation:
    """Write IFU and RCCM. Refused: `verified_identity` when a client would change what the station has checked."""
    _require_own(organisation, by)
    _require_known(facts, IDENTITY)
    return ORGANISATION.apply("identify", organisation, by=by, **facts)


def rename(organisation: Organisation, name: str, *, by: User) -> Organisation:
    """Give it another name. Every live day that shows it hears of it. Refused: `name_taken`, `verified_identity`."""
    _require_own(organisation, by)
    with journal.act():
        renamed = ORGANISATION.apply("rename", organisation, by=by, name=name)  # the column looks at the text first
        if Organisation.objects.filter(name__iexact=name).exclude(pk=organisation.pk).exists():
            raise Refused("name_taken", "Une autre organisation porte déjà ce nom.", status=422)
    return renamed


def _open(name: str, **facts: Any) -> Organisation:
    code = house_codes.pick(name, set(Organisation.objects.values_list("code", flat=True)))
    return Organisation.objects.create(name=name, code=code, **facts)


def _require_own(organisation: Organisation, by: User) -> None:
    if by.role == Role.ADVERTISER and by.organisation_id != organisation.pk:
        raise Refused("not_found", "Page introuvable.", status=404)


def _require_known(facts: dict[str, Any], names: tuple[str, ...]) -> None:
    if unknown := set(facts) - set(names):
        raise TypeError(f"not part of this verb: {sorted(unknown)}")
