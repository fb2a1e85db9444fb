"""A file that comes in pieces over a poor line: each piece is written where it belongs, and may be sent again.

The bytes lie in `resumable/<id>`; the row says how many count. They are on the disk before the row says so, and the last
byte counts in the transaction that makes the spot: a file is complete when it is delivered, never before. Whoever is
killed leaves a row that tells the sender where to go on.
"""

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import IO, Any

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet

from spot.accounts.models import User
from spot.campaigns.models import Campaign
from spot.common import clock, files, seats
from spot.common.files import ReceivedUpload
from spot.common.refusals import Refused
from spot.creatives import formats, queries
from spot.creatives.models import Resumable, Spot
from spot.creatives.services.delivering import (
    limit_bytes,
    refuse_above_quota,
    refuse_if_closed,
    replace,
    upload,
)
from spot.creatives.workflow import VERBS

FOLDER = "resumable"
LARGEST_PIECE = 8 * files.MEGABYTE
KEPT, MINUTE = timedelta(hours=24), timedelta(minutes=1)
PATIENCE_SECONDS = 2.0
LATER = {"wrong_offset", "busy", "too_many_pieces", "checks_busy", "wrong_state", "disk_full"}  # the file stays
Reader = Callable[[int], bytes]


@transaction.atomic
def start(  # noqa: PLR0913  what the sender announces
    campaign: Campaign, *, by: User, size_bytes: int, title: str, name: str, replaces: Spot | None = None
) -> Resumable:
    """Announce a file; announced again before its first piece, it is the same one.

    Refused: `campaign_closed`, `empty` (422), `too_large`, `quota_reached` (413), `too_many_uploads` (429).
    """
    VERBS.require_role("upload", by)
    refuse_if_closed(campaign)
    if size_bytes <= 0:
        raise Refused("empty", "Ce fichier est vide : choisissez-en un autre.", status=422)
    if size_bytes > limit_bytes():
        raise files.too_large(limit_bytes())
    User.objects.select_for_update(no_key=True).get(pk=by.pk)  # one after the other, so that counting them counts
    facts: dict[str, Any] = {
        "campaign": campaign, "replaces": replaces, "owner": by, "title": title[:120],
        "original_name": name[:255], "size_bytes": size_bytes,
    }  # fmt: skip
    if again := _open_ones(by).filter(received_bytes=0, **facts).first():
        return again
    _refuse_too_many(by)
    refuse_above_quota(campaign, size_bytes + queries.coming_bytes(campaign.organisation_id))
    return Resumable.objects.create(**facts, expires_at=clock.now() + KEPT)


def receive(row: Resumable, *, offset: int, read: Reader) -> Resumable:
    """Add a piece at `offset`; the last one makes the spot. The last one sent again finds it made.

    Refused: `wrong_offset`, `busy` (423), `too_many_pieces` (429), `piece_too_large` (413), `disk_full` (507); and what
    `upload` says of a whole file, after which nothing of it is left unless it may be tried later.
    """
    _refuse_to_read(row, offset)
    with _read_ahead(read, room=min(LARGEST_PIECE, row.size_bytes - offset)) as (piece, cut):
        try:
            with _alone_with(row) as file:
                received = _add(row, file, offset, piece)
        except Refused as refusal:
            if refusal.code not in LATER:
                cancel(row)
            raise
    if cut:
        raise cut
    return received


def cancel(row: Resumable) -> None:
    """Forget a file on its way in."""
    Resumable.objects.filter(pk=row.pk).delete()
    _path(row).unlink(missing_ok=True)


def is_there(row: Resumable) -> bool:
    """Whether the bytes that count are on the disk."""
    path = _path(row)
    return not row.received_bytes or (path.is_file() and path.stat().st_size >= row.received_bytes)


def _open_ones(by: User) -> QuerySet[Resumable]:
    return Resumable.objects.filter(owner=by, became=None, expires_at__gt=clock.now())


def _refuse_too_many(by: User) -> None:
    most = settings.SPOT_UPLOADS_OPEN
    if settings.SPOT_THROTTLE and _open_ones(by).count() >= most:
        sentence = f"Vous avez déjà {most} envois commencés. Terminez-en un, ou annulez-le, avant le suivant."
        raise Refused("too_many_uploads", sentence, status=429, retry_after=60)


def _refuse_to_read(row: Resumable, offset: int) -> None:
    """What would be refused afterwards is not read."""
    if not row.became_id and row.received_bytes != offset:
        raise _elsewhere()
    pieces = row.pieces if _is_this_minute(row) else 0
    if settings.SPOT_THROTTLE and pieces >= settings.SPOT_PIECES_PER_MINUTE:
        sentence = "Ce fichier arrive en trop de morceaux. L’envoi reprendra dans une minute."
        raise Refused("too_many_pieces", sentence, status=429, retry_after=60)


def _elsewhere() -> Refused:
    return Refused("wrong_offset", "L’envoi reprend à un autre endroit du fichier.")


