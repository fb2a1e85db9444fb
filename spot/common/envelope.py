r"""What comes around a request is text too: its charset, its cookies.

A browser may write a cookie with any byte in it (`"\000"`), and name any encoding Python knows,
`hex` included. Here too is what people are told when a request cannot be read at all.
"""

from typing import Any

from django.core.exceptions import (
    BadRequest,
    RequestDataTooBig,
    TooManyFieldsSent,
    TooManyFilesSent,
)
from django.core.handlers.asgi import ASGIRequest
from django.core.handlers.wsgi import WSGIRequest
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.http import parse_header_parameters

from spot.common.text import is_line
from spot.common.web import Answer

UTF_8 = {"utf-8", "utf8"}
TOO_MUCH = (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent)
SENTENCES = {
    400: ("bad_request", "La demande est illisible. Revenez à la page, puis recommencez."),
    413: ("too_large", "La demande est trop volumineuse. Envoyez-la en plusieurs fois."),
    415: ("not_utf8", "La demande doit être écrite en UTF-8."),
}


class NotUtf8(BadRequest):
    """Announced in another encoding, it would be read as something else than was meant."""


class _AlwaysUtf8:
    """Django decodes an address by the charset of the body, before anybody could refuse it."""

    content_type: str | None
    content_params: dict[str, str] | None

    def _set_content_type_params(self, meta: dict[str, Any]) -> None:
        said = parse_header_parameters(str(meta.get("CONTENT_TYPE", "")))
        self.content_type, self.content_params = said


class Utf8WSGIRequest(_AlwaysUtf8, WSGIRequest):
    """For gunicorn."""


class Utf8ASGIRequest(_AlwaysUtf8, ASGIRequest):
    """For uvicorn."""


class EnvelopeMiddleware:
    """Before anything reads a request: it is UTF-8, and cookies that are no text are gone."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if str((request.content_params or {}).get("charset", "utf-8")).lower() not in UTF_8:
            raise NotUtf8
        request.COOKIES = {name: value for name, value in request.COOKIES.items() if is_line(value)}
        return self.get_response(request)


def unreadable(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400, or which limit was passed: what Django could not read, in French."""
    status = 415 if isinstance(exception, NotUtf8) else 413 if isinstance(exception, TOO_MUCH) else 400
    code, sentence = SENTENCES[status]
    if request.path.startswith("/api/"):
        return JsonResponse({"error": code, "detail": sentence}, status=status)
    return render(request, "spot/errors/unreadable.html", {"sentence": sentence}, status=status)
