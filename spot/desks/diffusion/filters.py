"""What the lists of the desk may be asked by their URL: filters, order, and the chips that say them."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _
from django_filters import AllValuesFilter, ChoiceFilter, FilterSet

from spot.accounts.models import Organisation
from spot.airings.models import Airing
from spot.breaks.models import Daypart
from spot.common import clock
from spot.common.asked import Asked, in_address
from spot.creatives.models import MediaType, Spot
from spot.desks.fields import DayField
from spot.desks.filters import DayFilter, RowFilter, SortFilter, WordsFilter
from spot.desks.requests import SignedInRequest
from spot.planning import queries

A_DAY = DayField(required=False)
TO_PLACE, PLACED, WAITING, ALL = "to_place", "placed", "waiting", "all"
STATES = [
    (TO_PLACE, _("À placer")),
    (PLACED, _("Tout est placé")),
    (WAITING, _("Pas encore approuvés")),
    (ALL, _("Tous les spots")),
]


def clients(request: SignedInRequest | None) -> QuerySet[Organisation]:
    return Organisation.objects.visible_to(request.user) if request else Organisation.objects.none()


class ListFilter(FilterSet):
    """A filter that keeps its default order, and tells what it filters."""

    default_sort: tuple[str, ...] = ()
    silent: tuple[str, ...] = ("q", "sort")

    def __init__(self, request: SignedInRequest, rows: QuerySet[Any]) -> None:
        super().__init__(self.defaulted(request.GET.copy()), rows, request=request)

    def defaulted(self, data: QueryDict) -> QueryDict:
        """What the URL asks, with what the list shows when it asks nothing."""
        return data

    @property
    def rows(self) -> QuerySet[Any]:
        """The rows in a whole order, so that pages never overlap."""
        found: QuerySet[Any] = self.qs
        return found.order_by(*(found.query.order_by or self.default_sort), "pk")

    @property
    def bars(self) -> list[forms.BoundField]:
        """The fields that stand in the bar beside the search."""
        return [self.form[name] for name in self.form.fields if name not in self.silent]

    @property
    def chips(self) -> list[dict[str, str]]:
        """What is filtered, in words."""
        asked = [said for said in self._said() if said[0] != "q" and in_address(self.request).has(said[0])]
        return [{"name": name, "label": f"{label} : {value}"} for name, label, value in asked]

    @property
    def criteria(self) -> list[tuple[str, str]]:
        """What is filtered, for documents."""
        return [(label, value) for _name, label, value in self._said()]

    @property
    def asked(self) -> dict[str, Any]:
        """What was asked and means something."""
        self.form.is_valid()
        return {name: value for name, value in self.form.cleaned_data.items() if value}

    def _said(self) -> list[tuple[str, str, str]]:
        facts = [(name, value) for name, value in self.asked.items() if name != "sort"]
        return [(name, str(self.form.fields[name].label), self._word(name, value)) for name, value in facts]

    def _word(self, name: str, value: Any) -> str:
        choices = dict(getattr(self.form.fields[name], "choices", ())) if isinstance(value, str) else {}
        return f"{value:%d/%m/%Y}" if hasattr(value, "strftime") else str(choices.get(value, value))


class SpotFilter(ListFilter):
    """The spots to place; `status` says which when it is asked."""

    default_sort = ("campaign__ends_on", "title")

    q = WordsFilter(method="search", label=_("Recherche"))
    status = ChoiceFilter(method="by_state", choices=STATES, label=_("Statut"), empty_label=_("À placer"))
    client = RowFilter("organisation", queryset=clients, label=_("Annonceur"), empty_label=_("Tous les annonceurs"))
    type = ChoiceFilter(
        "approved_version__media_type", choices=MediaType.choices, label=_("Type"), empty_label=_("Vidéo et image")
    )
    length = AllValuesFilter("approved_version__seconds", label=_("Durée"), empty_label=_("Toutes durées"))
    date = DayFilter(method="on_air", label=_("À l’antenne le"))
    sort = SortFilter(
        fields=(
            ("title", "title"), ("organisation__name", "client"), ("seconds", "length"), ("left", "left"),
            ("campaign__ends_on", "ends"),
        )
    )  # fmt: skip

    class Meta:
        model = Spot
        fields: Sequence[str] = ()

    @property
    def qs(self) -> QuerySet[Any]:
        """Without a state asked, what waits to be placed."""
        rows: QuerySet[Any] = super().qs
        return rows if self.asked.get("status") else self.by_state(rows, "status", TO_PLACE)

    @property
    def criteria(self) -> list[tuple[str, str]]:
        said = super().criteria
        return said if self.asked.get("status") else [(str(_("Statut")), str(_("À placer"))), *said]

    def search(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        return rows.filter(
            Q(title__icontains=value) | Q(organisation__name__icontains=value) | Q(campaign__title__icontains=value)
            | Q(approved_version__house_number__icontains=value)
        )  # fmt: skip

    def by_state(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        if value == WAITING:
            return rows.filter(approved_version__isnull=True).exclude(latest_status="withdrawn")
        if value == TO_PLACE:
            return queries.running(rows).filter(left__gt=0)
        return queries.running(rows).filter(left__lte=0) if value == PLACED else rows

    def on_air(self, rows: QuerySet[Any], name: str, value: Any) -> QuerySet[Any]:
        return rows.filter(campaign__starts_on__lte=value, campaign__ends_on__gte=value)


class AiringFilter(ListFilter):
    """Airings by words, client, daypart and days."""

    default_sort = ("-ad_break__starts_at", "rank")

    q = WordsFilter(method="search", label=_("Recherche"))
    client = RowFilter("organisation", queryset=clients, label=_("Annonceur"), empty_label=_("Tous les annonceurs"))
    daypart = RowFilter(
        "daypart", queryset=Daypart.objects.all(), label=_("Tranche"), empty_label=_("Toutes les tranches")
    )
    sort = SortFilter(
        fields=(
            ("ad_break__starts_at", "hour"), ("spot__title", "title"), ("organisation__name", "client"),
            ("seconds", "length"), ("aired_at", "aired"),
        )
    )  # fmt: skip

    class Meta:
        model = Airing
        fields: Sequence[str] = ()

    def search(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        return rows.filter(
            Q(spot__title__icontains=value) | Q(organisation__name__icontains=value) | Q(ad_break__code=value)
            | Q(spot_version__house_number__icontains=value)
        )  # fmt: skip


class AiredFilter(AiringFilter):
    """Aired ones, of this month unless days are asked for; the days are broadcast days, both included."""

    start = DayFilter("day", "gte", label=_("Du"))
    end = DayFilter("day", "lte", label=_("Au"))

    def defaulted(self, data: QueryDict) -> QueryDict:
        asked = Asked(data)
        if not any(asked.through(A_DAY, name) for name in ("start", "end")):  # absent, or no days
            data["start"] = clock.broadcast_today().replace(day=1).isoformat()
        return data


class LateFilter(AiringFilter):
    """The oldest first: what waits longest."""

    default_sort = ("ad_break__starts_at", "rank")
