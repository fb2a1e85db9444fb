"""Forms of one's own organisation."""

from typing import Any

from django import forms
from phonenumber_field.formfields import PhoneNumberField

from spot.accounts.models import Organisation
from spot.desks.fields import LineField

BAD_PHONE = "Saisissez un numéro comme 70 12 34 56, ou avec l’indicatif du pays (+226…)."
PAPERS = ("name", "ifu", "rccm")


class OrganisationForm(forms.Form):
    """Name, IFU and RCCM close once the station has checked them; the rest stays open."""

    name = LineField(label="Nom", max_length=120)
    ifu = LineField(label="IFU", max_length=20, required=False, help_text="Numéro d’identifiant financier unique.")
    rccm = LineField(label="RCCM", max_length=40, required=False, help_text="Numéro au registre du commerce.")
    address = LineField(label="Adresse", max_length=200, required=False)
    phone = PhoneNumberField(label="Téléphone", required=False, error_messages={"invalid": BAD_PHONE})
    email = forms.EmailField(label="Courriel", required=False)

    def __init__(self, *args: Any, organisation: Organisation, **kwargs: Any) -> None:
        initial = {name: getattr(organisation, name) for name in self.base_fields}
        super().__init__(*args, **{"initial": initial, **kwargs})
        self.organisation = organisation
        for name in PAPERS:
            self.fields[name].disabled = organisation.is_verified

    def clean_name(self) -> str:
        name: str = self.cleaned_data["name"].strip()
        if Organisation.objects.filter(name__iexact=name).exclude(pk=self.organisation.pk).exists():
            raise forms.ValidationError("Une autre organisation porte déjà ce nom.")
        return name


class InvitationForm(forms.Form):
    email = forms.EmailField(label="Adresse de courriel", widget=forms.EmailInput({"autocomplete": "off"}))
