"""What is typed about spots: an upload, a filter of the library, a reuse."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from spot.campaigns.models import Campaign
from spot.common.refusals import Refused
from spot.creatives.formats import ACCEPTED
from spot.creatives.models import MediaType, Spot
from spot.creatives.workflow import Status
from spot.desks.fields import LineField, ReadableKey


@contextmanager
def shown_beside(form: forms.Form, field: str) -> Iterator[None]:
    """A refusal of what was sent (422) stands beside its field; any other is answered by the middleware."""
    try:
        yield
    except Refused as refusal:
        if refusal.status != 422:
            raise
        form.add_error(field, refusal.detail)


class UploadForm(forms.Form):
    title = LineField(
        label=_("Titre du spot"), max_length=120, help_text=_("Celui que la régie et l’antenne liront."),
        error_messages={"required": _("Donnez un titre à ce spot.")},
    )  # fmt: skip
    media = forms.FileField(  # type: ignore[assignment]  # the contract's name, which Django keeps for assets
        label=_("Fichier"), error_messages={"required": _("Choisissez un fichier."), "empty": _("Ce fichier est vide : choisissez-en un autre.")},
        widget=forms.FileInput(attrs={"accept": ",".join(ACCEPTED)}),
    )  # fmt: skip
    spot = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, campaign: Campaign, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.campaign = campaign
        self.fields["title"].required = not self["spot"].value()  # a new version keeps the title of its spot

    def clean_spot(self) -> Spot | None:
        if key := self.cleaned_data["spot"]:
            found = Spot.objects.filter(campaign=self.campaign, pk=key).first()
            if found is None:
                raise forms.ValidationError(
                    _("Ce spot n’est pas de cette campagne. Revenez à sa page, puis recommencez.")
                )
            return found
        return None


class LibraryFilter(forms.Form):
    """`status` is the latest version's."""

    status = forms.ChoiceField(
        label=_("Statut"), required=False, choices=[("", _("Tous les statuts")), *Status.choices]
    )
    kind = forms.ChoiceField(label=_("Type"), required=False, choices=[("", _("Vidéos et images")), *MediaType.choices])


class CampaignChoice(ReadableKey, forms.ModelChoiceField[Campaign]):
    """Campaigns of the same name are told apart by their dates."""

    def label_from_instance(self, obj: Campaign) -> str:
        return f"{obj.title}, du {obj.starts_on:%d/%m} au {obj.ends_on:%d/%m/%Y}"


class ReuseForm(forms.Form):
    campaign = CampaignChoice(label=_("Campagne"), queryset=Campaign.objects.none(), empty_label=None)

    def __init__(self, campaigns: Any, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["campaign"]
        field.queryset = campaigns
