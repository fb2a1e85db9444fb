"""A picture, or a person's photo: decoded whole and written anew, so that what is kept holds pixels and nothing else."""

import io
from typing import Any, BinaryIO

from PIL import Image, ImageOps

from spot.common.locked.limits import Refusal

MOST_PIXELS = 40_000_000
SMALLEST_SIDE = 16
POSTER = (640, 640)
PORTRAIT_SIDE = 320
FORMATS = ("JPEG", "PNG", "WEBP")
# 40 million points of a photo are to be written within the time: a little larger, three times as fast.
WRITTEN: dict[str, dict[str, int]] = {
    "JPEG": {"quality": 95},
    "PNG": {"compress_level": 3},
    "WEBP": {"quality": 95, "method": 2},
}
UNREADABLE = (SyntaxError, ValueError, EOFError, OSError)


def warm_up() -> None:
    """Write and read a tiny picture of each kind: Pillow loads parts of itself late, and later is too late."""
    Image.init()
    for form in FORMATS:
        shelf = io.BytesIO()
        Image.new("RGB", (16, 16)).save(shelf, form)
        Image.open(shelf, formats=[form]).convert("RGB").load()
    Image.MAX_IMAGE_PIXELS = None  # ours is checked before anything is decoded


def picture(source: BinaryIO, opened_by: str, poster: BinaryIO, clean: BinaryIO) -> dict[str, Any]:
    opened = Image.open(source, formats=[opened_by])
    if opened.width * opened.height > MOST_PIXELS or min(opened.size) < SMALLEST_SIDE:
        raise Refusal("picture_size")
    if getattr(opened, "n_frames", 1) > 1 and opened_by != "JPEG":
        raise Refusal("moving_picture")
    opened.load()
    upright = ImageOps.exif_transpose(opened)
    upright = upright if upright.mode in {"RGB", "L"} or opened_by != "JPEG" else upright.convert("RGB")
    upright = upright.convert("RGBA") if upright.mode in {"P", "LA", "PA"} else upright
    upright.info = {}
    upright.save(clean, opened_by, **WRITTEN[opened_by])
    shown = upright.convert("RGB")
    shown.thumbnail(POSTER)
    shown.save(poster, "JPEG", quality=80)
    return {"width": upright.width, "height": upright.height, "picture_format": opened_by, "has_audio": False}


def portrait(source: BinaryIO, _opened_by: str, clean: BinaryIO) -> dict[str, Any]:
    """A square JPEG."""
    opened = Image.open(source, formats=FORMATS)
    if opened.width * opened.height > MOST_PIXELS:
        raise Refusal("photo_too_large")
    upright = ImageOps.exif_transpose(opened).convert("RGB")
    ImageOps.fit(upright, (PORTRAIT_SIDE, PORTRAIT_SIDE)).save(clean, "JPEG", quality=85)
    return {}
