"""Everything under `/api/` answers JSON, also what does not exist."""

from functools import partial
from typing import Any

from django.urls import URLPattern, URLResolver, include, path

from spot.api.errors import speaks_json, unknown_path
from spot.api.v1 import api, operations
from spot.common.web import ANONYMOUS


def _routes() -> list[URLPattern | URLResolver]:
    """Ninja's routes, each view carrying its roles and methods: the table of routes is made from them."""
    opened = {operation.url_name: operation for operation in operations()}
    routes = [route for route in api.urls[0] if isinstance(route, URLPattern) and route.name != "api-root"]
    for route in routes:
        route.callback = _told(route.callback, opened.get(route.name or ""))
    return [*routes, path("", unknown_path, name="api-root"), path("<path:rest>", unknown_path)]


def _told(view: Any, operation: Any) -> Any:
    spoken: Any = speaks_json(view.func if isinstance(view, partial) else view)
    if isinstance(view, partial):  # the documentation's two pages
        spoken = partial(spoken, **view.keywords)
    door = operation.auth_param if operation else None
    spoken.roles = (door[0] if isinstance(door, list) else door).roles if door else (ANONYMOUS,)
    spoken.methods = tuple(operation.methods) if operation else ("GET",)
    spoken.csrf_exempt = True
    return spoken


urlpatterns = [
    path("v1/", include((_routes(), "api"))),
    path("", unknown_path),
    path("<path:rest>", unknown_path),
]
