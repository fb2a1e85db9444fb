"""What the address of a list may ask, bounded. What means nothing filters nothing."""

from typing import Any

from django.db.models import QuerySet
from django_filters import CharFilter, DateFilter, ModelChoiceFilter, OrderingFilter
from django_filters.fields import ModelChoiceField

from spot.desks.fields import DayField, ReadableKey, WordsField

MOST_ORDERS = 3


class WordsFilter(CharFilter):
    field_class = WordsField


class DayFilter(DateFilter):
    field_class = DayField


class RowChoice(ReadableKey, ModelChoiceField):
    """A row chosen in a filter."""


class RowFilter(ModelChoiceFilter):
    field_class = RowChoice


class SortFilter(OrderingFilter):
    """An order by a few columns: sorted a thousand times is sorted by the first of them."""

    def filter(self, qs: QuerySet[Any], value: Any) -> QuerySet[Any]:
        return super().filter(qs, list(dict.fromkeys(value))[:MOST_ORDERS] if value else value)  # type: ignore[no-any-return]
