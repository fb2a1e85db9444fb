"""Changing a spot for another of the same advertiser on all its planned airings from a day on."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from spot.airings import services as airings
from spot.airings.services.swapping import Swapped
from spot.airings.workflow import WHO
from spot.common.asked import in_form
from spot.common.french import counted
from spot.common.web import opens_to, say, see_other, with_form
from spot.creatives.models import Spot
from spot.desks.fields import DayField, ReadableKey
from spot.desks.requests import SignedInRequest, day_asked


class OtherSpot(ReadableKey, forms.ModelChoiceField[Spot]):
    def label_from_instance(self, spot: Spot) -> str:
        version = spot.approved_version
        length = f", {version.seconds} s" if version else ""
        return f"{spot.title}{length}" + (f" ({spot.campaign})" if spot.campaign else "")


class SwapForm(forms.Form):
    with_spot = OtherSpot(Spot.objects.none(), label=_("Nouveau spot"), empty_label=_("Choisissez…"))
    since = DayField(label=_("À partir du"))

    def __init__(self, *args: Any, others: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["with_spot"].queryset = others  # type: ignore[attr-defined]


@opens_to(*WHO, methods=("GET", "POST"))
def swap(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """`?since=` the day proposed. A POST with `preview` shows what would change; without, it changes it."""
    spot = get_object_or_404(Spot.objects.visible_to(request.user).select_related("approved_version"), pk=pk)
    approved = Spot.objects.visible_to(request.user).approved().filter(organisation=spot.organisation).exclude(pk=pk)
    others = approved.select_related("approved_version", "campaign").order_by("title")
    form = SwapForm(request.POST or None, others=others, initial={"since": day_asked(request, "since")})
    context = {"spot": spot, "form": form, "others": others}
    if request.method != "POST" or not form.is_valid():
        return with_form(request, "spot/diffusion/swap.html", context)
    asked = {"since": form.cleaned_data["since"], "by": request.user}
    other = form.cleaned_data["with_spot"]
    if in_form(request).has("preview"):
        report = airings.preview_swap(spot, other, **asked)
        return render(request, "spot/diffusion/swap.html", {**context, "report": report, "other": other})
    _tell(request, airings.swap(spot, other, **asked), other)
    return see_other(reverse("diffusion:spot", args=[other.pk]))


def _tell(request: SignedInRequest, report: Swapped, other: Spot) -> None:
    count = len(report.done)
    if count:
        say(request, f"« {other} » prend {counted(count, 'passage', 'passages')}.")
    for airing, refusal in report.refused:
        messages.warning(request, f"{airing.day:%d/%m/%Y}, {airing.ad_break} : {refusal.detail}")
    if not count and not report.refused:
        messages.warning(request, "Aucun passage planifié à partir de ce jour.")
