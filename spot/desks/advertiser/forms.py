"""The order forms: the short one, and the four steps."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from spot.accounts.models import Organisation, User
from spot.accounts.workflow import Kind, Role
from spot.breaks.models import Daypart
from spot.campaigns.models import EVERY_DAY, Campaign, Channel, Objective, OrderLine, SpotSource
from spot.campaigns.queries import daypart_of
from spot.campaigns.services import LineOrdered
from spot.clearance.models import ProductCategory
from spot.common import clock
from spot.common.asked import Asked
from spot.common.refusals import Refused
from spot.common.text import is_line
from spot.desks.fields import (
    DayField,
    LineField,
    NoteField,
    ReadableKey,
    RowField,
    WeekdaysField,
)

MIN_SECONDS, MAX_SECONDS, MAX_AIRINGS = 5, 300, 5_000
MOST_LINES = 20
FURTHEST = timedelta(days=5 * 365)  # a slip such as 9026 is no date of a campaign, and no calendar could draw it
POSITIONS = [("", _("Indifférente")), ("first", _("Première")), ("last", _("Dernière"))]


def seconds_field(**facts: Any) -> forms.IntegerField:
    return forms.IntegerField(
        label=_("Durée du spot"), min_value=MIN_SECONDS, max_value=MAX_SECONDS, initial=30, **facts,
        widget=forms.NumberInput({"data-unit": "s", "inputmode": "numeric"}),
    )  # fmt: skip


def airings_field(**facts: Any) -> forms.IntegerField:
    return forms.IntegerField(
        label=_("Nombre de passages"), min_value=1, max_value=MAX_AIRINGS, initial=10, **facts,
        widget=forms.NumberInput({"data-look": "stepper", "inputmode": "numeric"}),
    )  # fmt: skip


class DatesForm(forms.Form):
    """First and last day; both are broadcast days, and the first is not past."""

    starts_on = DayField(label=_("Premier jour"))
    ends_on = DayField(label=_("Dernier jour"))

    def clean_starts_on(self) -> date:
        first: date = self.cleaned_data["starts_on"]
        if first < clock.broadcast_today():
            raise forms.ValidationError(_("Ce jour est passé : choisissez une date à partir d’aujourd’hui."))
        return first

    def clean_ends_on(self) -> date:
        last: date = self.cleaned_data["ends_on"]
        if last > (furthest := clock.broadcast_today() + FURTHEST):
            raise forms.ValidationError(_("Choisissez une date avant le %(day)s.") % {"day": f"{furthest:%d/%m/%Y}"})
        return last

    def clean(self) -> dict[str, Any]:
        facts: dict[str, Any] = super().clean() or {}
        first, last = facts.get("starts_on"), facts.get("ends_on")
        if first and last and last < first:
            self.add_error("ends_on", _("Choisissez une date à partir du %(first)s.") % {"first": f"{first:%d/%m/%Y}"})
        return facts


class FactsForm(forms.Form):
    """What every order says of itself."""

    title = LineField(label=_("Nom de la campagne"), max_length=120)
    product_category = RowField(
        ProductCategory.objects.all(), label=_("Catégorie de produit"), empty_label=_("Choisissez…"),
        help_text=_("Deux concurrents d’une même catégorie ne passent jamais dans le même écran."),
    )  # fmt: skip
    objective = forms.ChoiceField(
        label=_("Objectif"), choices=Objective.choices, widget=forms.RadioSelect({"data-look": "segmented"})
    )


class ClientField(ReadableKey, forms.ModelChoiceField[Organisation]):
    """An organisation, by its id (the page) or by its exact name (other programs)."""

    def to_python(self, value: Any) -> Any:
        return self._named(str(value or "")) or super().to_python(value)

    def _named(self, name: str) -> Organisation | None:
        if not name or not is_line(name) or self.queryset is None:
            return None
        return self.queryset.filter(name__iexact=name).first()


class ShortForm(FactsForm, DatesForm):
    """The whole order on one page: one line, submittable as it is."""

    daypart = RowField(Daypart.objects.all(), label=_("Moment de la journée"), empty_label=_("Choisissez…"))
    seconds = seconds_field()
    airings = airings_field()
    on_behalf = ClientField(Organisation.objects.none(), label=_("Pour l’annonceur"), empty_label=_("Choisissez…"))

    field_order = [
        "on_behalf",
        "title",
        "product_category",
        "objective",
        "starts_on",
        "ends_on",
        "daypart",
        "seconds",
        "airings",
    ]

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        self.order_fields(self.field_order)
        choices = clients_of(user)
        if choices is None:
            del self.fields["on_behalf"]
        else:
            self.fields["on_behalf"].queryset = choices  # type: ignore[attr-defined]
            self.fields["on_behalf"].required = user.organisation is None

    @property
    def organisation(self) -> Organisation:
        """Whom the order is for: the client chosen, else one's own organisation."""
        chosen: Organisation | None = self.cleaned_data.get("on_behalf") or self.user.organisation
        if chosen is None:
            raise ValueError("an advertiser always has an organisation")
        return chosen

    @property
    def facts(self) -> dict[str, Any]:
        names = ("title", "product_category", "objective", "starts_on", "ends_on")
        return {name: self.cleaned_data[name] for name in names}

    @property
    def line(self) -> LineOrdered:
        asked = self.cleaned_data
        return LineOrdered(daypart=asked["daypart"].slug, seconds=asked["seconds"], airings=asked["airings"])


