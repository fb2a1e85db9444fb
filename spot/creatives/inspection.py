"""Looks into a received file: does it open as what it claims, how long does it last, what does it look like.

The file is opened by the locked child (`common/opening.py`); here its answer is weighed against what the file declares.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from spot.common import files, opening
from spot.common.files import Received
from spot.common.refusals import Refused
from spot.creatives import formats
from spot.creatives.formats import Format

LONGEST_SECONDS = 3600
SENTENCES = {
    "does_not_open": "Ce fichier ne s’ouvre pas : il est abîmé ou n’est pas ce que son nom annonce. Exportez de nouveau votre spot.",
    "cut_short": "Ce fichier est incomplet : il s’arrête avant la fin. Renvoyez-le en entier.",
    "not_what_it_claims": formats.NOT_WHAT_IT_CLAIMS,
    "overbuilt": "Ce fichier est découpé en trop de morceaux pour être vérifié. Exportez de nouveau votre spot.",
    "length_disagrees": "La durée annoncée par ce fichier n’est pas celle de son contenu. Exportez de nouveau votre spot.",
    "damaged": "Des images de cette vidéo sont illisibles. Exportez de nouveau votre spot.",
    "no_picture": "Ce fichier ne contient pas d’image que nous puissions diffuser, ou ses images dépassent 4096 × 2304.",
    "picture_size": "Cette image est trop petite, ou dépasse 40 millions de points. Envoyez par exemple 1920 × 1080.",
    "moving_picture": "Cette image est animée : envoyez une vidéo MP4, ou une image fixe.",
    "too_short": "Cette vidéo dure moins d’une seconde : elle ne peut pas être diffusée.",
    "too_long": "Cette vidéo dure plus d’une heure : elle ne peut pas être diffusée comme spot.",
    "could_not_check": "La vérification de ce fichier n’a pas abouti à temps. Envoyez un export MP4 (H.264) plus léger.",
}


@dataclass(frozen=True)
class Inspected:
    """A file that opens: its format, what was found, the bytes to keep and their poster (both still passing files)."""

    format: Format
    facts: dict[str, Any]
    kept: Received
    poster: Path

    @property
    def seconds(self) -> int | None:
        """The measured length, in whole seconds; a picture has none of its own."""
        measured = self.facts.get("duration_ms")
        return None if measured is None else (measured + 500) // 1000


@contextmanager
def inspected(received: Received) -> Iterator[Inspected]:
    """Look into a file; the passing files go at the end unless they were kept.

    Refused (422): `empty`, `not_a_spot`, `not_what_it_claims`, and the codes of SENTENCES.
    """
    found = formats.recognise(received.path, received.name)
    poster, clean = files.passing_path(), files.passing_path()
    try:
        facts = _opened(received.path, found, poster, clean)
        if found.media_type == "video":
            _weigh(facts, facts.pop("declared"))
            yield Inspected(found, facts, received, poster)
        else:
            yield Inspected(found, facts, _cleaned(received, clean), poster)
    finally:
        poster.unlink(missing_ok=True)
        clean.unlink(missing_ok=True)


def refusal(code: str) -> Refused:
    return Refused(code, SENTENCES[code], status=422)


def _opened(path: Path, found: Format, poster: Path, clean: Path) -> dict[str, Any]:
    """What the child says of a file."""
    with path.open("rb") as source, files.room_on_disk(), poster.open("xb") as shown, clean.open("xb") as pixels:
        if found.media_type == "video":
            answer = opening.opened("film", found.opened_by, source, shown)
        else:
            answer = opening.opened("picture", found.opened_by, source, shown, pixels)
    if "refusal" in answer:
        raise refusal(answer["refusal"])
    return answer


def _weigh(facts: dict[str, Any], declared: dict[str, float | None] | None) -> None:
    """Trust what was counted; refuse a header that says otherwise by more than a second and a tenth."""
    measured, whole = facts["duration_ms"] / 1000, facts["total_ms"] / 1000
    allowed = max(1.0, measured / 10)
    header = (facts["header_ms"] or facts["duration_ms"]) / 1000
    if header - measured > allowed:
        raise refusal("cut_short")
    said = [] if declared is None else [(declared["whole"], whole), (declared["film"], measured)]
    lies = any(length is not None and abs(length - counted) > allowed for length, counted in said)
    if lies or (declared and (declared["tracks_apart"] or 0) > allowed):
        raise refusal("length_disagrees")
    if measured < 0.5:
        raise refusal("too_short")
    if measured > LONGEST_SECONDS:
        raise refusal("too_long")


def _cleaned(received: Received, clean: Path) -> Received:
    """A picture as it was written anew: its own bytes, size and hash."""
    return Received(clean, received.name, clean.stat().st_size, files.sha256_of(clean))
