"""What a file is, by its first bytes and never by its name alone.

MXF by its partition key within the run-in, MP4 and MOV by their first box; pictures by `filetype`. Whatever is also
something else (a page, a script, an archive, a PDF) is nothing.
"""

from dataclasses import dataclass
from pathlib import Path, PurePath

import filetype

from spot.common.refusals import Refused

HEAD = 65_536
MXF_KEY = bytes.fromhex("060e2b34020501010d0102")
NOT_FILMS = (b"heic", b"heix", b"heif", b"mif1", b"msf1", b"avif", b"avis", b"M4A ", b"M4B ", b"M4P ", b"crx ")
OLD_MOV_BOXES = (b"moov", b"mdat", b"wide", b"free", b"skip")
NOT_WHAT_IT_CLAIMS = (
    "Le contenu de ce fichier ne correspond pas à son nom. Exportez de nouveau votre spot, puis renvoyez-le."
)
FOREIGN = (b"<script", b"<html", b"<!doctype", b"<?php", b"%pdf-")


@dataclass(frozen=True)
class Format:
    """A format we take: what opens it, and how it is served."""

    name: str
    media_type: str
    content_type: str
    opened_by: str
    suffixes: tuple[str, ...]


FILMS = (".mp4", ".mov", ".m4v", ".3gp", ".qt")
PICTURES = (".jpg", ".jpeg", ".png", ".webp")
MP4 = Format("mp4", "video", "video/mp4", "mov", FILMS)
MOV = Format("mov", "video", "video/quicktime", "mov", FILMS)
MXF = Format("mxf", "video", "application/mxf", "mxf", (".mxf",))
JPEG = Format("jpg", "image", "image/jpeg", "JPEG", PICTURES)
PNG = Format("png", "image", "image/png", "PNG", PICTURES)
WEBP = Format("webp", "image", "image/webp", "WEBP", PICTURES)
BY_MIME = {each.content_type: each for each in (JPEG, PNG, WEBP)}
ACCEPTED = (*FILMS, ".mxf", *PICTURES)


def recognise(path: Path, name: str) -> Format:
    """The format of a file. Refused (422): `empty`, `not_a_spot`, `not_what_it_claims`."""
    with path.open("rb") as file:
        head = file.read(HEAD)
        file.seek(max(0, path.stat().st_size - HEAD))
        tail = file.read(HEAD)
    if not head:
        raise Refused("empty", "Ce fichier est vide : choisissez-en un autre.", status=422)
    found = of_bytes(head)
    if found is None:
        raise not_a_spot()
    if _is_something_else(head + tail) or not _claims(found, name):
        raise Refused("not_what_it_claims", NOT_WHAT_IT_CLAIMS, status=422)
    return found


def of_bytes(head: bytes) -> Format | None:
    """The format these first bytes announce, if it is one we take."""
    if head[4:8] == b"ftyp":
        return None if head[8:12] in NOT_FILMS else MOV if head[8:12] == b"qt  " else MP4
    if head[4:8] in OLD_MOV_BOXES:
        return MOV
    if MXF_KEY in head:
        return MXF
    kind = filetype.guess(head)
    return BY_MIME.get(kind.mime) if kind else None


def not_a_spot() -> Refused:
    sentence = "Ce fichier n’est ni une vidéo (MP4, MOV, MXF) ni une image (JPEG, PNG, WebP)."
    return Refused("not_a_spot", sentence, status=422)


def _claims(found: Format, name: str) -> bool:
    """A name without an ending claims nothing; otherwise the ending must be one of the format's family."""
    suffix = PurePath(name).suffix.lower()
    return not suffix or suffix in found.suffixes


def _is_something_else(ends: bytes) -> bool:
    """A page, a script or a PDF; archives are looked for in the locked child, which reads into them."""
    lower = ends.lower()
    return any(mark in lower for mark in FOREIGN)
