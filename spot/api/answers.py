"""How calls answer: one thing, a list of things, once per key."""

from collections.abc import Callable, Iterable
from typing import Any, TypeVar
from uuid import UUID

from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse, JsonResponse

from spot.api.asked import PageAsked
from spot.api.doors import person
from spot.common import idempotency
from spot.common.asked import header, key
from spot.common.refusals import Refused

LONGEST_KEY = 4_000  # `idempotency` says what is too long
Row = TypeVar("Row", bound=Model)
Json = dict[str, Any]


def found(rows: QuerySet[Row], pk: str | UUID) -> Row:
    """The row of this id among those the caller sees. Refused: `not_found` (404), also for what is no id at all."""
    wanted = key(str(pk))
    if (row := rows.filter(pk=wanted).first() if wanted else None) is None:
        raise Refused("not_found", "Cette adresse ou cet élément n’existe pas.", status=404)
    return row


def written(request: HttpRequest, act: Callable[[], Json], *, status: int = 200) -> HttpResponse:
    """Do a verb and answer what it made; with `Idempotency-Key`, once."""
    once_only = header(request, "Idempotency-Key", longest=LONGEST_KEY)
    if not once_only:
        return JsonResponse(act(), status=status)
    code, answer = idempotency.once(
        user_id=person(request).pk, path=request.path, key=once_only, body=request.body, act=lambda: (status, act())
    )
    return JsonResponse(answer, status=code)


def listed(rows: QuerySet[Row], page: PageAsked, shape: Callable[[list[Row]], Iterable[Json]]) -> HttpResponse:
    """A page of rows and how many there are in all."""
    start = (page.page - 1) * page.page_size
    items = list(shape(list(rows[start : start + page.page_size])))
    return JsonResponse({"items": items, "count": rows.order_by().count()})
