"""The four letters an organisation has in its house numbers: `BF1/BFAS001/030` is Banque du Faso's."""

import itertools
import re
import string
import unicodedata
from collections.abc import Container, Iterator

LENGTH = 4
SMALL_WORDS = {"de", "du", "des", "la", "le", "les", "et", "d", "l", "au", "aux", "en"}


def pick(name: str, taken: Container[str]) -> str:
    """The first code that reads like the name and that no other organisation has."""
    return next(code for code in _candidates(name) if code not in taken)


def _candidates(name: str) -> Iterator[str]:
    words = _words(name) or ["ANON"]
    letters = "".join(words)
    if len(words) > 1:
        yield _padded(words[0][:2] + words[1][:2])
        yield _padded("".join(word[0] for word in words))
    yield _padded(letters)
    stem = _padded(letters)
    for size in range(1, LENGTH + 1):
        for ending in itertools.product(string.ascii_uppercase, repeat=size):
            yield stem[: LENGTH - size] + "".join(ending)


def _words(name: str) -> list[str]:
    plain = unicodedata.normalize("NFKD", name.replace("’", " ")).encode("ascii", "ignore").decode().lower()
    words = re.findall(r"[a-z]+", plain)
    return [word.upper() for word in words if word not in SMALL_WORDS] or [word.upper() for word in words]


def _padded(letters: str) -> str:
    return (letters + "XXXX")[:LENGTH]
