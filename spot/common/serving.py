"""Sends a stored file to whoever may see it: whole or by ranges, never kept by anybody on the way."""

import re
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from urllib.parse import quote

from asgiref.sync import sync_to_async
from django.conf import settings
from django.core.handlers.asgi import ASGIRequest
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse

from spot.common import files
from spot.common.asked import number

PIECE = 256 * 1024
LARGEST = 10**18  # bytes
ACCEL_PREFIX = "/protected-media/"
ONE_RANGE = re.compile(r"bytes=([0-9]{0,18})-([0-9]{0,18})")


def serve(request: HttpRequest, name: str, *, shown_as: str, content_type: str, etag: str) -> HttpResponseBase:
    """The stored file `name`: 200, 206 for one range, 304, or 416. Http404 when the disk does not have it.

    `shown_as` is the name a browser saves it under; `etag` changes when the bytes do (their hash).
    """
    path, quoted = files.stored(name), f'"{etag}"'
    if not path.is_file():
        raise Http404
    if request.headers.get("If-None-Match") == quoted:
        response: HttpResponseBase = HttpResponse(status=304)
    elif settings.SPOT_X_ACCEL:
        response = HttpResponse(headers={"X-Accel-Redirect": ACCEL_PREFIX + quote(name)})
    else:
        response = _bytes(request, path, quoted)
    for header, value in _headers(shown_as, content_type, quoted).items():
        response[header] = value
    return response


def _headers(shown_as: str, content_type: str, etag: str) -> dict[str, str]:
    return {
        "Content-Type": content_type,
        "Content-Disposition": f"inline; filename*=UTF-8''{quote(shown_as)}",
        "ETag": etag,
        **({} if settings.SPOT_X_ACCEL else {"Accept-Ranges": "bytes"}),  # nginx says so itself
        "Cache-Control": "private, no-store",
        "X-Content-Type-Options": "nosniff",
        # A film is compressed already, and a compressed answer has no ranges: the gzip middleware leaves this one alone.
        "Content-Encoding": "identity",
    }


def _bytes(request: HttpRequest, path: Path, etag: str) -> HttpResponseBase:
    size = path.stat().st_size
    asked = _asked(request, size, etag)
    if asked is None:
        return StreamingHttpResponse(_pieces(request, path, 0, size), headers={"Content-Length": str(size)})
    first, last = asked
    if first >= size or first > last:
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
    headers = {"Content-Range": f"bytes {first}-{last}/{size}", "Content-Length": str(last - first + 1)}
    return StreamingHttpResponse(_pieces(request, path, first, last - first + 1), status=206, headers=headers)


def _asked(request: HttpRequest, size: int, etag: str) -> tuple[int, int] | None:
    """First and last byte asked for; None for the whole file (no range, several, or one for another file)."""
    found = ONE_RANGE.fullmatch(request.headers.get("Range", "").strip())
    if not found or not any(found.groups()) or request.headers.get("If-Range", etag) != etag:
        return None
    first, last = (number(part, most=LARGEST) if part else None for part in found.groups())
    if first is None:
        return (max(0, size - last), size - 1) if last else (size, size)
    return first, size - 1 if last is None else min(last, size - 1)


def _pieces(request: HttpRequest, path: Path, start: int, length: int) -> Iterator[bytes] | AsyncIterator[bytes]:
    """The file as it is sent; read by a thread under ASGI, where one reader must not hold the others."""
    pieces = _read(path, start, length)
    return _threaded(pieces) if isinstance(request, ASGIRequest) else pieces


def _read(path: Path, start: int, length: int) -> Iterator[bytes]:
    with path.open("rb") as file:
        file.seek(start)
        while length > 0 and (piece := file.read(min(PIECE, length))):
            length -= len(piece)
            yield piece


async def _threaded(pieces: Iterator[bytes]) -> AsyncIterator[bytes]:
    following = sync_to_async(lambda: next(pieces, None), thread_sensitive=False)
    while (piece := await following()) is not None:
        yield piece
