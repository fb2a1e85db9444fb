"""Documents sent as files: written to disk while they are made, so that memory stays flat whatever their length."""

from collections.abc import Callable
from tempfile import TemporaryFile
from typing import BinaryIO

from django.http import FileResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase

from spot.common import csvs, pdf, xlsx
from spot.common.tables import Table

PDF_TYPE = "application/pdf"


def as_csv(table: Table, name: str) -> StreamingHttpResponse:
    response = StreamingHttpResponse(csvs.stream(table), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    _keep_private(response)
    return response


def as_xlsx(table: Table, name: str) -> FileResponse:
    return as_file(lambda out: xlsx.write(table, out), f"{name}.xlsx", xlsx.CONTENT_TYPE)


def as_pdf(table: Table, name: str, *, is_landscape: bool = True) -> FileResponse:
    return as_file(lambda out: pdf.write(table, out, is_landscape=is_landscape), f"{name}.pdf", PDF_TYPE)


def as_file(write: Callable[[BinaryIO], None], name: str, content_type: str) -> FileResponse:
    """What `write` puts in a file, sent as an attachment."""
    out = TemporaryFile()  # noqa: SIM115  the response closes it
    write(out)
    out.seek(0)
    response = FileResponse(out, as_attachment=True, filename=name, content_type=content_type)
    _keep_private(response)
    return response


def _keep_private(response: HttpResponseBase) -> None:
    """Never kept by a shared cache, never taken for something else."""
    response["Cache-Control"] = "private, no-store"
    response["X-Content-Type-Options"] = "nosniff"
