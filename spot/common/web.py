"""What every page needs of the web: who may open a route, refusals shown as pages, pages of a list."""

import sys
from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.paginator import Page, Paginator
from django.db import InterfaceError, OperationalError
from django.db.models import QuerySet
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseNotAllowed,
    HttpResponseRedirect,
    JsonResponse,
)
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.cache import patch_cache_control
from django.views.defaults import server_error

from spot.common.asked import in_address
from spot.common.refusals import Refused

View = Callable[..., HttpResponseBase]  # pages and files
Answer = Callable[[HttpRequest], HttpResponse]
UNAVAILABLE = ("unavailable", "La base de données ne répond pas. Réessayez dans quelques secondes.")
AWAY = (OperationalError, InterfaceError)
SIGNED_IN = "signed_in"
ANONYMOUS = "anonymous"
PAGE_SIZE = 20


class HttpResponseSeeOther(HttpResponseRedirect):
    """The answer to a POST that succeeded."""

    status_code = 303


def opens_to(*roles: str, methods: Iterable[str] = ("GET",)) -> Callable[[View], View]:
    """The door of a view: nobody signed in goes to sign in, a wrong role meets a page that does not exist.

    `roles` are role values, or ANONYMOUS (everybody), or SIGNED_IN (whoever has an account). The decorated view carries
    `roles` and `methods`, from which the table of routes is made.
    """
    allowed = {*methods, *(["HEAD"] if "GET" in methods else []), "OPTIONS"}

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if refusal := _refusal_at_the_door(request, roles):
                return refusal
            if request.method not in allowed:
                return HttpResponseNotAllowed(sorted(allowed))
            if request.method == "OPTIONS" and "OPTIONS" not in methods:
                return HttpResponse(headers={"Allow": ", ".join(sorted(allowed))})  # a view would take it for its verb
            return view(request, *args, **kwargs)

        guarded.roles, guarded.methods = tuple(roles), tuple(methods)  # type: ignore[attr-defined]
        return guarded

    return decorate


def _refusal_at_the_door(request: HttpRequest, roles: tuple[str, ...]) -> HttpResponse | None:
    if ANONYMOUS in roles:
        return None
    if not request.user.is_authenticated:
        return redirect_to_login(request.get_full_path())
    if SIGNED_IN not in roles and request.user.role not in roles:
        raise Http404
    return None


def see_other(url: str) -> HttpResponse:
    return HttpResponseSeeOther(url)


def with_form(request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    """A page with a form: 200 when it is asked for, 422 when what was sent has errors (nothing typed is lost)."""
    return render(request, template, context, status=422 if request.method == "POST" else 200)


def paged(request: HttpRequest, rows: QuerySet[Any], *, size: int = PAGE_SIZE) -> Page[Any]:
    """The page of a list the URL asks for; a number out of range gives the nearest page."""
    return Paginator(rows, size).get_page(in_address(request).number("page") or 1)


def back(request: HttpRequest, default: str) -> str:
    """Where a button was pressed, if that is one of our own pages."""
    try:
        came_from = urlsplit(request.headers.get("Referer", ""))
    except ValueError:  # brackets around what is no address
        return default
    is_ours = came_from.netloc == request.get_host() and not came_from.path.startswith("//")
    if is_ours and came_from.path != request.path:
        return came_from.path + (f"?{came_from.query}" if came_from.query else "")
    return default


class RefusedMiddleware:
    """A rule's refusal, shown where the person was: as a page with the reason, and with the refusal's status."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, Refused):
            return None
        if exception.status == 404:
            return not_found(request, exception)
        context = {"refusal": exception, "back": back(request, "/")}
        page = render(request, "spot/errors/refused.html", context, status=exception.status)
        if "retry_after" in exception.extras:
            page.headers["Retry-After"] = str(exception.extras["retry_after"])
        return page


class SeeOtherMiddleware:
    """A POST that succeeded answers 303, library views included; being sent to sign in stays a 302."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.method == "POST" and response.status_code == 302 and not self._asks_to_sign_in(response):
            response.status_code = 303
        return response

    @staticmethod
    def _asks_to_sign_in(response: HttpResponse) -> bool:
        return response.headers["Location"].startswith(f"{settings.LOGIN_URL}?next=")


class PrivateMiddleware:
    """A page that looked at who is asking is for that person alone: no shared cache keeps it, and ours asks again."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.session.accessed and not response.has_header("Cache-Control"):
            patch_cache_control(response, private=True, no_cache=True)
        return response


class DatabaseAwayMiddleware:
    """The database cannot be reached: say so at once, and when to try again."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        return unavailable(request) if isinstance(exception, AWAY) else None


def unavailable(request: HttpRequest) -> HttpResponse:
    """What people, and programs, hear of a database that is away."""
    if request.path.startswith("/api/"):
        response: HttpResponse = JsonResponse(dict(zip(("error", "detail"), UNAVAILABLE, strict=True)), status=503)
    else:
        response = render(request, "spot/errors/unavailable.html", status=503)
    response.headers["Retry-After"] = "5"
    return response


def failed(request: HttpRequest) -> HttpResponse:
    """What no page meant to answer. A middleware that met no database is no fault of ours: 503."""
    return unavailable(request) if isinstance(sys.exc_info()[1], AWAY) else server_error(request)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """One answer for what does not exist and for what is somebody else's."""
    return render(request, "spot/errors/not_found.html", status=404)


def say(request: HttpRequest, sentence: str) -> None:
    """A short message on the next page."""
    messages.success(request, sentence)
