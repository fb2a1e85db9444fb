"""The boxes of an MP4 or MOV file (ISO/IEC 14496-12), read by hand: whether they are whole, and the lengths they declare.

What decodes a film forgives a header that lies; an ad break does not. One budget a file, whatever its boxes say: how
many, how deep, how many tracks, how many bytes read.
"""

import os
import sys
from array import array
from dataclasses import dataclass, field
from operator import mul
from typing import BinaryIO

MOST_BOXES = 20_000
DEEPEST = 8  # a sample table lies five deep
MOST_TRACKS = 100
MOST_RUNS = 1_000_000  # entries of one table of durations: five hours of a telephone's uneven pictures
MOST_BYTES = 64 * 1024 * 1024
CHUNK = 1024 * 1024
FOLDERS = {b"moov", b"trak", b"mdia", b"minf", b"stbl"}


class Broken(Exception):  # noqa: N818  said of a file, turned into a refusal by whoever asked
    """The boxes do not fit in the file."""


class Overbuilt(Exception):  # noqa: N818  said of a file
    """More boxes than any film needs."""


@dataclass
class Track:
    """What one track declares, in seconds; None when it declares nothing."""

    kind: bytes = b""
    scale: int = 0
    shown: int | None = None  # tkhd, in the movie's scale
    media: int | None = None  # mdhd, in the track's scale
    counted: int | None = None  # stts, the sum of its samples, in the track's scale

    @property
    def seconds_apart(self) -> float:
        """Between the length in its header and that of its table of samples."""
        if not (self.media and self.counted and self.scale):
            return 0.0
        return abs(self.media - self.counted) / self.scale


@dataclass
class Declared:
    """What the header of a film declares."""

    scale: int = 0
    whole: int | None = None
    tracks: list[Track] = field(default_factory=list)

    @property
    def whole_seconds(self) -> float | None:
        return self.whole / self.scale if self.whole and self.scale else None

    @property
    def film_seconds(self) -> float | None:
        shown = [track.shown for track in self.tracks if track.kind == b"vide" and track.shown]
        return max(shown) / self.scale if shown and self.scale else None

    def facts(self) -> dict[str, float | None]:
        apart = max((track.seconds_apart for track in self.tracks), default=0.0)
        return {"whole": self.whole_seconds, "film": self.film_seconds, "tracks_apart": apart}


class Reader:
    """The file, and what is left of the budget for reading it."""

    def __init__(self, file: BinaryIO) -> None:
        self.file, self.size = file, os.fstat(file.fileno()).st_size
        self.boxes, self.bytes = MOST_BOXES, MOST_BYTES

    def read(self, start: int, length: int) -> bytes:
        self.bytes -= length
        if self.bytes < 0:
            raise Overbuilt
        self.file.seek(start)
        return self.file.read(length)

    def box_at(self, start: int, end: int) -> tuple[bytes, int, int] | None:
        """(kind, first byte of the content, byte after it); None where a recorder padded the file with zeros."""
        self.boxes -= 1
        if self.boxes < 0:
            raise Overbuilt
        head = self.read(start, min(16, end - start))
        if not head[:8].strip(b"\0") and self.only_zeros(start, end):
            return None
        size, kind, header = int.from_bytes(head[:4]), head[4:8], 8
        if size == 1:
            size, header = int.from_bytes(head[8:16]), 16
        after = end if size == 0 else start + size
        if len(head) < header or after > end or after < start + header:
            raise Broken
        return kind, start + header, after

    def only_zeros(self, start: int, end: int) -> bool:
        return not any(
            self.read(place, min(CHUNK, end - place)).strip(b"\0") for place in range(start, end, CHUNK)
        )  # fmt: skip


def read(file: BinaryIO) -> Declared:
    """Walk the boxes. Broken when one runs past its end or when there is no header; Overbuilt above the budget."""
    reader, declared, has_header = Reader(file), Declared(), False
    folders = [(0, reader.size)]  # what is left to walk of each folder we stand in, the outermost first
    while folders:
        start, end = folders.pop()
        box = reader.box_at(start, end) if start < end else None
        if box is None:
            continue
        kind, content, after = box
        has_header = has_header or (kind == b"moov" and not folders)
        folders.append((after, end))
        if kind in FOLDERS:
            _enter(kind, declared, folders, (content, after))
        elif kind in READERS:
            READERS[kind](reader.read(content, after - content), declared)
    if not has_header:
        raise Broken
    return declared


def _enter(kind: bytes, declared: Declared, folders: list[tuple[int, int]], inside: tuple[int, int]) -> None:
    if kind == b"trak":
        declared.tracks.append(Track())
    if len(declared.tracks) > MOST_TRACKS or len(folders) >= DEEPEST:
        raise Overbuilt
    folders.append(inside)


def _movie(body: bytes, declared: Declared) -> None:
    declared.scale, declared.whole = _scale_and_length(body)


def _shown(body: bytes, declared: Declared) -> None:
    wide = body[:1] == b"\1"
    at = 28 if wide else 20
    _track(declared).shown = _length(body[at : at + (8 if wide else 4)])


def _media(body: bytes, declared: Declared) -> None:
    track = _track(declared)
    track.scale, track.media = _scale_and_length(body)


def _kind(body: bytes, declared: Declared) -> None:
    track = _track(declared)
    track.kind = track.kind or body[8:12]


def _samples(body: bytes, declared: Declared) -> None:
    runs = int.from_bytes(body[4:8])
    if runs > MOST_RUNS:
        raise Overbuilt
    if len(body) < 8 + 8 * runs:
        raise Broken
    pairs = array("I", body[8 : 8 + 8 * runs])
    if sys.byteorder == "little":
        pairs.byteswap()
    _track(declared).counted = sum(map(mul, pairs[::2], pairs[1::2]))


def _scale_and_length(body: bytes) -> tuple[int, int | None]:
    """The scale and the length of `mvhd` and `mdhd`, in their short and their wide form."""
    at, size = (20, 8) if body[:1] == b"\1" else (12, 4)
    return int.from_bytes(body[at : at + 4]), _length(body[at + 4 : at + 4 + size])


def _length(number: bytes) -> int | None:
    """All ones means that nobody knows."""
    return None if number == b"\xff" * len(number) else int.from_bytes(number)


def _track(declared: Declared) -> Track:
    if not declared.tracks:
        raise Broken
    return declared.tracks[-1]


READERS = {b"mvhd": _movie, b"tkhd": _shown, b"mdhd": _media, b"hdlr": _kind, b"stts": _samples}
