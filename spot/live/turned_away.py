"""The answers to bodies that are not read: as the pages and the API would have given them."""

import json
from collections.abc import Awaitable, Callable, Mapping
from typing import Any
from urllib.parse import quote

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import Resolver404, resolve

from spot.common.refusals import Refused
from spot.common.web import ANONYMOUS

Send = Callable[[Mapping[str, Any]], Awaitable[None]]
SIGN_IN = 302


def nobody(path: str) -> Refused:
    """Whoever sends much is asked who they are; where nobody need be, it is only too much."""
    if path.startswith("/api/"):
        return Refused("not_signed_in", "Connectez-vous, ou envoyez une clé d’API valable.", status=401)
    if _is_open(path):
        return Refused("too_large", "Cet envoi est trop volumineux pour cette page.", status=413)
    return Refused("not_signed_in", "Connectez-vous.", status=SIGN_IN)


def _is_open(path: str) -> bool:
    try:
        return ANONYMOUS in getattr(resolve(path).func, "roles", ())
    except Resolver404:
        return True


async def answer(refusal: Refused, path: str, headers: dict[str, str], send: Send) -> None:
    """As JSON to programs, as a page to people; to sign in, a redirection as everywhere."""
    kind, body = _said(refusal, path, headers)
    named = {"Content-Type": kind, "Content-Length": str(len(body)), "Cache-Control": "no-store"}
    named["X-Content-Type-Options"] = "nosniff"
    if refusal.status == SIGN_IN:
        named["Location"] = f"{settings.LOGIN_URL}?next={quote(path)}"
    if wait := refusal.extras.get("retry_after"):
        named["Retry-After"] = str(wait)
    raw = [(name.lower().encode(), value.encode()) for name, value in named.items()]
    await send({"type": "http.response.start", "status": refusal.status, "headers": raw})
    await send({"type": "http.response.body", "body": body})


def _said(refusal: Refused, path: str, headers: dict[str, str]) -> tuple[str, bytes]:
    if path.startswith("/api/") or "tus-resumable" in headers:
        said = {"error": refusal.code, "detail": refusal.detail, **refusal.extras}
        return "application/json", json.dumps(said).encode()
    context = {"refusal": refusal, "back": path}
    return "text/html; charset=utf-8", render_to_string("spot/errors/refused.html", context).encode()
