"""What machines ask the site: is it alive, is it ready, what does it count."""

import hmac
from ipaddress import ip_address

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django_prometheus.exports import ExportToDjangoView

from spot.common.web import ANONYMOUS, opens_to
from spot.operations import health


@opens_to(ANONYMOUS)
def healthz(request: HttpRequest) -> HttpResponse:
    """This process answers. The database is not touched, so that its absence does not get the process restarted."""
    return JsonResponse({"status": "ok"}, headers={"Cache-Control": "no-store"})


@opens_to(ANONYMOUS)
def readyz(request: HttpRequest) -> HttpResponse:
    status, checks = health.report()
    code = 503 if status == "failing" else 200
    headers = {"Cache-Control": "no-store", **({"Retry-After": "5"} if code == 503 else {})}
    return JsonResponse({"status": status, "checks": checks}, status=code, headers=headers)


@opens_to(ANONYMOUS)
def metrics(request: HttpRequest) -> HttpResponse:
    """Prometheus figures, for this machine itself or for who holds SPOT_METRICS_TOKEN; for others there is no page."""
    if not (_is_this_machine(request) or _holds_the_token(request)):
        raise Http404
    exported: HttpResponse = ExportToDjangoView(request)
    return exported


def _is_this_machine(request: HttpRequest) -> bool:
    """A request that a proxy forwarded also comes from loopback: it is recognised by its header."""
    address = request.META.get("REMOTE_ADDR", "")
    return "X-Forwarded-For" not in request.headers and bool(address) and ip_address(address).is_loopback


def _holds_the_token(request: HttpRequest) -> bool:
    expected = f"Bearer {settings.SPOT_METRICS_TOKEN}"
    given = request.headers.get("Authorization", "")
    return bool(settings.SPOT_METRICS_TOKEN) and hmac.compare_digest(given.encode(), expected.encode())
