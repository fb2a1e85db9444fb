"""How long a browser may keep an asset that the site serves itself."""

import re
from wsgiref.headers import Headers

FOR_EVER = "max-age=315360000, public, immutable"
PIECE = re.compile(r"/chunk-[0-9A-Z]{8}\.js$")


def keep_pieces(headers: Headers, path: str, url: str) -> None:
    """The bundler writes a hash into the name of each shared piece, and modules import it by that name."""
    if PIECE.search(url):
        headers["Cache-Control"] = FOR_EVER
