"""The queue of spots that wait for an opinion, the page where one is looked at, and the opinion."""

from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from spot.accounts.workflow import Role
from spot.clearance.queries import standing
from spot.common import clock
from spot.common.asked import in_address
from spot.common.web import opens_to, paged, say, see_other
from spot.creatives import services
from spot.creatives.checks import checks
from spot.creatives.models import Spot, SpotVersion
from spot.creatives.queries import history_of, in_queue
from spot.creatives.workflow import VERBS, Status
from spot.desks.administration.onward import onward
from spot.desks.fields import LineField
from spot.desks.requests import SignedInRequest
from spot.messaging.words import told

MOTIVES = (
    _("Mention obligatoire absente ou illisible"),
    _("Visa absent ou périmé"),
    _("Durée différente de la commande"),
    _("Image ou son de mauvaise qualité"),
    _("Message trompeur ou comparatif"),
    _("Contenu interdit ou réservé à d’autres heures"),
    _("Le fichier n’est pas celui de cette campagne"),
)
MISSING = _("Choisissez un motif, ou écrivez ce que l’annonceur doit corriger.")


class RejectionForm(forms.Form):
    """A motive of the list, words of one's own, or both; what the advertiser reads is the two together."""

    motive = forms.ChoiceField(
        label=_("Motif du refus"), required=False, choices=[("", _("Choisir un motif")), *((m, m) for m in MOTIVES)]
    )
    reason = LineField(
        label=_("Ce que l’annonceur doit corriger"), required=False, max_length=500,
        widget=forms.TextInput(attrs={"placeholder": _("Ce que l’annonceur doit corriger")}),
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        given["sentence"] = ". ".join(filter(None, (given.get("motive"), given.get("reason", "").strip())))
        if not given["sentence"]:
            self.add_error("reason", MISSING)
        return given


class QueueFilter(forms.Form):
    status = forms.ChoiceField(
        label=_("Statut"), required=False, choices=[("", _("À examiner")), *Status.choices, ("all", _("Tous"))]
    )


@opens_to(Role.ADMIN)
def spots(request: SignedInRequest) -> HttpResponse:
    """The queue first, oldest on top; `?status=` is every spot whose latest version has it, newest on top."""
    asked = QueueFilter(request.GET)
    status = asked.cleaned_data["status"] if asked.is_valid() else ""
    rows = Spot.objects.visible_to(request.user).select_related("campaign", "organisation", "product_category")
    words = in_address(request).words()
    if not status:
        rows = in_queue(rows)
    elif status != "all":
        rows = rows.latest_is(status)
    page = paged(
        request,
        rows.filter(title__icontains=words).prefetch_related("versions", "campaign__lines", "organisation__visas"),
    )
    context = {"page": page, "filter": asked, "is_queue": not status, "rows": [row(shown) for shown in page]}
    return render(request, "spot/administration/spots.html", context)


@opens_to(Role.ADMIN)
def spot(request: SignedInRequest, spot_id: UUID) -> HttpResponse:
    return render(request, "spot/administration/spot.html", _review(request, _shown(request, spot_id), RejectionForm()))


@opens_to(Role.ADMIN, methods=("POST",))
def approval(request: SignedInRequest, spot_id: UUID) -> HttpResponse:
    version = services.approve(_shown(request, spot_id).latest, by=request.user)
    say(request, f"« {version.spot.title} » est approuvé, ses passages peuvent être placés.")
    return see_other(onward(request, _next_or_queue()))


@opens_to(Role.ADMIN, methods=("POST",))
def rejection(request: SignedInRequest, spot_id: UUID) -> HttpResponse:
    """Without a reason the page comes back with its form in error (422)."""
    shown, form = _shown(request, spot_id), RejectionForm(request.POST)
    if not form.is_valid():
        VERBS.check("reject", shown.latest, by=request.user)
        return render(request, "spot/administration/spot.html", _review(request, shown, form), status=422)
    services.reject(shown.latest, by=request.user, reason=form.cleaned_data["sentence"])
    say(request, f"« {shown.title} » est refusé, l’annonceur en lit le motif.")
    return see_other(onward(request, _next_or_queue()))


def row(shown: Spot) -> dict[str, Any]:
    """A line of the queue: the spot, its latest version, what the check and the law say of it."""
    version = shown.versions.all()[0]
    version.spot = shown
    found = [check for check in checks(version) if not check.is_fine]
    return {"spot": shown, "version": version, "warning": found[0] if found else None, "law": _law(shown)}


def _law(shown: Spot) -> Any:
    first_day = shown.campaign.starts_on if shown.campaign else clock.today()
    return standing(shown.product_category, shown.organisation, on=max(first_day, clock.today()))


def _shown(request: SignedInRequest, spot_id: UUID) -> Spot:
    rows = Spot.objects.visible_to(request.user).select_related(
        "campaign", "organisation", "product_category", "approved_version"
    )
    return get_object_or_404(rows, pk=spot_id)


def _review(request: SignedInRequest, shown: Spot, form: RejectionForm) -> dict[str, Any]:
    versions = list(shown.versions.select_related("uploaded_by", "decided_by"))
    for version in versions:
        version.spot = shown
    latest = versions[0]
    return {
        "spot": shown,
        "versions": versions,
        "latest": latest,
        "version": _chosen(versions, in_address(request).number("version")),
        "checks": checks(latest),
        "law": _law(shown),
        "form": form,
        "may_decide": VERBS.may("approve", latest, request.user),
        "is_own": latest.status == Status.PENDING_REVIEW and latest.uploaded_by_id == request.user.pk,
        "history": [told(entry) for entry in history_of(versions)],
        "ordered": sum(line.airings for line in shown.campaign.lines.all()) if shown.campaign else 0,
        **_place_in_queue(shown),
    }


def _chosen(versions: list[SpotVersion], number: int | None) -> SpotVersion:
    return next((version for version in versions if version.number == number), versions[0])


def _place_in_queue(shown: Spot) -> dict[str, Any]:
    waiting = list(in_queue(Spot.objects.all()).values_list("pk", flat=True))
    at = waiting.index(shown.pk) if shown.pk in waiting else -1
    return {
        "waiting": len(waiting),
        "place": at + 1,
        "previous": waiting[at - 1] if at > 0 else None,
        "next": waiting[at + 1] if at + 1 < len(waiting) else None,
    }


def _next_or_queue() -> str:
    following = in_queue(Spot.objects.all()).first()
    return reverse("administration:spot", args=[following.pk]) if following else reverse("administration:spots")
