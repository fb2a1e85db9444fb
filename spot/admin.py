"""Django's own administration, to look and not to touch: changes go through the verbs, which journal them."""

from functools import wraps
from typing import Any

from django.contrib.admin import AdminSite
from django.contrib.admin.utils import unquote
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import URLPattern, URLResolver
from django.utils.decorators import method_decorator

from spot.accounts import admin as accounts
from spot.accounts.workflow import Role
from spot.airings import admin as airings
from spot.breaks import admin as breaks
from spot.campaigns import admin as campaigns
from spot.clearance import admin as clearance
from spot.common import admin as common
from spot.common.asked import in_address
from spot.common.text import is_line
from spot.common.web import ANONYMOUS, opens_to
from spot.creatives import admin as creatives
from spot.journal import admin as journal
from spot.messaging import admin as messaging
from spot.pricing import admin as pricing

ROOMS = (accounts, campaigns, creatives, airings, breaks, pricing, clearance, messaging, journal, common)
# Django's pages that are left: signing out, passwords and choosing for a form are ours or nobody's.
KEPT = {"index", "login", "jsi18n", "app_list", None}  # the last answers whatever else is asked: 404


class Site(AdminSite):
    """Opens to administrators, by the product's own sign-in (second step included), for reading alone."""

    site_header = site_title = "Spot BF1"
    index_title = "Toutes les tables, en lecture"

    def get_urls(self) -> list[URLPattern | URLResolver]:
        routes = super().get_urls()
        return [each for each in routes if isinstance(each, URLResolver) or each.name in KEPT]

    def has_permission(self, request: HttpRequest) -> bool:
        return request.user.is_authenticated and request.user.is_administrator

    def admin_view(self, view: Any, cacheable: bool = False) -> Any:  # noqa: FBT001, FBT002  Django's signature
        """The door of every page: sign in first, a wrong role finds nothing, nothing is ever sent."""
        return opens_to(Role.ADMIN)(_asked_in_text(super().admin_view(view, cacheable)))

    @method_decorator(opens_to(ANONYMOUS))
    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        return redirect_to_login(request.get_full_path())


def _asked_in_text(view: Any) -> Any:
    """Django puts what an address says straight into its questions; here `_00` in a path is a NUL."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **parts: Any) -> HttpResponseBase:
        typed = [value for _name, value in in_address(request).as_typed()]
        if not all(map(is_line, (*typed, *(unquote(str(part)) for part in parts.values())))):
            raise Http404
        answer: HttpResponseBase = view(request, *args, **parts)
        return answer

    return guarded


site = Site()
for room in ROOMS:
    for model, reading in room.READINGS.items():
        site.register(model, reading)
