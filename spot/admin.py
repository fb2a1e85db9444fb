"""Django's own administration, to look and not to touch: changes go through the verbs, which journal them."""

from typing import Any

from django.apps import apps
from django.contrib.admin import AdminSite, ModelAdmin
from django.contrib.auth.views import redirect_to_login
from django.db.models import Model
from django.http import HttpRequest, HttpResponse

from spot.accounts.workflow import Role
from spot.common.web import opens_to

SECRETS = ("password", "digest", "token", "key_sha256", "sha256_of_key")
MANY = 50


class Site(AdminSite):
    """Opens to administrators, by the product's own sign-in (second step included)."""

    site_header = site_title = "Spot BF1"
    index_title = "Toutes les tables, en lecture"

    def has_permission(self, request: HttpRequest) -> bool:
        return request.user.is_authenticated and request.user.is_administrator

    def admin_view(self, view: Any, cacheable: bool = False) -> Any:  # noqa: FBT001, FBT002  Django's signature
        """The door of every other page: sign in first, and a wrong role finds nothing."""
        return opens_to(Role.ADMIN, methods=("GET", "POST"))(super().admin_view(view, cacheable))

    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        return redirect_to_login(request.GET.get("next", request.get_full_path()))


class Reading(ModelAdmin[Model]):
    """Any table, without a button."""

    list_per_page = MANY
    show_full_result_count = False

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

    def get_fields(self, request: HttpRequest, obj: Model | None = None) -> list[Any]:
        return [field.name for field in self.model._meta.concrete_fields if field.name not in SECRETS]


site = Site()
site.register(list(apps.get_app_config("spot").get_models()), Reading)
