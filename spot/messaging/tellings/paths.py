"""The page that a telling opens."""

from spot.accounts.models import Invitation, Organisation, User
from spot.airings.models import Airing, HandOver
from spot.breaks.models import AdBreak, BroadcastDay
from spot.campaigns.models import Campaign
from spot.creatives.models import Spot, SpotVersion


def campaign(of: Campaign) -> str:
    return f"/campaigns/{of.pk}/"


def campaign_to_judge(of: Campaign) -> str:
    return f"/console/campaigns/{of.pk}/"


def spot(of: Spot) -> str:
    return f"/spots/{of.pk}/"


def version(of: SpotVersion) -> str:
    return spot(of.spot)


def version_to_judge(of: SpotVersion) -> str:
    return f"/console/spots/{of.spot_id}/"


def airing(of: Airing) -> str:
    return campaign(of.campaign) if of.campaign else spot(of.spot)


def planning(of: AdBreak | BroadcastDay) -> str:
    day = of.day_id if isinstance(of, AdBreak) else of.day
    return f"/diffusion/planning/?day={day:%Y-%m-%d}"


def airing_on_the_day(of: Airing) -> str:
    return f"/diffusion/planning/?day={of.day:%Y-%m-%d}#passage-{of.pk}"


def note(of: HandOver) -> str:
    return f"/diffusion/days/{of.day}/#passation"


def organisation_to_verify(of: Organisation) -> str:
    return f"/console/organisations/{of.pk}/"


def own_organisation(_of: Organisation) -> str:
    return "/organisation/"


def correspondent(of: User | Invitation) -> str:
    """Who could not be written to: a person, or the list where invitations to the house stand."""
    if isinstance(of, User):
        return f"/console/people/{of.pk}/"
    return organisation_to_verify(of.organisation) if of.organisation else "/console/people/"
