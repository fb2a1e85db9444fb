"""A person's photo: whatever was sent is decoded, cropped and written anew, so that only pixels remain."""

import shutil
import tempfile
from typing import BinaryIO

from spot.common import files, opening
from spot.common.refusals import Refused

MAX_BYTES = 5 * 1024 * 1024
SENTENCES = {
    "photo_too_large": "La photo a trop de pixels : réduisez-la sous 40 millions.",
    "photo_unreadable": "Ce fichier ne s’ouvre pas comme une photo JPEG, PNG ou WebP.",
}


def portrait(sent: BinaryIO, *, size_bytes: int) -> bytes:
    """A square JPEG of 320 px, made by the locked child. Refused (422): `photo_too_large`, `photo_unreadable`."""
    if size_bytes > MAX_BYTES:
        raise Refused("photo_too_large", "La photo dépasse 5 Mo : choisissez-en une plus légère.", status=422)
    with files.room_on_disk(), tempfile.TemporaryFile() as source, tempfile.TemporaryFile() as square:
        shutil.copyfileobj(sent, source)
        source.seek(0)
        answer = opening.opened("portrait", "", source, square)
        if "refusal" in answer:
            code = answer["refusal"] if answer["refusal"] in SENTENCES else "photo_unreadable"
            raise Refused(code, SENTENCES[code], status=422)
        square.seek(0)
        return square.read()
