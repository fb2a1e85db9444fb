"""Twins of the bell's and the console's sockets, for when a socket cannot be opened (additions to the contract)."""

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from ninja import Router

from spot.accounts.workflow import Role
from spot.api import shown
from spot.api.doors import door, person
from spot.common.web import SIGNED_IN
from spot.messaging import counts, queries

router = Router(tags=["news"])
POLLING: dict[str, Any] = {"scope": "news", "share": 2}


@router.get("notifications", auth=door(SIGNED_IN, **POLLING), response=shown.News, url_name="notifications")
def notifications(request: HttpRequest) -> HttpResponse:
    return JsonResponse(queries.news(person(request)))


@router.get(
    "pending-counts",
    auth=door(Role.ADMIN, Role.MANAGER, **POLLING),
    response=shown.PendingCounts,
    url_name="pending-counts",
)
def pending_counts(request: HttpRequest) -> HttpResponse:
    return JsonResponse(counts.pending())
