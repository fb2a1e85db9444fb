"""The library of spots, and the page of one: its versions, what was said of them, what can be done."""

from typing import Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from spot.accounts.models import User
from spot.airings.models import Airing
from spot.campaigns.models import Campaign
from spot.campaigns.workflow import Status as CampaignStatus
from spot.common import clock
from spot.common.asked import in_address, in_form
from spot.common.sent_once import sent_once
from spot.common.web import opens_to, paged, say, see_other, with_form
from spot.creatives import services
from spot.creatives.models import Spot, SpotQuerySet, SpotVersion
from spot.creatives.queries import history_of
from spot.creatives.workflow import VERBS, WHO_UPLOADS
from spot.desks.advertiser.spot_forms import LibraryFilter, ReuseForm
from spot.desks.requests import SignedInRequest
from spot.messaging.words import told


@opens_to(*WHO_UPLOADS)
def spots(request: SignedInRequest) -> HttpResponse:
    asked = LibraryFilter(request.GET)
    rows = _filtered(Spot.objects.visible_to(request.user), asked, in_address(request).words())
    rows = rows.select_related("campaign", "organisation").prefetch_related("versions").order_by("-created_at", "pk")
    context = {"page": paged(request, rows), "filter": asked, "chips": _chips(asked)}
    return render(request, "spot/advertiser/spots.html", context)


@opens_to(*WHO_UPLOADS)
def spot(request: SignedInRequest, spot_id: UUID) -> HttpResponse:
    return render(request, "spot/advertiser/spot.html", _page(_visible(request.user, spot_id), request.user))


@opens_to(*WHO_UPLOADS, methods=("POST",))
def withdrawal(request: SignedInRequest, spot_id: UUID) -> HttpResponse:
    """`version` is the number of the version to withdraw; the latest without it."""
    shown = _visible(request.user, spot_id)
    asked = in_form(request)
    chosen = get_object_or_404(shown.versions, number=asked.number("version")) if asked.gives("version") else None
    version = services.withdraw(chosen or shown.latest, by=request.user, reason=asked.note("reason"))
    say(request, f"La version {version.number} de « {shown.title} » est retirée.")
    return see_other(reverse("advertiser:spot", args=[shown.pk]))


@opens_to(*WHO_UPLOADS, methods=("POST",))
@sent_once
def reuse(request: SignedInRequest, spot_id: UUID) -> HttpResponse:
    shown = _visible(request.user, spot_id)
    form = ReuseForm(_other_campaigns(shown, request.user), request.POST)
    if not form.is_valid():
        return with_form(request, "spot/advertiser/spot.html", _page(shown, request.user) | {"reuse": form})
    made = services.reuse(shown, campaign=form.cleaned_data["campaign"], by=request.user)
    say(request, f"« {made.title} » sert aussi la campagne « {made.campaign} ». La régie donnera son avis.")
    return see_other(reverse("advertiser:spot", args=[made.pk]))


def _visible(user: User, spot_id: UUID) -> Spot:
    rows = Spot.objects.visible_to(user).select_related(
        "campaign", "organisation", "product_category", "approved_version"
    )
    return get_object_or_404(rows, pk=spot_id)


def _filtered(rows: SpotQuerySet, asked: LibraryFilter, words: str) -> SpotQuerySet:
    """Unknown values of the URL filter nothing."""
    given = asked.cleaned_data if asked.is_valid() else {}
    if status := given.get("status"):
        rows = rows.latest_is(status)
    if kind := given.get("kind"):
        rows = rows.filter(versions__media_type=kind).distinct()
    if words:
        house = Q(pk__in=SpotVersion.objects.filter(house_number__icontains=words).values("spot"))
        rows = rows.filter(Q(title__icontains=words) | Q(campaign__title__icontains=words) | house)
    return rows


def _chips(asked: LibraryFilter) -> list[dict[str, str]]:
    given = asked.cleaned_data if asked.is_valid() else {}
    labels = {name: dict(asked.fields[name].choices) for name in given}  # type: ignore[attr-defined]
    return [{"name": name, "label": str(labels[name][value])} for name, value in given.items() if value]


def _page(shown: Spot, user: User) -> dict[str, Any]:
    versions = list(shown.versions.select_related("uploaded_by", "decided_by"))
    return {
        "spot": shown,
        "versions": [(version, VERBS.may("withdraw", version, user)) for version in versions],
        "latest": versions[0],
        "may_replace": _takes_versions(shown, versions[0], user),
        "reuse": ReuseForm(_other_campaigns(shown, user)) if VERBS.may("reuse", versions[0], user) else None,
        "airings": _airings(shown),
        "history": [told(entry) for entry in history_of(versions)],
    }


def _takes_versions(shown: Spot, latest: SpotVersion, user: User) -> bool:
    return bool(shown.campaign and shown.campaign.takes_uploads and VERBS.may("replace", latest, user))


def _other_campaigns(shown: Spot, user: User) -> QuerySet[Campaign]:
    """Those of the same organisation that still take spots."""
    rows = Campaign.objects.visible_to(user).filter(organisation=shown.organisation_id, ends_on__gte=clock.today())
    return rows.exclude(Q(status=CampaignStatus.CANCELLED) | Q(pk=shown.campaign_id))


def _airings(shown: Spot) -> dict[str, int]:
    counted = Airing.objects.taking_seconds().filter(spot=shown).values("status").annotate(airings=Count("pk"))
    return {row["status"]: row["airings"] for row in counted.order_by()}
