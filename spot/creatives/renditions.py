"""A poster as small as lists show it: made of the stored one when it is first asked for, then kept beside it."""

from pathlib import Path

from PIL import Image, UnidentifiedImageError

from spot.common import files
from spot.common.refusals import Refused

FOLDER = "renditions"
BOX = (256, 256)  # lists show 128 × 72 at most, and screens of two dots a point twice that
QUALITY = 70


def name_of(poster: str) -> str:
    return f"{FOLDER}/{poster.replace('/', '-')}"


def small(poster: str) -> str:
    """The stored name of the small one. Where it cannot be made (no room, no JPEG) the poster itself serves."""
    name = name_of(poster)
    source, place = files.stored(poster), files.stored(name)
    if place.exists() or not source.is_file():
        return name
    try:
        _draw(source, place)
    except (Refused, UnidentifiedImageError):
        return poster
    return name


def _draw(source: Path, place: Path) -> None:
    """Written under a passing name: two people who ask at once get one whole picture each."""
    passing = files.passing_path()
    try:
        with Image.open(source, formats=["JPEG"]) as opened, files.room_on_disk():
            opened.draft("RGB", BOX)
            opened.thumbnail(BOX)
            opened.save(passing, "JPEG", quality=QUALITY, optimize=True)
            place.parent.mkdir(exist_ok=True)
            passing.replace(place)
    finally:
        passing.unlink(missing_ok=True)
