"""What waits for the advertiser: refusals to mend, spots to deliver, visas to obtain, drafts to send."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Exists, OuterRef, Prefetch, QuerySet, Subquery
from django.urls import reverse

from spot.accounts.models import User
from spot.campaigns.models import Campaign, SpotSource
from spot.campaigns.workflow import Status
from spot.clearance.models import Rule, Visa
from spot.common import clock
from spot.common.french import day_long
from spot.creatives.models import Spot, SpotVersion
from spot.creatives.workflow import Status as VersionStatus

MOST = 12
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
    """Most pressing first. Four queries, whatever there is."""
    campaigns = Campaign.objects.visible_to(user).filter(ends_on__gte=clock.today()).order_by("starts_on")
    return [
        *_refused_campaigns(campaigns),
        *_refused_spots(user),
        *_without_spot(campaigns),
        *_without_visa(campaigns),
        *_drafts(campaigns),
    ][:MOST]


def _refused_campaigns(campaigns: QuerySet[Campaign]) -> Iterator[Need]:
    for campaign in campaigns.filter(status=Status.REJECTED)[:MOST]:
        url = reverse("advertiser:campaign_edit", args=[campaign.pk, "campaign"])
        yield Need(
            campaign.title,
            "rejected",
            "campaign",
            campaign.reason,
            _before(campaign.starts_on),
            url,
            "Corriger la campagne",
        )


def _refused_spots(user: User) -> Iterator[Need]:
    refused = [VersionStatus.REJECTED, VersionStatus.FAILED]
    newest = SpotVersion.objects.filter(spot=OuterRef("pk")).order_by("-number").values("status")[:1]
    spots = Spot.objects.visible_to(user).alias(newest=Subquery(newest)).filter(newest__in=refused)
    alive = spots.filter(campaign__status__in=ALIVE, campaign__ends_on__gte=clock.today())
    versions = Prefetch("versions", SpotVersion.objects.order_by("-number"))
    for spot in alive.select_related("campaign").prefetch_related(versions)[:MOST]:
        latest, campaign = spot.versions.all()[0], spot.campaign
        url = reverse("advertiser:spot", args=[spot.pk])
        until = _before(campaign.starts_on) if campaign else ""
        yield Need(
            spot.title,
            latest.status,
            "",
            latest.reason or latest.failure,
            until,
            url,
            "Remplacer le spot",
            spot_id=spot.pk,
        )


def _without_spot(campaigns: QuerySet[Campaign]) -> Iterator[Need]:
    delivered = SpotVersion.objects.filter(spot__campaign=OuterRef("pk"))
    wanting = campaigns.filter(~Exists(delivered), status=Status.APPROVED, spot_source=SpotSource.OWN)
    for campaign in wanting[:MOST]:
        url = reverse("advertiser:upload", args=[campaign.pk])
        text = "La campagne est approuvée et n’a pas encore de spot : rien ne peut passer à l’antenne."
        yield Need(
            campaign.title, "pending", "", text, _before(campaign.starts_on), url, "Envoyer le spot", "spot attendu"
        )


def _without_visa(campaigns: QuerySet[Campaign]) -> Iterator[Need]:
    held = Visa.objects.valid_on(clock.today()).filter(
        organisation=OuterRef("organisation"), category=OuterRef("product_category")
    )
    bound = campaigns.filter(~Exists(held), status__in=ALIVE, product_category__rule=Rule.VISA)
    for campaign in bound.select_related("product_category")[:MOST]:
        category = campaign.product_category
        article = f" ({category.article})" if category.article else ""
        text = f"{category.name} : un visa est exigé pour passer à l’antenne{article}. Remettez-le à la régie."
        url = reverse("website:contact")
        yield Need(
            campaign.title, "pending", "", text, _before(campaign.starts_on), url, "Joindre la régie", "visa manquant"
        )


def _drafts(campaigns: QuerySet[Campaign]) -> Iterator[Need]:
    for campaign in campaigns.filter(status=Status.DRAFT)[:MOST]:
        text = "Ce brouillon n’est pas encore soumis à la régie."
        url = reverse("advertiser:campaign_edit", args=[campaign.pk, "summary"])
        yield Need(campaign.title, "draft", "campaign", text, _before(campaign.starts_on), url, "Terminer")


def _before(day: date) -> str:
    """Until when it matters: the campaign's first day, or nothing once it has begun."""
    return f"avant le {day_long(day)}" if day > clock.today() else "la campagne a commencé"
