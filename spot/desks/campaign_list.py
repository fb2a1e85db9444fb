"""The list of campaigns, for whoever sees one: filters of its URL, their chips, its rows with their progress."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _
from django_filters import ChoiceFilter, FilterSet

from spot.accounts.models import Organisation
from spot.accounts.workflow import Kind
from spot.airings.queries import progress
from spot.campaigns.models import Campaign
from spot.campaigns.workflow import Shown, Status
from spot.desks.filters import DayFilter, RowFilter, SortFilter, WordsFilter
from spot.desks.requests import SignedInRequest

SHOWN = [*((s.value, s.label) for s in Status), *((s.value, s.label) for s in Shown)]
SORTS = ("created_at", "title", "starts_on", "total_ttc_fcfa", "organisation__name", "submitted_at")


def organisations_of(request: SignedInRequest | None) -> QuerySet[Organisation]:
    return Organisation.objects.visible_to(request.user) if request else Organisation.objects.none()


class CampaignFilter(FilterSet):
    """What the URL of a list may ask. Values that mean nothing are left aside."""

    q = WordsFilter(method="search", label=_("Rechercher"))
    status = ChoiceFilter(method="by_status", choices=SHOWN, label=_("Statut"), empty_label=_("Tous les statuts"))
    start = DayFilter("ends_on", "gte", label=_("À l’antenne du"))
    end = DayFilter("starts_on", "lte", label=_("au"))
    organisation = RowFilter(queryset=organisations_of, label=_("Annonceur"), empty_label=_("Tous les annonceurs"))
    sort = SortFilter(fields=SORTS)

    class Meta:
        model = Campaign
        fields: Sequence[str] = ()

    def __init__(self, request: SignedInRequest, rows: QuerySet[Campaign]) -> None:
        super().__init__(request.GET, rows, request=request)
        user = request.user
        acting = user.organisation if user.is_authenticated else None
        if acting and acting.kind != Kind.AGENCY:
            del self.filters["organisation"]  # an advertiser orders for nobody else

    def search(self, rows: QuerySet[Campaign], name: str, value: str) -> QuerySet[Campaign]:
        return rows.filter(
            Q(title__icontains=value) | Q(reference__icontains=value) | Q(organisation__name__icontains=value)
        )

    def by_status(self, rows: Any, name: str, value: str) -> Any:
        return rows.shown_as(value)

    @property
    def fields(self) -> list[forms.BoundField]:
        return [self.form[name] for name in self.filters if name not in {"q", "sort"}]

    @property
    def chips(self) -> list[dict[str, str]]:
        """What is filtered now, as words; each chip takes its parameter away."""
        chosen = self.form.cleaned_data if self.form.is_bound and self.form.is_valid() else {}
        names = [name for name in ("status", "start", "end", "organisation") if chosen.get(name)]
        return [{"name": name, "label": self._said(name, chosen[name])} for name in names]

    def _said(self, name: str, value: Any) -> str:
        if name == "status":
            return str(dict(SHOWN)[value])
        return f"{self.form[name].label.lower()} {value:%d/%m/%Y}" if name in {"start", "end"} else str(value)


@dataclass(frozen=True)
class Row:
    campaign: Campaign
    counts: dict[str, int]

    @property
    def to_come(self) -> int:
        """Airings ordered and not settled yet."""
        return max(0, self.counts["ordered"] - sum(self.counts[s] for s in ("aired", "missed", "preempted")))


def rows_of(campaigns: Iterable[Campaign]) -> list[Row]:
    """The campaigns of a page with what became of their airings: two queries whatever their number."""
    shown = list(campaigns)
    counts: dict[UUID, dict[str, int]] = progress(campaign.pk for campaign in shown)
    return [Row(campaign, counts[campaign.pk]) for campaign in shown]
