"""The table of routes, read from the URLs and from what each view declares (`opens_to`)."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any

from django.contrib.admindocs.views import simplify_regex
from django.urls import URLPattern, URLResolver, get_resolver
from django.urls.resolvers import RegexPattern

from spot.accounts.workflow import EVERYBODY, Role
from spot.common.web import ANONYMOUS, SIGNED_IN

ADMIN_SITE = "admin:"


@dataclass(frozen=True)
class Route:
    """A path as Django writes it (`/spots/<uuid:spot_id>/`), a method, and who may come that way."""

    method: str
    path: str
    name: str
    roles: tuple[str, ...]


def table() -> list[dict[str, Any]]:
    """Every route and method, by path; a view that does not say whom it opens to has no roles."""
    first: dict[tuple[str, str], Route] = {}
    for route in _routes():
        first.setdefault((route.path, route.method), route)  # Django answers with the first that matches
    return [asdict(first[key]) for key in sorted(first)]


def _routes() -> Iterator[Route]:
    for path, name, view in _patterns(get_resolver(), "/", ""):
        for method in methods_of(name, view):
            yield Route(method, path, name, tuple(roles_of(name, view)))


def _patterns(resolver: URLResolver, prefix: str, namespace: str) -> Iterator[tuple[str, str, Any]]:
    for each in resolver.url_patterns:
        path = prefix + _written(each.pattern)
        if isinstance(each, URLResolver):
            inner = f"{namespace}{each.namespace}:" if each.namespace else namespace
            yield from _patterns(each, path, inner)
        elif isinstance(each, URLPattern):
            yield path, f"{namespace}{each.name or ''}", each.callback


def _written(pattern: Any) -> str:
    """A piece of path as people write it; libraries still bring regular expressions."""
    return simplify_regex(str(pattern)).lstrip("/") if isinstance(pattern, RegexPattern) else str(pattern)


def roles_of(name: str, view: Any) -> list[str]:
    """Role values, `anonymous` among them where nobody needs to sign in."""
    declared = getattr(view, "roles", (Role.ADMIN.value,) if name.startswith(ADMIN_SITE) else ())
    if ANONYMOUS in declared:
        return [ANONYMOUS, *EVERYBODY]
    return list(EVERYBODY) if SIGNED_IN in declared else [str(role) for role in declared]


def methods_of(name: str, view: Any) -> list[str]:
    return [str(method) for method in getattr(view, "methods", ("GET",))]
