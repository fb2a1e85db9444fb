"""What goes wrong for people, counted: pages that answered an error, sign-ins that were refused.

One is nothing; many in a quarter of an hour concern somebody (`operations/watch.py`). Rows carry no name and no address.
"""

from collections.abc import Callable
from datetime import timedelta

import structlog
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse

from spot.common import clock
from spot.common.models import Incident

log = structlog.get_logger(__name__)
KEPT = timedelta(minutes=15)
AWAY = 503  # said by who knows why: the database, a limit
ERROR = 500


def note(kind: Incident.Kind) -> None:
    """Count one more. Where the database cannot take it, the log has it."""
    try:
        Incident.objects.create(kind=kind)
    except DatabaseError:
        log.warning("incident_not_kept", kind=kind)


def count(kind: Incident.Kind) -> int:
    """How many of that kind in the last quarter of an hour."""
    return Incident.objects.filter(kind=kind, at__gt=clock.of_the_machine() - KEPT).count()


def forget_old() -> None:
    Incident.objects.filter(at__lte=clock.of_the_machine() - KEPT).delete()


class NotingMiddleware:
    """Counts the answers that no page meant to give."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code >= ERROR and response.status_code != AWAY:
            note(Incident.Kind.ERROR)
        return response
