"""What went out: the list, by client, daypart and days."""

from django.db.models import Count, Sum
from django.http import HttpResponse
from django.shortcuts import render

from spot.airings.workflow import WHO
from spot.common.web import opens_to, paged
from spot.desks.diffusion.filters import AiredFilter
from spot.desks.requests import SignedInRequest
from spot.planning import queries


@opens_to(*WHO)
def broadcasted(request: SignedInRequest) -> HttpResponse:
    found = asked(request)
    page = paged(request, found.rows)
    totals = found.qs.order_by().aggregate(count=Count("pk"), seconds=Sum("seconds", default=0))
    context = {"found": found, "page": page, "totals": totals, "period": period(found)}
    return render(request, "spot/diffusion/broadcasted.html", context)


def asked(request: SignedInRequest) -> AiredFilter:
    """The list the URL asks for: page and PDF read the same."""
    return AiredFilter(request, queries.aired(request.user))


def period(found: AiredFilter) -> str:
    """The days shown, in words."""
    start, end = found.asked.get("start"), found.asked.get("end")
    if start and end:
        return f"du {start:%d/%m/%Y} au {end:%d/%m/%Y}"
    return f"depuis le {start:%d/%m/%Y}" if start else f"jusqu’au {end:%d/%m/%Y}"
