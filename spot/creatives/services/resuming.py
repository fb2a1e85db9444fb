"""A file that comes in pieces over a poor line: each piece is written where it belongs, and may be sent again.

The bytes lie in `resumable/<id>`; the row says how many count. A process killed between the two loses only the piece
that the sender has not been thanked for.
"""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from uuid import UUID

from django.db.models import Q

from spot.accounts.models import User
from spot.campaigns.models import Campaign
from spot.common import clock, files
from spot.common.files import Received, ReceivedUpload
from spot.common.refusals import Refused
from spot.creatives import formats, queries
from spot.creatives.models import Resumable, Spot
from spot.creatives.services.delivering import limit_bytes, refuse_above_quota, refuse_if_closed, replace, upload
from spot.creatives.workflow import VERBS

FOLDER = "resumable"
LARGEST_PIECE = 8 * files.MEGABYTE
KEPT, BUSY = timedelta(hours=24), timedelta(seconds=90)
Reader = Callable[[int], bytes]


def start(  # noqa: PLR0913  what the sender announces
    campaign: Campaign, *, by: User, size_bytes: int, title: str, name: str, replaces: Spot | None = None
) -> Resumable:
    """Announce a file. Refused: `campaign_closed`, `empty` (422), `too_large`, `quota_reached` (413)."""
    VERBS.require_role("upload", by)
    refuse_if_closed(campaign)
    if size_bytes <= 0:
        raise Refused("empty", "Ce fichier est vide : choisissez-en un autre.", status=422)
    if size_bytes > limit_bytes():
        raise files.too_large(limit_bytes())
    refuse_above_quota(campaign, size_bytes + queries.coming_bytes(campaign.organisation_id))
    return Resumable.objects.create(
        campaign=campaign, replaces=replaces, owner=by, title=title[:120], original_name=name[:255],
        size_bytes=size_bytes, expires_at=clock.now() + KEPT,
    )  # fmt: skip


def receive(row: Resumable, *, offset: int, read: Reader) -> Resumable:
    """Add a piece at `offset`; the last one makes the spot.

    Refused: `wrong_offset`, `busy` (423), `piece_too_large` (413), `disk_full` (507); and what `upload` says of a whole
    file, after which nothing of it is left.
    """
    _claim(row.pk, offset)
    try:
        _write(row, offset, read)
        if offset == 0:
            _refuse_what_cannot_be_a_spot(row)
        if row.received_bytes == row.size_bytes:
            row.became = _finish(row)
    except Refused as refusal:
        if refusal.code != "disk_full":
            cancel(row)
        raise
    finally:
        _release(row)
    return row


def cancel(row: Resumable) -> None:
    """Forget a file on its way in."""
    Resumable.objects.filter(pk=row.pk).delete()
    _path(row).unlink(missing_ok=True)


def _claim(key: UUID, offset: int) -> None:
    """One sender at a time; whoever died while sending is forgotten after a while."""
    now = clock.now()
    free = Q(busy_until=None) | Q(busy_until__lt=now)
    if Resumable.objects.filter(free, pk=key, received_bytes=offset).update(busy_until=now + BUSY):
        return
    if Resumable.objects.filter(pk=key, received_bytes=offset).exists():
        raise Refused("busy", "Ce fichier est en cours de réception. Réessayez dans un instant.", status=423)
    raise Refused("wrong_offset", "L’envoi reprend à un autre endroit du fichier.")


def _release(row: Resumable) -> None:
    Resumable.objects.filter(pk=row.pk).update(
        received_bytes=row.received_bytes, became=row.became, busy_until=None, expires_at=clock.now() + KEPT
    )


def _write(row: Resumable, offset: int, read: Reader) -> None:
    """Write what comes at its place. A line that breaks keeps what came."""
    path, room = _path(row), min(LARGEST_PIECE, row.size_bytes - offset)
    with files.room_on_disk():
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("r+b" if path.exists() else "xb") as file:
            file.truncate(offset)
            file.seek(offset)
            while piece := read(files.CHUNK):
                if row.received_bytes + len(piece) - offset > room:
                    raise Refused("piece_too_large", "Ce morceau dépasse ce qui était annoncé.", status=413)
                file.write(piece)
                row.received_bytes += len(piece)


def _refuse_what_cannot_be_a_spot(row: Resumable) -> None:
    """The first piece tells enough to spare somebody's data."""
    with _path(row).open("rb") as file:
        head = file.read(formats.HEAD)
    if len(head) >= min(row.size_bytes, formats.HEAD) and formats.of_bytes(head) is None:
        raise formats.not_a_spot()


def _finish(row: Resumable) -> Spot:
    path = _path(row)
    media = ReceivedUpload(Received(path, row.original_name, row.size_bytes, files.sha256_of(path)), "")
    if row.replaces is None:
        return upload(row.campaign, title=row.title, media=media, by=row.owner)
    return replace(row.replaces, media=media, by=row.owner).spot


def _path(row: Resumable) -> Path:
    return files.stored(f"{FOLDER}/{row.pk}")
