"""What waits for the advertiser: refusals to mend, spots to deliver, visas to obtain, drafts to send."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.urls import reverse

from spot.accounts.models import User
from spot.campaigns.models import Campaign, SpotSource
from spot.campaigns.workflow import Status
from spot.clearance.models import Rule, Visa
from spot.common import clock
from spot.common.french import day_long
from spot.creatives.models import Spot, SpotVersion
from spot.creatives.workflow import Status as VersionStatus

MOST, MOST_READ = 12, 40
ALIVE = (Status.DRAFT, Status.PENDING, Status.APPROVED, Status.REJECTED)


@dataclass(frozen=True)
class Need:
    """One thing to do: what, why, until when, and the button. `status` and `kind` choose its badge."""

    title: str
    status: str
    kind: str
    text: str
    until: str
    url: str
    action: str
    word: str = ""
    spot_id: UUID | None = None


def of(user: User) -> list[Need]:
    """Most pressing first. Three queries, whatever there is."""
    campaigns = list(_wanting(user)[:MOST_READ])
    return [
        *(_refused(campaign) for campaign in campaigns if campaign.status == Status.REJECTED),
        *_refused_spots(user),
        *(_without_spot(campaign) for campaign in campaigns if _wants_spot(campaign)),
        *(_without_visa(campaign) for campaign in campaigns if _wants_visa(campaign)),
        *(_draft(campaign) for campaign in campaigns if campaign.status == Status.DRAFT),
    ][:MOST]


def _wanting(user: User) -> QuerySet[Campaign]:
    """The campaigns that lack something: `has_spot` and `has_visa` say what."""
    delivered = SpotVersion.objects.filter(spot__campaign=OuterRef("pk"))
    held = Visa.objects.valid_on(clock.today()).filter(
        organisation=OuterRef("organisation"), category=OuterRef("product_category")
    )
    rows = Campaign.objects.visible_to(user).filter(status__in=ALIVE, ends_on__gte=clock.today())
    rows = rows.annotate(has_spot=Exists(delivered), has_visa=Exists(held)).select_related("product_category")
    wanting = Q(status__in=[Status.DRAFT, Status.REJECTED]) | Q(status=Status.APPROVED, has_spot=False)
    return rows.filter(wanting | Q(product_category__rule=Rule.VISA, has_visa=False)).order_by("starts_on")


def _wants_spot(campaign: Any) -> bool:
    is_owed = campaign.status == Status.APPROVED and campaign.spot_source == SpotSource.OWN
    return is_owed and not campaign.has_spot


def _wants_visa(campaign: Any) -> bool:
    return campaign.product_category.rule == Rule.VISA and not campaign.has_visa


def _refused(campaign: Campaign) -> Need:
    url = reverse("advertiser:campaign_edit", args=[campaign.pk, "campaign"])
    until = _before(campaign.starts_on)
    return Need(campaign.title, "rejected", "campaign", campaign.reason, until, url, "Corriger la campagne")


def _refused_spots(user: User) -> Iterator[Need]:
    refused = [VersionStatus.REJECTED, VersionStatus.FAILED]
    newest = SpotVersion.objects.filter(spot=OuterRef("pk")).order_by("-number").values("status")[:1]
    spots = Spot.objects.visible_to(user).alias(newest=Subquery(newest)).filter(newest__in=refused)
    alive = spots.filter(campaign__status__in=ALIVE, campaign__ends_on__gte=clock.today())
    versions = Prefetch("versions", SpotVersion.objects.order_by("-number"))
    for spot in alive.select_related("campaign").prefetch_related(versions)[:MOST]:
        latest, campaign = spot.versions.all()[0], spot.campaign
        until = _before(campaign.starts_on) if campaign else ""
        why, url = latest.reason or latest.failure, reverse("advertiser:spot", args=[spot.pk])
        yield Need(spot.title, latest.status, "", why, until, url, "Remplacer le spot", spot_id=spot.pk)


def _without_spot(campaign: Campaign) -> Need:
    url = reverse("advertiser:upload", args=[campaign.pk])
    text = "La campagne est approuvée et n’a pas encore de spot : rien ne peut passer à l’antenne."
    return Need(
        campaign.title, "pending", "", text, _before(campaign.starts_on), url, "Envoyer le spot", "spot attendu"
    )


def _without_visa(campaign: Campaign) -> Need:
    category = campaign.product_category
    article = f" ({category.article})" if category.article else ""
    text = f"{category.name} : un visa est exigé pour passer à l’antenne{article}. Remettez-le à la régie."
    url, until = reverse("website:contact"), _before(campaign.starts_on)
    return Need(campaign.title, "pending", "", text, until, url, "Joindre la régie", "visa manquant")


def _draft(campaign: Campaign) -> Need:
    url = reverse("advertiser:campaign_edit", args=[campaign.pk, "summary"])
    text = "Ce brouillon n’est pas encore soumis à la régie."
    return Need(campaign.title, "draft", "campaign", text, _before(campaign.starts_on), url, "Terminer")


def _before(day: date) -> str:
    """Until when it matters: the campaign's first day, or nothing once it has begun."""
    return f"avant le {day_long(day)}" if day > clock.today() else "la campagne a commencé"
