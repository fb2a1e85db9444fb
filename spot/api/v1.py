"""Version 1 of the API."""

from collections.abc import Iterator

from ninja import NinjaAPI
from ninja.openapi.docs import Swagger
from ninja.operation import Operation

from spot.api import errors
from spot.api.calls import airings, breaks, evening, news, orders, placing, planning

ROUTERS = [calls.router for calls in (breaks, airings, evening, orders, planning, placing, news)]

api = NinjaAPI(
    title="Spot BF1",
    version="1",
    description=(
        "Régie publicitaire de BF1. Session avec CSRF, ou `Authorization: Bearer CLÉ`. "
        'Les erreurs ont toutes la forme `{"error", "detail"}`.'
    ),
    urls_namespace="api",
    docs=Swagger(settings={"validatorUrl": None, "supportedSubmitMethods": []}),
)
errors.listen(api)
for router in ROUTERS:
    api.add_router("", router)


def operations() -> Iterator[Operation]:
    """Every call; each path answers to one method."""
    for router in ROUTERS:
        for path in router.path_operations.values():
            yield from path.operations
