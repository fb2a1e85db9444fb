"""The report page, its Excel and PDF, and the average prices."""

from collections.abc import Callable
from tempfile import SpooledTemporaryFile
from typing import Any, BinaryIO

from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from spot.accounts.models import Organisation
from spot.accounts.workflow import Role
from spot.common import xlsx
from spot.common.asked import in_address
from spot.common.web import opens_to
from spot.desks.management import screen
from spot.desks.requests import SignedInRequest
from spot.pricing.queries import sheet
from spot.reports import document, period, queries, workbook
from spot.reports.period import Period
from spot.reports.queries import Report

READERS = (Role.MANAGER, Role.ADMIN, Role.ACCOUNTANT, Role.SALES, Role.ADVERTISER)
STATION = (Role.MANAGER, Role.ADMIN, Role.ACCOUNTANT, Role.SALES)
IN_MEMORY = 4 * 1024 * 1024  # bytes of a document before it goes to a temporary file


@opens_to(*READERS)
def entrance(request: SignedInRequest) -> HttpResponse:
    return redirect("management:overview")


@opens_to(*READERS)
def overview(request: SignedInRequest) -> HttpResponse:
    found = _asked(request)
    return render(request, "spot/management/overview.html", screen.of(found, request))


@opens_to(*READERS)
def export_excel(request: SignedInRequest) -> FileResponse:
    return _file(request, "xlsx", xlsx.CONTENT_TYPE, workbook.write)


@opens_to(*READERS)
def export_pdf(request: SignedInRequest) -> FileResponse:
    return _file(request, "pdf", "application/pdf", document.write)


@opens_to(*STATION)
def prices(request: SignedInRequest) -> HttpResponse:
    asked = _period(request)
    context = {
        "period": asked,
        "presets": screen.presets(request, asked, reverse("management:prices")),
        "sold": screen.averages(queries.average_prices(request.user, asked), sheet(asked.end)),
    }
    return render(request, "spot/management/prices.html", context)


def _asked(request: SignedInRequest) -> Report:
    asked = _period(request)
    return queries.report(request.user, asked, organisation=_organisation(request))


def _period(request: SignedInRequest) -> Period:
    asked = in_address(request)
    return period.asked(asked.day("start"), asked.day("end"))


def _organisation(request: SignedInRequest) -> Organisation | None:
    """The advertiser of the filter, if it is one this person sees; another one filters nothing."""
    wanted = in_address(request).key("organisation")
    return Organisation.objects.visible_to(request.user).filter(pk=wanted).first() if wanted else None


def _file(request: SignedInRequest, ending: str, content_type: str, write: Callable[..., Any]) -> FileResponse:
    found = _asked(request)
    out: BinaryIO = SpooledTemporaryFile(max_size=IN_MEMORY)  # type: ignore[assignment]  # noqa: SIM115  the response closes it
    write(found, out, by=request.user)
    out.seek(0)
    name = f"spot-bf1-{found.period.start:%Y-%m-%d}-{found.period.end:%Y-%m-%d}.{ending}"
    return FileResponse(out, as_attachment=True, filename=name, content_type=content_type)
