"""The forms of the grid: a break of the week, a break of one day."""

from datetime import time
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from spot.airings.workflow import Reason
from spot.desks.fields import LineField, WeekdaysField

SHORTEST, LONGEST = 5, 900
WHY_CANCELLED = [
    (reason.value, reason.label) for reason in (Reason.PREEMPTED, Reason.TECHNICAL, Reason.DID_NOT_AIR, Reason.UNKNOWN)
]


class BreakForm(forms.Form):
    """An écran: its hour, code, title and length."""

    starts = forms.TimeField(
        label=_("Heure"), input_formats=["%H:%M", "%H:%M:%S", "%Hh%M"], widget=forms.TimeInput({"type": "time"}, "%H:%M"),
        help_text=_("La journée de diffusion va de 06:00 à 05:59."),
    )  # fmt: skip
    code = forms.SlugField(
        label=_("Code"), max_length=10, help_text=_("Celui sous lequel il est vendu, par exemple 1925.")
    )
    title = LineField(
        label=_("Titre"), max_length=60, required=False, help_text=_("Sa place dans la grille : Avant JT.")
    )
    capacity_seconds = forms.IntegerField(
        label=_("Durée"), min_value=SHORTEST, max_value=LONGEST, initial=120,
        widget=forms.NumberInput({"data-unit": "s", "inputmode": "numeric"}),
    )  # fmt: skip

    @property
    def facts(self) -> dict[str, Any]:
        """What a break is called and how long it lasts."""
        return {name: self.cleaned_data[name] for name in ("code", "title", "capacity_seconds")}

    @property
    def at(self) -> time:
        at: time = self.cleaned_data["starts"]
        return at


class WeekForm(BreakForm):
    """A new écran, on several weekdays at once."""

    weekdays = WeekdaysField(label=_("Jours de la semaine"))
    field_order = ["weekdays", "starts", "code", "title", "capacity_seconds"]

    @property
    def days(self) -> list[int]:
        return [int(day) for day in self.cleaned_data["weekdays"]]


class CancelForm(forms.Form):
    """Why a break leaves its day."""

    reason = forms.ChoiceField(label=_("Pourquoi"), choices=WHY_CANCELLED)
    note = LineField(label=_("Précision"), max_length=200, required=False)
