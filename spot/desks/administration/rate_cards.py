"""Rate cards: the list, a draft from another, its prices, its publication."""

from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from spot.accounts.workflow import Role
from spot.breaks.models import Daypart
from spot.common.refusals import Refused
from spot.common.sent_once import sent_once
from spot.common.web import opens_to, say, see_other, with_form
from spot.desks.fields import DayField, LineField, RowField
from spot.desks.requests import SignedInRequest
from spot.pricing import queries, services
from spot.pricing.models import RateCard
from spot.pricing.workflow import VERBS, Status

MOST_FCFA = 100_000_000
PERCENTAGES = ("vat_bp", "short_bp", "extra_second_bp", "position_bp", "agency_bp")


class DraftForm(forms.Form):
    source = RowField(RateCard.objects.none(), label=gettext_lazy("Reprendre les prix de"), empty_label=None)
    name = LineField(label=gettext_lazy("Nom"), max_length=60)
    valid_from = DayField(label=gettext_lazy("En vigueur à partir du"))

    def __init__(self, *args: Any, cards: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["source"].queryset = cards  # type: ignore[attr-defined]


class PercentField(forms.DecimalField):
    """Typed in per cent (15 or 2,5), kept in basis points."""

    def __init__(self, label: Any) -> None:
        widget = forms.NumberInput({"data-unit": "%", "step": "0.01"})
        super().__init__(label=label, min_value=0, max_value=100, decimal_places=2, widget=widget)

    def clean(self, value: Any) -> int:
        return int(super().clean(str(value or "").replace(",", ".")) * 100)

    def prepare_value(self, value: Any) -> Any:
        return f"{value / 100:g}" if isinstance(value, int) else value


class CardForm(forms.Form):
    """The prices of a draft: one field a daypart (FCFA before tax, 31 to 60 s; empty: on request), and the percentages."""

    name = LineField(label=gettext_lazy("Nom"), max_length=60)
    valid_from = DayField(label=gettext_lazy("En vigueur à partir du"))
    vat_bp = PercentField(gettext_lazy("TVA"))
    short_bp = PercentField(gettext_lazy("0 à 30 s, part du tarif 31–60 s"))
    extra_second_bp = PercentField(gettext_lazy("Par seconde au-delà de 60 s"))
    position_bp = PercentField(gettext_lazy("Première ou dernière position"))
    agency_bp = PercentField(gettext_lazy("Commission d’agence"))

    def __init__(self, *args: Any, dayparts: list[Daypart], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for daypart in dayparts:
            self.fields[f"rate_{daypart.slug}"] = forms.IntegerField(
                label=daypart.name, required=False, min_value=1, max_value=MOST_FCFA,
                widget=forms.TextInput({"data-money": "", "data-unit": "F CFA", "inputmode": "numeric"}),
            )  # fmt: skip

    @property
    def rates(self) -> dict[str, int | None]:
        prefix = "rate_"
        return {
            name.removeprefix(prefix): value for name, value in self.cleaned_data.items() if name.startswith(prefix)
        }

    @property
    def facts(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("name", "valid_from", *PERCENTAGES)}

    @property
    def rate_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in self.fields if name.startswith("rate_")]

    @property
    def other_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in self.fields if not name.startswith("rate_")]


@opens_to(Role.ADMIN, methods=["GET", "POST"])
@sent_once
def rate_cards(request: SignedInRequest) -> HttpResponse:
    """Every card, and the form that drafts one from another."""
    cards = RateCard.objects.visible_to(request.user)
    form = DraftForm(request.POST or None, cards=cards)
    if form.is_valid():
        asked = form.cleaned_data
        draft = services.draft_from(
            asked["source"], by=request.user, name=asked["name"], valid_from=asked["valid_from"]
        )
        return see_other(reverse("administration:rate_card", args=[draft.pk]))
    context = {"form": form, "cards": cards, "in_force": _in_force()}
    return with_form(request, "spot/administration/rate_cards.html", context)


@opens_to(Role.ADMIN, methods=["GET", "POST"])
def rate_card(request: SignedInRequest, card_id: UUID) -> HttpResponse:
    card = get_object_or_404(RateCard.objects.visible_to(request.user), pk=card_id)
    dayparts, prices = list(Daypart.objects.all()), queries.tariffs_of(card)
    initial = {name: getattr(card, name) for name in ("name", "valid_from", *PERCENTAGES)}
    initial |= {f"rate_{slug}": tariff.base_ht_fcfa for slug, tariff in prices.items()}
    form = CardForm(request.POST or None, dayparts=dayparts, initial=initial)
    if form.is_valid():
        services.save(card, by=request.user, rates=form.rates, **form.facts)
        say(request, _("La grille est enregistrée."))
        return see_other(reverse("administration:rate_card", args=[card.pk]))
    context = {"card": card, "form": form, "is_draft": card.status == Status.DRAFT, "verbs": VERBS.open_to(card, request.user),
               "rows": queries.rows_of(card), "services": card.services.all()}  # fmt: skip
    return with_form(request, "spot/administration/rate_card.html", context)


@opens_to(Role.ADMIN, methods=["POST"])
def publication(request: SignedInRequest, card_id: UUID) -> HttpResponse:
    card = get_object_or_404(RateCard.objects.visible_to(request.user), pk=card_id)
    published = services.publish(card, by=request.user)
    say(request, _("« %(name)s » est publiée.") % {"name": published.name})
    return see_other(reverse("administration:rate_cards"))


def _in_force() -> RateCard | None:
    try:
        return queries.rate_card_on()
    except Refused:  # a station that has not published its first card yet
        return None
