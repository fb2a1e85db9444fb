"""Stored files: received under a passing name with their hash counted on the way, then moved to their place at once.

The bytes come first and the row after; when the row is not written, the bytes go. A name given by somebody is never a
name on the disk.
"""

import errno
import hashlib
import os
import uuid
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import IO, Protocol, Self

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler

from spot.common.refusals import Refused

CHUNK = 1024 * 1024
MEGABYTE = 1024 * 1024
INCOMING = "incoming"
NO_ROOM = {errno.ENOSPC, errno.EDQUOT}


class Media(Protocol):
    """Whatever can be read in pieces: a Django file, or one received already."""

    name: str | None

    def chunks(self, chunk_size: int | None = None) -> Iterator[bytes]: ...


@dataclass
class Received:
    """A file that came in whole, under MEDIA_ROOT/incoming until it is kept or discarded."""

    path: Path
    name: str
    size_bytes: int
    sha256: str

    def discard(self) -> None:
        self.path.unlink(missing_ok=True)


class Waiting(Received):
    """A file that came in by pieces: it stays until its row says what became of it."""

    def discard(self) -> None:
        """Whoever keeps the row decides."""


class Part:
    """A file that is coming in. Refused: `too_large` (413), `disk_full` (507); either leaves nothing behind."""

    def __init__(self, *, limit_bytes: int) -> None:
        self.path, self.limit_bytes, self.size_bytes = passing_path(), limit_bytes, 0
        self.digest = hashlib.sha256()
        with room_on_disk():
            self.file = self.path.open("xb")

    def write(self, chunk: bytes) -> None:
        self.size_bytes += len(chunk)
        if self.size_bytes > self.limit_bytes:
            self.discard()
            raise too_large(self.limit_bytes)
        try:
            with room_on_disk():
                self.file.write(chunk)
        except Refused:
            self.discard()
            raise
        self.digest.update(chunk)

    def finish(self, name: str) -> Received:
        with room_on_disk():
            settle(self.file)
        self.file.close()
        return Received(self.path, name, self.size_bytes, self.digest.hexdigest())

    def discard(self) -> None:
        self.path.unlink(missing_ok=True)
        try:
            self.file.close()
        except OSError as error:  # a full disk is told again when what was buffered is flushed
            if error.errno not in NO_ROOM:
                raise


class ReceivedUpload(UploadedFile[bytes]):
    """An uploaded file of a form, whose bytes and hash are already where they should be."""

    def __init__(self, received: Received, content_type: str) -> None:
        super().__init__(file=None, name=received.name, content_type=content_type, size=received.size_bytes)
        self.received = received

    def chunks(self, chunk_size: int | None = None) -> Iterator[bytes]:
        with self.received.path.open("rb") as file:
            while chunk := file.read(chunk_size or CHUNK):
                yield chunk

    def seek(self, offset: int, whence: int = 0, /) -> int:
        """Each reading begins at the beginning."""
        return 0

    def close(self) -> None:
        """The end of the request: what nobody kept goes."""
        self.received.discard()


class ReceivingHandler(FileUploadHandler):
    """Writes an upload straight into MEDIA_ROOT/incoming, and stops it at the limit instead of at its end."""

    chunk_size = CHUNK

    def __init__(self, request: object = None, *, limit_bytes: int) -> None:
        super().__init__(request)  # type: ignore[arg-type]
        self.limit_bytes = limit_bytes
        self.parts: list[Part] = []

    def new_file(self, *args: object, **kwargs: object) -> None:
        super().new_file(*args, **kwargs)  # type: ignore[arg-type]
        self.parts.append(Part(limit_bytes=self.limit_bytes))

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        self.parts[-1].write(raw_data)

    def file_complete(self, file_size: int) -> ReceivedUpload:
        return ReceivedUpload(self.parts[-1].finish(self.file_name or ""), self.content_type or "")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        """The end of the request, however it came: a file that was kept has another name, these go."""
        for part in self.parts:
            part.discard()


@contextmanager
def taken(media: Media, *, limit_bytes: int) -> Iterator[Received]:
    """The bytes of `media` under a passing name, discarded at the end unless they were kept."""
    received = media.received if isinstance(media, ReceivedUpload) else receive(media, limit_bytes=limit_bytes)
    try:
        yield received
    finally:
        received.discard()


def receive(media: Media, *, limit_bytes: int) -> Received:
    """Read `media` to its end, hashing on the way. Refused: `too_large` (413), `disk_full` (507)."""
    part = Part(limit_bytes=limit_bytes)
    for chunk in media.chunks(CHUNK):
        part.write(chunk)
    return part.finish(media.name or "")


@contextmanager
def kept(files: Mapping[str, Path]) -> Iterator[None]:
    """Put files in their place under MEDIA_ROOT, then run the block that writes their rows; no row, no bytes.

    They get a second name, and their passing one goes afterwards: whoever is killed here has lost nothing.
    """
    try:
        with room_on_disk():
            for name, path in files.items():
                _settle_as(stored(name), path)
        yield
    except BaseException:
        for name in files:
            stored(name).unlink(missing_ok=True)
        raise


def settle(file: IO[bytes]) -> None:
    """On the disk, and not only on its way there: a row that says so may be written."""
    file.flush()
    os.fsync(file.fileno())


def _settle_as(place: Path, path: Path) -> None:
    place.parent.mkdir(parents=True, exist_ok=True)
    with path.open("rb") as file:
        os.fsync(file.fileno())
    os.link(path, place)
    for folder in (place.parent, place.parent.parent):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def stored(name: str) -> Path:
    """Where a stored name lies on the disk."""
    return Path(settings.MEDIA_ROOT) / name


def passing_path() -> Path:
    """A fresh path for bytes that are not kept yet, on the same disk as what is."""
    folder = stored(INCOMING)
    with room_on_disk():
        folder.mkdir(parents=True, exist_ok=True)
    return folder / f"{uuid.uuid4()}.part"


def sha256_of(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def older_than(folder: str, age: timedelta) -> list[Path]:
    """The files under a folder of MEDIA_ROOT that nobody has written to for `age`."""
    oldest = _disk_time() - age.total_seconds()
    return [path for path in stored(folder).rglob("*") if path.is_file() and path.stat().st_mtime < oldest]


def _disk_time() -> float:
    """The time of the disk, which is not the product's clock: what it writes on a new file."""
    witness = passing_path()
    witness.touch()
    try:
        return witness.stat().st_mtime
    finally:
        witness.unlink()


def too_large(limit_bytes: int) -> Refused:
    sentence = f"Ce fichier dépasse {limit_bytes // MEGABYTE} Mo : envoyez une version plus légère."
    return Refused("too_large", sentence, status=413)


@contextmanager
def room_on_disk() -> Iterator[None]:
    """A full disk is said as such. Refused: `disk_full` (507)."""
    try:
        yield
    except OSError as error:
        if error.errno in NO_ROOM:
            sentence = "Le serveur n’a plus de place pour ce fichier. La régie est prévenue, réessayez plus tard."
            raise Refused("disk_full", sentence, status=507) from error
        raise
