"""What a visitor asks the price of. Everything comes by the address, so that a price can be sent to somebody."""

import re
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from spot.common.asked import Asked, number
from spot.desks.fields import LineField
from spot.pricing.cascade import LineAsked
from spot.pricing.queries import SheetRow

LENGTHS = (15, 30, 45, 60)
MOST_LINES = 20
MOST_AIRINGS = 999
LONGEST_SECONDS = 300
MOST_FCFA = 10**9
BETWEEN_DIGITS = re.compile(r"[\s.]|f ?cfa$", re.IGNORECASE)


def priced_choices(sheet: list[SheetRow]) -> list[tuple[str, str]]:
    """The dayparts a visitor may choose: those of the sheet that have a price."""
    return [
        (row.daypart.slug, f"{row.daypart.name} {row.daypart.starts:%H:%M}–{row.daypart.ends:%H:%M}")
        for row in sheet
        if not row.is_on_request
    ]


class LineForm(forms.Form):
    """One line: so many airings of one length in a daypart."""

    seconds = forms.IntegerField(label=_("Durée"), min_value=1, max_value=LONGEST_SECONDS)
    airings = forms.IntegerField(label=_("Passages"), min_value=1, max_value=MOST_AIRINGS)
    position = forms.ChoiceField(
        label=_("Position dans l’écran"),
        required=False,
        choices=[("", _("indifférente")), ("first", _("première")), ("last", _("dernière"))],
    )

    def __init__(self, *args: Any, sheet: list[SheetRow], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["daypart"] = forms.ChoiceField(label=_("Moment de la journée"), choices=priced_choices(sheet))

    def line(self) -> LineAsked:
        """The line as the cascade takes it. Only of a valid form."""
        asked = self.cleaned_data
        return LineAsked(asked["daypart"], asked["seconds"], asked["airings"], asked["position"] or None)


class BudgetForm(forms.Form):
    """The reverse question: what a budget buys."""

    budget = LineField(
        label=_("Budget TTC"),
        widget=forms.TextInput(attrs={"data-money": "", "data-unit": "F CFA", "inputmode": "numeric"}),
    )
    budget_seconds = forms.TypedChoiceField(
        label=_("Durée du spot"),
        coerce=int,
        choices=[(length, f"{length} s") for length in (15, 30, 45)],
        widget=forms.RadioSelect(attrs={"data-look": "segmented"}),
    )

    def clean_budget(self) -> int:
        """Whole francs; the spaces people type between thousands do not count."""
        digits = BETWEEN_DIGITS.sub("", self.cleaned_data["budget"])
        if (found := number(digits, most=MOST_FCFA)) is None:
            raise forms.ValidationError(_("Écrivez un montant en francs, en chiffres : 500 000."))
        return found


def lines_asked(asked: Asked, sheet: list[SheetRow]) -> list[LineForm]:
    """The lines of an address: daypart, seconds, airings and position, repeated; what is not a line is left out."""
    rows = asked.several(("daypart", "seconds", "airings", "position"), most=MOST_LINES)
    forms_asked = [LineForm(row, sheet=sheet) for row in rows]
    return [form for form in forms_asked if form.is_valid()]
