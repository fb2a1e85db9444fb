"""Ordering: the short form, then the four steps, each kept as a draft."""

from typing import Any
from uuid import UUID

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from spot.campaigns import completeness, services
from spot.campaigns.models import Campaign
from spot.campaigns.workflow import VERBS, WHO_SAVES
from spot.common.asked import in_address, in_form
from spot.common.sent_once import sent_once
from spot.common.web import opens_to, see_other, with_form
from spot.desks import campaign_sheet
from spot.desks.advertiser import order_lines
from spot.desks.advertiser.forms import CampaignStep, DatesForm, ShortForm, SpotStep, line_forms, ordered_in
from spot.desks.advertiser.live_price import live_price
from spot.desks.fields import say_what_is_wrong
from spot.desks.requests import SignedInRequest
from spot.journal.models import Entry

STEPS = {"campaign": _("Campagne"), "diffusion": _("Diffusion"), "spot": _("Spot"), "summary": _("Récapitulatif")}
ORDER = list(STEPS)
FROM_SIMULATOR = (
    "daypart", "seconds", "airings", "starts_on", "ends_on", "title", "on_behalf", "product_category", "objective",
)  # fmt: skip


@opens_to(*WHO_SAVES, methods=["GET", "POST"])
@sent_once
def create(request: SignedInRequest) -> HttpResponse:
    # The simulator repeats its names, a line after the other: the order opens with the first, step 2 adds moments.
    opened = in_address(request)
    initial = opened.to_fill(FROM_SIMULATOR)
    form = ShortForm(request.POST or None, user=request.user, initial={"objective": "notoriete", **initial})
    if form.is_valid():
        made = services.draft(by=request.user, organisation=form.organisation, lines=[form.line], **form.facts)
        return see_other(reverse("advertiser:campaign", args=[made.pk]))
    if request.method == "GET":
        say_what_is_wrong(form, initial)
    context = {"form": form, **live_price(request, in_form(request) or opened)}
    return with_form(request, "spot/advertiser/campaign_create.html", context)


@opens_to(*WHO_SAVES, methods=["GET", "POST"])
def edit(request: SignedInRequest, campaign_id: UUID, step: str) -> HttpResponse:
    draft = get_object_or_404(Campaign.objects.visible_to(request.user).select_related("organisation"), pk=campaign_id)
    if step not in STEPS:
        raise Http404
    VERBS.check("save", draft, by=request.user)
    return VIEWS[step](request, draft)


def _campaign(request: SignedInRequest, draft: Campaign) -> HttpResponse:
    names = ("title", "product_category", "objective", "channel", "languages", "audience", "key_message")
    form = CampaignStep(request.POST or None, initial={name: getattr(draft, name) for name in names})
    if form.is_valid():
        services.save(draft, by=request.user, **form.cleaned_data)
        return _onward(request, draft, "campaign")
    return with_form(request, "spot/advertiser/edit_campaign.html", _context(draft, "campaign", form=form))


def _diffusion(request: SignedInRequest, draft: Campaign) -> HttpResponse:
    form = DatesForm(request.POST or None, initial={"starts_on": draft.starts_on, "ends_on": draft.ends_on})
    lines = line_forms(draft, request.POST or None, one_more=in_address(request).has("more"))
    if form.is_valid() and lines.is_valid():
        services.save(draft, by=request.user, lines=ordered_in(lines), **form.cleaned_data)
        return _onward(request, draft, "diffusion")
    context = _context(draft, "diffusion", form=form, lines=lines, **live_price(request, in_form(request), draft))
    return with_form(request, "spot/advertiser/edit_diffusion.html", context)


def _spot(request: SignedInRequest, draft: Campaign) -> HttpResponse:
    form = SpotStep(request.POST or None, initial={"spot_source": draft.spot_source})
    if form.is_valid():
        services.save(draft, by=request.user, **form.cleaned_data)
        return _onward(request, draft, "spot")
    return with_form(
        request, "spot/advertiser/edit_spot.html", _context(draft, "spot", form=form, spots=draft.spots.all())
    )


def _summary(request: SignedInRequest, draft: Campaign) -> HttpResponse:
    """Reads the order back; the button on it submits."""
    context = _context(
        draft, "summary", problems=completeness.problems(draft), lines=order_lines.rows(draft),
        price=campaign_sheet.price_of(draft),
    )  # fmt: skip
    return render(request, "spot/advertiser/edit_summary.html", context)


VIEWS = {"campaign": _campaign, "diffusion": _diffusion, "spot": _spot, "summary": _summary}


def _context(draft: Campaign, step: str, *, form: forms.Form | None = None, **more: Any) -> dict[str, Any]:
    at = ORDER.index(step)
    steps = [
        {
            "word": STEPS[name],
            "url": _url(draft, name),
            "state": "current" if n == at else "done" if n < at else "later",
        }
        for n, name in enumerate(ORDER)
    ]
    before = _url(draft, ORDER[at - 1]) if at else ""
    saved_at = Entry.objects.about(draft).order_by("-at").values_list("at", flat=True).first()
    return {"campaign": draft, "form": form, "steps": steps, "before": before, "saved_at": saved_at, **more}


def _onward(request: SignedInRequest, draft: Campaign, step: str) -> HttpResponse:
    """Where the pressed button leads: the next step, one more moment, or out with the draft kept."""
    then = in_form(request).choice("then", ["leave", "more"])
    if then == "leave":
        return see_other(reverse("advertiser:campaign", args=[draft.pk]))
    if then == "more":
        return see_other(f"{_url(draft, step)}?more=1#more")
    return see_other(_url(draft, ORDER[ORDER.index(step) + 1]))


def _url(draft: Campaign, step: str) -> str:
    return reverse("advertiser:campaign_edit", args=[draft.pk, step])