class CampaignStep(FactsForm):
    """Step 1: what is advertised, to whom."""

    channel = forms.ChoiceField(
        label=_("Canal"), choices=Channel.choices, widget=forms.RadioSelect({"data-look": "segmented"})
    )
    languages = LineField(
        label=_("Langues"), required=False, max_length=120, help_text=_("Français, mooré, dioula, fulfuldé…")
    )
    audience = LineField(label=_("Public visé"), required=False, max_length=200)
    key_message = NoteField(
        label=_("Message clé"), required=False, max_length=500, widget=forms.Textarea({"rows": 3}),
        help_text=_("Ce que le public doit retenir, en une ou deux phrases."),
    )  # fmt: skip


class SpotStep(forms.Form):
    """Step 3: who makes the spot."""

    spot_source = forms.ChoiceField(
        label=_("Le spot"), choices=SpotSource.choices, widget=forms.RadioSelect({"data-look": "stacked"})
    )


class LineForm(forms.Form):
    """A moment of step 2: a daypart or an écran code, weekdays, length, number, position."""

    daypart = RowField(
        Daypart.objects.all(), label=_("Moment de la journée"), empty_label=_("Choisissez…"),
        error_messages={"required": _("Choisissez un moment de la journée, ou donnez le code d’un écran.")},
    )  # fmt: skip
    code = LineField(
        label=_("ou un écran précis"),
        required=False,
        max_length=10,
        help_text=_("Son code, par exemple 1925 pour « Avant JT »."),
    )
    weekdays = WeekdaysField(label=_("Jours de la semaine"), initial=list(EVERY_DAY))
    seconds = seconds_field()
    airings = airings_field()
    position = forms.ChoiceField(
        label=_("Position dans l’écran"), choices=POSITIONS, required=False, widget=forms.RadioSelect
    )

    def clean(self) -> dict[str, Any]:
        """A code is enough: it stands in a daypart of its own."""
        facts: dict[str, Any] = super().clean() or {}
        if code := facts.get("code"):
            self.errors.pop("daypart", None)
            if not daypart_of(code):
                self.add_error("code", _("Aucun écran ne porte ce code."))
        return facts

    @property
    def ordered(self) -> LineOrdered:
        asked = self.cleaned_data
        daypart = "" if asked["code"] else asked["daypart"].slug
        return LineOrdered(
            daypart=daypart, code=asked["code"], weekdays="".join(sorted(asked["weekdays"])), seconds=asked["seconds"],
            airings=asked["airings"], position=asked["position"] or None,
        )  # fmt: skip


class Moments(forms.BaseFormSet[LineForm]):
    def add_fields(self, form: Any, index: int | None) -> None:
        super().add_fields(form, index)
        form.fields["DELETE"].label = _("Retirer ce moment")


LineForms = forms.formset_factory(
    LineForm, Moments, extra=0, can_delete=True, max_num=MOST_LINES, absolute_max=MOST_LINES, validate_max=True
)


def line_forms(campaign: Campaign, data: Any = None, *, one_more: bool = False) -> forms.BaseFormSet[LineForm]:
    """The moments of a campaign; one empty when there is none yet, or when one more is asked for.

    Refused: `too_many_lines` (422), before a form is made: how many there are is what somebody sent.
    """
    if data is not None:
        _refuse_too_many(Asked(data))
    known = [initial_of(line) for line in campaign.lines.all()]
    made: forms.BaseFormSet[LineForm] = LineForms(data, initial=known, prefix="lines")
    if data is None:
        made.extra = 1 if one_more or not known else 0
    return made


def _refuse_too_many(sent: Asked) -> None:
    for count in ("lines-TOTAL_FORMS", "lines-INITIAL_FORMS"):
        if sent.number(count, most=MOST_LINES) is None:
            sentence = f"Une campagne compte {MOST_LINES} moments au plus. Rechargez la page, puis recommencez."
            raise Refused("too_many_lines", sentence, status=422)


def ordered_in(forms_: Iterable[LineForm]) -> list[LineOrdered]:
    """The lines that stay, in the order of the page."""
    return [form.ordered for form in forms_ if form.cleaned_data and not form.cleaned_data.get("DELETE")]


def initial_of(line: OrderLine) -> dict[str, Any]:
    return {
        "daypart": line.daypart_id, "code": line.code, "weekdays": list(line.weekdays), "seconds": line.seconds,
        "airings": line.airings, "position": line.position or "",
    }  # fmt: skip


def clients_of(user: User) -> Any:
    """Whom a person may order for; None when only for their own organisation."""
    if user.role in {Role.SALES, Role.ADMIN}:
        return Organisation.objects.visible_to(user)
    if user.organisation and user.organisation.kind == Kind.AGENCY:
        return Organisation.objects.visible_to(user)
    return None
