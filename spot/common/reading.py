"""Django's administration of a table, to look at: named columns, no button, no question about what is not shown."""

from collections.abc import Iterable
from functools import cached_property
from typing import Any, ClassVar, cast

from django.contrib.admin import ModelAdmin, ShowFacets
from django.db.models import ForeignKey, Model
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern

AT_ONCE = 50
# How the filters beside a list and the calendar above it ask; `day__gte` and `created_at__year`, for instance.
ASKED_AS = ("", "__exact", "__isnull", "__gte", "__lt", "__year", "__month", "__day")
SHOWN_BY = ("changelist", "change")


class Reading(ModelAdmin[Model]):
    """`list_display` are the columns of the list; the page of one row has them and those of `details`.

    A column named in neither is never shown, and nothing can be learnt of it by filtering or sorting.
    """

    details: ClassVar[tuple[str, ...]] = ()
    actions = None
    list_per_page = list_max_show_all = AT_ONCE
    show_full_result_count = False
    show_facets = ShowFacets.NEVER
    view_on_site = False

    def get_urls(self) -> list[URLPattern]:
        """The list and the page of one row; what adds, changes, deletes or remembers is gone."""
        kept = {f"{self.opts.app_label}_{self.opts.model_name}_{view}" for view in SHOWN_BY}
        return [route for route in super().get_urls() if route.name in kept]

    def get_fields(self, request: HttpRequest, obj: Model | None = None) -> list[Any]:
        own = {field.name for field in self.model._meta.concrete_fields}
        shown = [*cast("Iterable[str]", self.list_display), *self.details]
        return [name for name in dict.fromkeys(shown) if name in own]

    def get_list_select_related(self, request: HttpRequest) -> list[str]:
        """What the columns name is read with the list: the number of questions does not grow with it."""
        columns = [self.model._meta.get_field(str(name)) for name in self.get_fields(request)]
        followed = [column.name for column in columns if isinstance(column, ForeignKey)]
        return [*followed, *cast("Iterable[str]", self.list_select_related or ())]

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest | None = None) -> bool:
        """Only what this page itself offers. Django lets any column be asked, a password's hash letter by letter."""
        return lookup in self._offered

    def to_field_allowed(self, request: HttpRequest, to_field: str) -> bool:
        return False

    def _get_obj_does_not_exist_redirect(self, *_: Any) -> HttpResponse:
        raise Http404

    @cached_property
    def _offered(self) -> set[str]:
        names = [str(name) for name in (*self.list_filter, self.date_hierarchy) if name]
        fields = [self.opts.get_field(name) for name in names]
        targets = [f"{each.name}__{each.target_field.name}" for each in fields if isinstance(each, ForeignKey)]
        return {f"{name}{ending}" for name in (*names, *targets) for ending in ASKED_AS}

    def has_view_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return self.admin_site.has_permission(request)

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.admin_site.has_permission(request)

    def has_add_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False
