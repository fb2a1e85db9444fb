"""The boxes of an MP4 or MOV file (ISO/IEC 14496-12), read by hand: whether they are whole, and the lengths they declare.

What decodes a film forgives a header that lies; an ad break does not.
"""

import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

MOST_BOXES = 20_000
LARGEST_HEADER = 64 * 1024 * 1024
FOLDERS = {b"moov", b"trak", b"mdia", b"minf", b"stbl"}


class Broken(Exception):  # noqa: N818  said of a file, turned into a refusal by whoever asked
    """The boxes do not fit in the file."""


@dataclass
class Track:
    """What one track declares, in seconds; None when it declares nothing."""

    kind: bytes = b""
    scale: int = 0
    shown: int | None = None  # tkhd, in the movie's scale
    media: int | None = None  # mdhd, in the track's scale
    counted: int | None = None  # stts, the sum of its samples, in the track's scale


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

    def disagrees_with_its_samples(self, tolerance: float) -> bool:
        """Whether a track says one length in its header and another in its table of samples."""
        return any(
            track.media and track.counted and track.scale
            and abs(track.media - track.counted) > tolerance * track.scale
            for track in self.tracks
        )  # fmt: skip


def read(path: Path) -> Declared:
    """Walk the boxes. Raises Broken when one runs past the end of the file, or when there is no header."""
    declared = Declared()
    with path.open("rb") as file:
        size = os.fstat(file.fileno()).st_size
        kinds = [_look(file, kind, start, end, declared) for kind, start, end in _boxes(file, 0, size)]
    if b"moov" not in kinds:
        raise Broken
    return declared


def _boxes(file: BinaryIO, start: int, end: int) -> Iterator[tuple[bytes, int, int]]:
    """(kind, first byte of the content, byte after it) of each box between two places."""
    for _ in range(MOST_BOXES):
        if start == end or _only_zeros(file, start, end):
            return
        kind, content, after = _box_at(file, start, end)
        yield kind, content, after
        start = after
    raise Broken


def _box_at(file: BinaryIO, start: int, end: int) -> tuple[bytes, int, int]:
    file.seek(start)
    head = file.read(16)
    size, kind, header = int.from_bytes(head[:4]), head[4:8], 8
    if size == 1:
        size, header = int.from_bytes(head[8:16]), 16
    after = end if size == 0 else start + size
    if len(head) < 8 or after > end or after < start + header:
        raise Broken
    return kind, start + header, after


def _only_zeros(file: BinaryIO, start: int, end: int) -> bool:
    """Some recorders pad the end of a file; a box needs eight bytes."""
    file.seek(start)
    return end - start < LARGEST_HEADER and not file.read(8).strip(b"\0") and not file.read(end - start).strip(b"\0")


def _look(file: BinaryIO, kind: bytes, start: int, end: int, declared: Declared) -> bytes:
    if kind == b"trak":
        declared.tracks.append(Track())
    if kind in FOLDERS:
        for inner in _boxes(file, start, end):
            _look(file, *inner, declared)
    elif kind in READERS and end - start < LARGEST_HEADER:
        file.seek(start)
        READERS[kind](file.read(end - start), declared)
    return kind


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
    pairs = range(8, min(len(body) - 7, 8 + 8 * int.from_bytes(body[4:8])), 8)
    _track(declared).counted = sum(int.from_bytes(body[n : n + 4]) * int.from_bytes(body[n + 4 : n + 8]) for n in pairs)


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