@contextmanager
def _read_ahead(read: Reader, *, room: int) -> Iterator[tuple[IO[bytes], OSError | None]]:
    """A piece read at the sender's pace, holding nothing meanwhile; and what cut it, if the line broke."""
    folder = files.passing_path().parent
    with files.room_on_disk(), tempfile.TemporaryFile(dir=folder) as piece:
        cut = _copy(read, piece, room)
        piece.seek(0)
        yield piece, cut


def _copy(read: Reader, piece: IO[bytes], room: int) -> OSError | None:
    while True:
        try:
            chunk = read(files.CHUNK)
        except OSError as cut:  # what came before it counts
            return cut
        if not chunk:
            return None
        if piece.tell() + len(chunk) > room:
            raise Refused("piece_too_large", "Ce morceau dépasse ce qui était annoncé.", status=413)
        piece.write(chunk)


@contextmanager
def _alone_with(row: Resumable) -> Iterator[IO[bytes]]:
    """The file, locked: two living writers take turns, and one that was killed holds nothing."""
    path = _path(row)
    path.parent.mkdir(parents=True, exist_ok=True)
    with os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT, 0o666), "r+b") as file:
        if not seats.lock(file.fileno(), patience=PATIENCE_SECONDS):
            raise Refused("busy", "Ce fichier est en cours de réception. Réessayez dans un instant.", status=423)
        yield file


def _add(row: Resumable, file: IO[bytes], offset: int, piece: IO[bytes]) -> Resumable:
    """Write a piece where it belongs, as the row stands now that nobody else writes."""
    row = _as_it_stands(row)
    came = offset + piece.seek(0, os.SEEK_END)
    if row.became_id:
        return _delivered(row, came)
    if row.received_bytes != offset:
        raise _elsewhere()
    if os.fstat(file.fileno()).st_size < offset:
        raise _gone()
    if offset == 0:
        _refuse_what_cannot_be_a_spot(row, piece)
    _write(file, offset, piece)
    if came < row.size_bytes:
        return _count(row, came)
    return _deliver(_count(row, row.size_bytes - 1))


def _as_it_stands(row: Resumable) -> Resumable:
    rows = Resumable.objects.select_related("campaign", "replaces", "owner")
    try:
        return rows.get(pk=row.pk)
    except Resumable.DoesNotExist as error:
        raise _gone() from error


def _gone() -> Refused:
    return Refused("gone", "Cet envoi n’existe plus : recommencez-le.", status=410)


def _delivered(row: Resumable, came: int) -> Resumable:
    """The last piece sent again is answered as the first time; another one belongs elsewhere."""
    if came != row.size_bytes:
        raise _elsewhere()
    return row


def _write(file: IO[bytes], offset: int, piece: IO[bytes]) -> None:
    with files.room_on_disk():
        piece.seek(0)
        file.truncate(offset)
        file.seek(offset)
        shutil.copyfileobj(piece, file, files.CHUNK)
        files.settle(file)


def _count(row: Resumable, came: int) -> Resumable:
    """The row says what the disk holds. A sender who gave up meanwhile is not contradicted."""
    row.pieces = row.pieces + 1 if _is_this_minute(row) else 1
    row.minute_began = row.minute_began if row.pieces > 1 else clock.now()
    row.received_bytes, row.expires_at = came, clock.now() + KEPT
    changed = {"received_bytes", "expires_at", "pieces", "minute_began"}
    if not Resumable.objects.filter(pk=row.pk).update(**{name: getattr(row, name) for name in changed}):
        raise _gone()
    return row


def _is_this_minute(row: Resumable) -> bool:
    return bool(row.minute_began and clock.now() < row.minute_began + MINUTE)


def _refuse_what_cannot_be_a_spot(row: Resumable, piece: IO[bytes]) -> None:
    """The first piece tells enough to spare somebody's data."""
    piece.seek(0)
    head = piece.read(formats.HEAD)
    if len(head) >= min(row.size_bytes, formats.HEAD) and formats.of_bytes(head) is None:
        raise formats.not_a_spot()


def _deliver(row: Resumable) -> Resumable:
    """Spot and upload become one fact; a kill before it leaves a file that lacks its last byte."""
    path = _path(row)
    waiting = files.Waiting(path, row.original_name, row.size_bytes, files.sha256_of(path))
    media = ReceivedUpload(waiting, "")

    def finish(spot: Spot) -> None:
        row.became, row.received_bytes = spot, row.size_bytes
        facts = {"became": spot, "received_bytes": row.size_bytes}
        if not Resumable.objects.filter(pk=row.pk).update(**facts):
            raise _gone()

    if row.replaces is None:
        upload(row.campaign, title=row.title, media=media, by=row.owner, within=finish)
    else:
        replace(row.replaces, media=media, by=row.owner, within=finish)
    path.unlink(missing_ok=True)
    return row


def _path(row: Resumable) -> Path:
    return files.stored(f"{FOLDER}/{row.pk}")
