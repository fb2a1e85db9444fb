"""What machines ask the site: is it alive, is it ready, what does it count."""

import hmac
from ipaddress import ip_address

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse

from spot.common.web import ANONYMOUS, opens_to
from spot.operations import figures, health


@opens_to(ANONYMOUS)
def healthz(request: HttpRequest) -> HttpResponse:
    """This process answers. The database is not touched, so that its absence does not get the process restarted."""
    return JsonResponse({"status": "ok"}, headers={"Cache-Control": "no-store"})


@opens_to(ANONYMOUS)
def readyz(request: HttpRequest) -> HttpResponse:
    status, checks = health.report()
    code = 503 if status == "failing" else 200
    headers = {"Cache-Control": "no-store", **({"Retry-After": "5"} if code == 503 else {})}
    release = {"version": settings.VERSION, "commit": settings.COMMIT}
    body = {"status": status, "checks": checks, **release}
    return JsonResponse(body, status=code, headers=headers)


@opens_to(ANONYMOUS)
def metrics(request: HttpRequest) -> HttpResponse:
    """Prometheus figures, for this machine itself or for who holds SPOT_METRICS_TOKEN; for others there is no page."""
    if not (_is_this_machine(request) or _holds_the_token(request)):
        raise Http404
    return HttpResponse(figures.exported(), content_type=figures.CONTENT_TYPE)


def _is_this_machine(request: HttpRequest) -> bool:
    """Behind our own proxies the client is the one they tell; what a proxy we do not know forwards is nobody's."""
    told = [each.strip() for each in request.headers.get("X-Forwarded-For", "").split(",") if each.strip()]
    proxies = settings.ALLAUTH_TRUSTED_PROXY_COUNT
    if len(told) > proxies:
        return False
    return _is_loopback(told[0] if proxies and told else request.META.get("REMOTE_ADDR", ""))


def _is_loopback(address: str) -> bool:
    try:
        return ip_address(address).is_loopback
    except ValueError:
        return False


def _holds_the_token(request: HttpRequest) -> bool:
    expected = f"Bearer {settings.SPOT_METRICS_TOKEN}"
    given = request.headers.get("Authorization", "")
    return bool(settings.SPOT_METRICS_TOKEN) and hmac.compare_digest(given.encode(), expected.encode())
