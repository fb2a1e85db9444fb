"""Every error of the API has one shape: `{"error": code, "detail": sentence}` and named extras."""

import errno
import logging
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.core.signals import got_request_exception
from django.db import InterfaceError, OperationalError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError

from spot.common.refusals import Refused
from spot.common.web import ANONYMOUS, UNAVAILABLE

log = logging.getLogger("django.request")

WORDS = {
    400: ("bad_request", "La demande est illisible."),
    401: ("not_signed_in", "Connectez-vous, ou envoyez une clé d’API valable."),
    403: ("csrf", "La page a expiré : rechargez-la, puis recommencez."),
    404: ("not_found", "Cette adresse ou cet élément n’existe pas."),
    405: ("method_not_allowed", "Cette adresse ne répond pas à cette méthode."),
    413: ("too_large", "La demande est trop volumineuse."),
    422: ("invalid", "La demande contient des valeurs non valables."),
    500: ("internal_error", "Une erreur s’est produite chez nous. Réessayez, ou prévenez la régie."),
    503: UNAVAILABLE,
    507: ("disk_full", "Le serveur n’a plus de place. Prévenez l’administrateur."),
}


def error(status: int, **extras: Any) -> JsonResponse:
    """The answer of a status that needs no other words."""
    code, detail = WORDS.get(status, WORDS[400])
    return JsonResponse({"error": code, "detail": detail, **extras}, status=status)


def listen(api: NinjaAPI) -> None:
    """Give the API a handler for whatever may be raised under it."""
    handlers: dict[type[Exception], Callable[[HttpRequest, Any], HttpResponse]] = {
        Refused: refused,
        ValidationError: invalid,
        AuthenticationError: _always(401),
        HttpError: http_error,
        Http404: _always(404),
        RequestDataTooBig: _always(413),
        OperationalError: database_away,
        InterfaceError: database_away,
        OSError: out_of_space,
        Exception: broken,
    }
    for kind, handler in handlers.items():
        api.add_exception_handler(kind, handler)


def _always(status: int) -> Callable[[HttpRequest, Any], HttpResponse]:
    def handler(request: HttpRequest, exc: Exception) -> HttpResponse:
        return error(status)

    return handler


def refused(request: HttpRequest, refusal: Refused) -> HttpResponse:
    body = {"error": refusal.code, "detail": refusal.detail, **refusal.extras}
    response = JsonResponse(body, status=refusal.status)
    if "retry_after" in refusal.extras:
        response["Retry-After"] = refusal.extras["retry_after"]
    return response


def invalid(request: HttpRequest, exc: ValidationError) -> HttpResponse:
    """Which fields, and what is wrong with each, for whoever writes the program."""
    fields = {".".join(str(part) for part in found["loc"][1:]): found["msg"] for found in exc.errors}
    return error(422, fields=fields)


def http_error(request: HttpRequest, exc: HttpError) -> HttpResponse:
    """Ninja's own errors; an unreadable body is a value that is not valid like any other."""
    return error(422 if exc.status_code == 400 else exc.status_code)


def database_away(request: HttpRequest, exc: Exception) -> HttpResponse:
    if "disk is full" in str(exc) or "No space left" in str(exc):
        return error(507)
    response = error(503)
    response["Retry-After"] = "5"
    return response


def out_of_space(request: HttpRequest, exc: OSError) -> HttpResponse:
    return error(507) if exc.errno == errno.ENOSPC else broken(request, exc)


def broken(request: HttpRequest, exc: Exception) -> HttpResponse:
    """A fault of ours: logged with its trace, told to Django's own listeners, never shown."""
    log.error("API error on %s %s", request.method, request.path, exc_info=exc)
    got_request_exception.send(sender=None, request=request)
    return error(500)


def speaks_json(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A view whose plain-text errors (a wrong method) come out in the API's shape."""

    @wraps(view)
    def spoken(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        if response.status_code < 400 or response.headers.get("Content-Type", "").startswith("application/json"):
            return response
        answer = error(response.status_code)
        if "Allow" in response.headers:
            answer["Allow"] = response["Allow"]
        return answer

    return spoken


def _unknown_path(request: HttpRequest, rest: str = "") -> HttpResponse:
    return error(404)


unknown_path: Any = _unknown_path
unknown_path.csrf_exempt = True  # it answers 404 whatever is sent
unknown_path.roles, unknown_path.methods = (ANONYMOUS,), ("GET", "POST")
