"""Whom a telling is for: people of the house by role, people of the advertiser a thing belongs to. Only the active."""

from collections.abc import Callable
from typing import Any

from django.db.models import Q, QuerySet

from spot.accounts.models import Organisation, User
from spot.accounts.workflow import Role
from spot.airings.models import Airing
from spot.airings.workflow import Reason
from spot.campaigns.models import Campaign
from spot.creatives.models import SpotVersion

People = QuerySet[User]


def staff(*roles: str) -> Callable[[Any], People]:
    return lambda _thing: _active(Q(role__in=roles))


def clients(thing: Any) -> People:
    """The people of the organisation a thing belongs to, and those of the agency that ordered it."""
    organisation, campaign = _organisation(thing), _campaign(thing)
    houses = [organisation.pk if organisation else None, campaign.agency_id if campaign else None]
    return _active(Q(organisation__in=[house for house in houses if house]))


def clients_and_submitter(campaign: Campaign) -> People:
    """Also whoever submitted it: most orders are entered by the sales desk for a client who telephoned."""
    return _active(Q(pk__in=clients(campaign).values("pk")) | Q(pk=campaign.submitted_by_id))


def clients_and_uploader(version: SpotVersion) -> People:
    return _active(Q(pk__in=clients(version).values("pk")) | Q(pk=version.uploaded_by_id))


def members(organisation: Organisation) -> People:
    return _active(Q(organisation=organisation))


def _active(who: Q) -> People:
    rows: People = User.objects.filter(who, is_active=True)
    return rows


ADMINS = staff(Role.ADMIN)
DESK = staff(Role.ADMIN, Role.SALES)
CONTROL_ROOM = staff(Role.BROADCASTER, Role.ADMIN)


def admins_of_a_discrepancy(airing: Airing) -> People:
    """Administrators, of an airing that went out otherwise than sold; nobody, of one that went well."""
    return User.objects.none() if airing.reason == Reason.AIRED_OK else ADMINS(airing)


def _organisation(thing: Any) -> Organisation | None:
    return thing.spot.organisation if isinstance(thing, SpotVersion) else thing.organisation


def _campaign(thing: Any) -> Campaign | None:
    if isinstance(thing, Campaign):
        return thing
    return thing.spot.campaign if isinstance(thing, SpotVersion) else thing.campaign
