"""Ad breaks of a day."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router

from spot.airings import services as airings
from spot.api import asked, shown
from spot.api.answers import found, listed, written
from spot.api.doors import door, person
from spot.breaks import services
from spot.breaks.models import AdBreak
from spot.breaks.queries import as_break
from spot.breaks.workflow import READS_PLANNING, WHO
from spot.common import clock

router = Router(tags=["breaks"])


@router.get("breaks", auth=door(*READS_PLANNING), response=shown.Breaks, url_name="breaks")
def breaks(request: HttpRequest, page: Query[asked.PageAsked], day: asked.Day | None = None) -> HttpResponse:
    """The ad breaks of a broadcast day (today's when none is said), cancelled ones included, by hour."""
    rows = AdBreak.objects.visible_to(person(request)).of_day(day or clock.broadcast_today())
    return listed(rows, page, lambda found: [as_break(row) for row in found])


@router.post("breaks/{uuid:break_id}/retime", auth=door(*WHO), response=shown.Break, url_name="break-retime")
def retime(request: HttpRequest, break_id: UUID, body: asked.Retiming) -> HttpResponse:
    ad_break, by = _break(request, break_id), person(request)
    return written(request, lambda: as_break(services.retime(ad_break, starts_at=body.starts_at, by=by)))


@router.post("breaks/{uuid:break_id}/cancel", auth=door(*WHO), response=shown.Break, url_name="break-cancel")
def cancel(request: HttpRequest, break_id: UUID, body: asked.BreakEnding) -> HttpResponse:
    """Take a break off its day; what was planned in it is freed."""
    ad_break, by = _break(request, break_id), person(request)
    return written(request, lambda: as_break(services.cancel(ad_break, reason=body.reason, note=body.note, by=by)))


@router.post("breaks/{uuid:break_id}/preempt", auth=door(*WHO), response=shown.Break, url_name="break-preempt")
def preempt(request: HttpRequest, break_id: UUID, body: asked.BreakEnding) -> HttpResponse:
    """Pre-empt every airing still planned in a break."""
    ad_break, by = _break(request, break_id), person(request)
    return written(
        request, lambda: as_break(airings.preempt_break(ad_break, by=by, reason=body.reason, note=body.note))
    )


def _break(request: HttpRequest, break_id: UUID | str) -> AdBreak:
    return found(AdBreak.objects.visible_to(person(request)), break_id)
