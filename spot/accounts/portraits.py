"""A person's photo: whatever was sent is decoded, cropped and written anew, so that only pixels remain."""

from io import BytesIO
from typing import BinaryIO

from PIL import Image, ImageOps, UnidentifiedImageError

from spot.common.refusals import Refused

FORMATS = ("JPEG", "PNG", "WEBP")
MAX_BYTES = 5 * 1024 * 1024
MAX_PIXELS = 40_000_000
SIDE = 320


def portrait(sent: BinaryIO, *, size_bytes: int) -> bytes:
    """A square JPEG of 320 px. Refused (422): `photo_too_large`, `photo_unreadable`."""
    if size_bytes > MAX_BYTES:
        raise Refused("photo_too_large", "La photo dépasse 5 Mo : choisissez-en une plus légère.", status=422)
    try:
        picture = Image.open(sent, formats=FORMATS)
        _require_size(picture)
        square = ImageOps.fit(ImageOps.exif_transpose(picture).convert("RGB"), (SIDE, SIDE))
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError) as unreadable:
        raise Refused(
            "photo_unreadable", "Ce fichier ne s’ouvre pas comme une photo JPEG, PNG ou WebP.", status=422
        ) from unreadable
    written = BytesIO()
    square.save(written, "JPEG", quality=85)
    return written.getvalue()


def _require_size(picture: Image.Image) -> None:
    """Before a pixel is decoded: a small file may announce a huge picture."""
    if picture.width * picture.height > MAX_PIXELS:
        raise Refused("photo_too_large", "La photo a trop de pixels : réduisez-la sous 40 millions.", status=422)
