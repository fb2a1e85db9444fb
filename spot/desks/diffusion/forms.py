"""The form that places one spot, or several, once or many times."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from spot.breaks.models import Daypart
from spot.common import clock
from spot.creatives.models import Spot
from spot.desks.fields import DayField, LineField, RowField, WeekdaysField
from spot.planning import queries
from spot.planning.services import MAX_DAYS, MAX_PER_DAY

POSITIONS = [("", _("Indifférente")), ("first", _("Première")), ("last", _("Dernière"))]
A_WEEK = timedelta(days=6)


class PlacementForm(forms.Form):
    """Where and when: days, weekdays, one écran by its code or any of a daypart, how many a day."""

    starts_on = DayField(label=_("Du"))
    ends_on = DayField(label=_("Au"))
    weekdays = WeekdaysField(label=_("Jours de la semaine"))
    daypart = RowField(
        Daypart.objects.all(), label=_("Tranche horaire"), required=False, empty_label=_("Choisissez…"),
        help_text=_("Les écrans les moins remplis d’abord."),
    )  # fmt: skip
    code = LineField(
        label=_("ou un écran précis"), required=False, max_length=10, help_text=_("L’écran l’emporte sur la tranche."),
    )  # fmt: skip
    per_day = forms.IntegerField(
        label=_("Passages par jour"), min_value=1, max_value=MAX_PER_DAY, required=False, initial=1,
        widget=forms.NumberInput({"data-look": "stepper", "inputmode": "numeric"}),
    )  # fmt: skip
    position = forms.ChoiceField(
        label=_("Place dans l’écran"), choices=POSITIONS, required=False,
        widget=forms.RadioSelect({"data-look": "segmented"}),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        today = clock.broadcast_today()
        self.initial = {
            "starts_on": today,
            "ends_on": today + A_WEEK,
            "weekdays": list("0123456"),
            "position": "",
            **self.initial,
        }
        known = [(code, f"{code} {title}".strip()) for code, title in queries.breaks_to_choose(today, today + A_WEEK)]
        self.fields["code"].widget = forms.Select(choices=[("", _("Choisissez…")), *known])

    @classmethod
    def suggested(cls, spots: Sequence[Spot]) -> "PlacementForm":
        """The form as these spots would have it: a week from today, within their campaigns."""
        today, campaigns = clock.broadcast_today(), [spot.campaign for spot in spots if spot.campaign]
        first = max([today, *(each.starts_on for each in campaigns)])
        last = min([first + A_WEEK, *(each.ends_on for each in campaigns if each.ends_on >= first)])
        return cls(initial={"starts_on": first, "ends_on": last})

    def clean_per_day(self) -> int:
        return self.cleaned_data["per_day"] or 1

    def clean(self) -> dict[str, Any]:
        facts: dict[str, Any] = super().clean() or {}
        first, last = facts.get("starts_on"), facts.get("ends_on")
        if first and last:
            self._check_days(first, last)
        if not facts.get("code") and not facts.get("daypart") and not self.has_error("daypart"):
            self.add_error("daypart", _("Choisissez une tranche horaire ou un écran."))
        return facts

    def _check_days(self, first: date, last: date) -> None:
        if last < first:
            self.add_error("ends_on", _("Choisissez une date à partir du %(first)s.") % {"first": f"{first:%d/%m/%Y}"})
        elif (last - first).days >= MAX_DAYS:
            self.add_error("ends_on", _("Un placement couvre au plus %(days)s jours.") % {"days": MAX_DAYS})

    @property
    def asked(self) -> dict[str, Any]:
        """What `planning.services.place` takes."""
        facts = self.cleaned_data
        daypart: Daypart | None = facts["daypart"]
        return {
            "starts_on": facts["starts_on"],
            "ends_on": facts["ends_on"],
            "weekdays": [int(day) for day in facts["weekdays"]],
            "code": facts["code"],
            "daypart": daypart.slug if daypart else "",
            "per_day": facts["per_day"],
            "position": facts["position"] or None,
        }
