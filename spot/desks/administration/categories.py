"""What the law lets each category of product do, as administrators keep it."""

from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from spot.accounts.workflow import Role
from spot.clearance import services
from spot.clearance.models import ProductCategory, Rule
from spot.common.web import opens_to, say, see_other, with_form
from spot.desks.fields import LineField, NoteField
from spot.desks.requests import SignedInRequest

HOURS = ["%H:%M", "%H:%M:%S", "%Hh%M", "%H h %M"]


def _time_field(label: Any) -> forms.TimeField:
    return forms.TimeField(
        label=label, required=False, input_formats=HOURS, widget=forms.TimeInput({"type": "time"}, "%H:%M")
    )


class RuleForm(forms.Form):
    name = LineField(label=gettext_lazy("Nom"), max_length=80)
    rule = forms.ChoiceField(
        label=gettext_lazy("Règle"), choices=Rule.choices, widget=forms.RadioSelect({"data-look": "segmented"})
    )
    allowed_from = _time_field(gettext_lazy("À partir de"))
    allowed_until = _time_field(gettext_lazy("Jusqu’à"))
    article = NoteField(
        label=gettext_lazy("Texte appliqué"), required=False, max_length=2_000, widget=forms.Textarea({"rows": 3}),
        help_text=gettext_lazy("Cité à l’annonceur quand la règle l’arrête."),
    )  # fmt: skip
    is_exclusive = forms.BooleanField(
        label=gettext_lazy("Deux concurrents de cette catégorie ne passent jamais dans le même écran"), required=False
    )

    def clean(self) -> dict[str, Any]:
        facts: dict[str, Any] = super().clean() or {}
        if facts.get("rule") == Rule.HOURS and not (facts.get("allowed_from") and facts.get("allowed_until")):
            self.add_error("allowed_from", _("Donnez les deux heures entre lesquelles la diffusion est permise."))
        return facts


@opens_to(Role.ADMIN)
def categories(request: SignedInRequest) -> HttpResponse:
    return render(request, "spot/administration/categories.html", {"categories": ProductCategory.objects.all()})


@opens_to(Role.ADMIN, methods=["GET", "POST"])
def category(request: SignedInRequest, slug: str) -> HttpResponse:
    edited = get_object_or_404(ProductCategory, slug=slug)
    initial = {name: getattr(edited, name) for name in RuleForm.base_fields}
    form = RuleForm(request.POST or None, initial=initial)
    if form.is_valid():
        services.change_rule(edited, by=request.user, **form.cleaned_data)
        say(request, _("La règle de « %(name)s » est enregistrée.") % {"name": form.cleaned_data["name"]})
        return see_other(reverse("administration:categories"))
    return with_form(request, "spot/administration/category.html", {"category": edited, "form": form})
