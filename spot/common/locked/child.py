"""Opens one untrusted file, alone. Started by `common/opening.py`, never imported by the site.

Arguments: the parent's number; `film`, `picture` or `portrait`; what opens the file; then descriptors: the file, and
those to write into. Says one JSON object on its output: facts, or {"refusal": code}.
"""

import contextlib
import importlib
import json
import os
import sys
import zipfile
from typing import Any, BinaryIO

from spot.common.locked import limits
from spot.common.locked.limits import Refusal

KINDS = {"film": "film", "picture": "picture", "portrait": "picture"}


def main(parent: str, kind: str, opened_by: str, *descriptors: str) -> None:
    limits.begin(int(parent))
    sys.stdout.write(json.dumps(answer(kind, opened_by, descriptors)))


def answer(kind: str, opened_by: str, descriptors: tuple[str, ...]) -> dict[str, Any]:
    reader = importlib.import_module(f"spot.common.locked.{KINDS[kind]}")
    reader.warm_up()
    source = os.fdopen(int(descriptors[0]), "rb")
    written: list[BinaryIO] = [os.fdopen(int(number), "wb") for number in descriptors[1:]]
    limits.lock()
    try:
        return said_of(getattr(reader, kind), source, opened_by, written)
    except Refusal as refusal:
        return {"refusal": str(refusal)}
    except MemoryError:
        return {"refusal": "could_not_check"}
    except reader.UNREADABLE as error:
        return {"refusal": "does_not_open", "because": type(error).__name__}


def said_of(read: Any, source: BinaryIO, opened_by: str, written: list[BinaryIO]) -> dict[str, Any]:
    """What opens as one thing and ends as an archive is neither."""
    if zipfile.is_zipfile(source):
        raise Refusal("not_what_it_claims")
    source.seek(0)
    with contextlib.ExitStack() as files:
        for file in (source, *written):
            files.enter_context(file)
        facts: dict[str, Any] = read(source, opened_by, *written)
    return facts
