"""Forms of the people and organisations pages of the console."""

from typing import Any

from django import forms

from spot.accounts.models import Organisation
from spot.accounts.workflow import Access, Kind, Role, Status
from spot.desks.fields import DayField, LineField, RowField

STAFF_ROLES = [(role.value, role.label) for role in Role if role != Role.ADVERTISER]


class PeopleFilter(forms.Form):
    role = forms.ChoiceField(label="Rôle", required=False, choices=[("", "Tous les rôles"), *Role.choices])
    access = forms.ChoiceField(label="Accès", required=False, choices=[("", "Actifs et désactivés"), *Access.choices])


class OrganisationFilter(forms.Form):
    status = forms.ChoiceField(label="Statut", required=False, choices=[("", "Tous les statuts"), *Status.choices])
    kind = forms.ChoiceField(label="Type", required=False, choices=[("", "Annonceurs et agences"), *Kind.choices])


class RoleForm(forms.Form):
    role = forms.ChoiceField(label="Rôle", choices=STAFF_ROLES)


class ReasonForm(forms.Form):
    reason = LineField(label="Motif", max_length=300)


class InviteStaffForm(forms.Form):
    email = forms.EmailField(label="Adresse de courriel", widget=forms.EmailInput({"autocomplete": "off"}))
    role = forms.ChoiceField(label="Rôle", choices=STAFF_ROLES)


class IdentityForm(forms.Form):
    """What an administrator checks against the papers."""

    name = LineField(label="Nom", max_length=120)
    ifu = LineField(label="IFU", max_length=20, required=False, help_text="Numéro d’identifiant financier unique.")
    rccm = LineField(
        label="RCCM",
        max_length=40,
        required=False,
        help_text="Registre du commerce, par exemple BF-OUA-01-2019-B12-04321.",
    )

    def __init__(self, *args: Any, organisation: Organisation, **kwargs: Any) -> None:
        initial = {name: getattr(organisation, name) for name in ("name", "ifu", "rccm")}
        super().__init__(*args, **{"initial": initial, **kwargs})
        self.organisation = organisation

    def clean_name(self) -> str:
        name: str = self.cleaned_data["name"].strip()
        if Organisation.objects.filter(name__iexact=name).exclude(pk=self.organisation.pk).exists():
            raise forms.ValidationError("Une autre organisation porte déjà ce nom.")
        return name


class MandateForm(forms.Form):
    """An agency that may act for this advertiser."""

    agency = RowField(label="Agence", queryset=Organisation.objects.none(), empty_label="Choisir une agence")
    starts_on = DayField(label="À partir du")
    ends_on = DayField(label="Jusqu’au", required=False)

    def __init__(self, *args: Any, organisation: Organisation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        agencies = Organisation.objects.filter(kind=Kind.AGENCY).exclude(pk=organisation.pk)
        self.fields["agency"].queryset = agencies  # type: ignore[attr-defined]  # the field above is a ModelChoiceField

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        starts_on, ends_on = cleaned.get("starts_on"), cleaned.get("ends_on")
        if starts_on and ends_on and ends_on < starts_on:
            self.add_error("ends_on", "Le mandat finit avant de commencer.")
        return cleaned
