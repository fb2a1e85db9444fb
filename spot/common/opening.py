"""The one door through which a file somebody sent is opened: a locked child process (`common/locked/`).

Whatever reads into the structure of such a file (boxes, pictures, archives) is written there and asked for here. Its
limit is processor time, ten times that on the clock; few children work at once, and few wait for a place.
"""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO

import structlog
from django.conf import settings

from spot.common import seats
from spot.common.locked.limits import WALL_SECONDS
from spot.common.refusals import Refused

log = structlog.get_logger(__name__)
HOUSE = Path(__file__).parents[2]
# `-I` keeps the environment and the working folder out; the house is then the one place it imports from.
STARTS = "import sys; sys.path.insert(0, sys.argv[1]); from spot.common.locked import child; child.main(*sys.argv[2:])"
ANSWER_BYTES = 16_384
WAITING, PATIENCE_SECONDS, COME_BACK_SECONDS = 2, 30.0, 10
COULD_NOT_CHECK = {"refusal": "could_not_check"}


def opened(kind: str, opened_by: str, *files: BinaryIO) -> dict[str, Any]:
    """What the child says of the first file, having written into the others: facts, or {"refusal": code}.

    One that dies, is late or says too much could not check it. Refused: `checks_busy` (429).
    """
    with _place() as place, tempfile.TemporaryFile() as said:
        descriptors = [file.fileno() for file in files]
        command = [sys.executable, "-I", "-c", STARTS, os.fspath(HOUSE), str(os.getpid()), kind, opened_by]
        ended = _run([*command, *map(str, descriptors)], said, [*descriptors, place])
        said.seek(0)
        answer = said.read(ANSWER_BYTES + 1)
    if ended != 0 or len(answer) > ANSWER_BYTES:
        log.warning("could_not_check", kind=kind, ended=ended, bytes=len(answer))
        return COULD_NOT_CHECK
    return _read(answer)


def _read(answer: bytes) -> dict[str, Any]:
    """A child that a file has taken over may say anything."""
    try:
        facts = json.loads(answer)
    except ValueError:
        return COULD_NOT_CHECK
    return facts if isinstance(facts, dict) else COULD_NOT_CHECK


def _run(command: list[str], said: BinaryIO, kept_open: list[int]) -> int:
    """How it ended: 0, its exit code, or minus its signal; one that is late is killed."""
    with subprocess.Popen(  # noqa: S603  our own interpreter and module; numbers and words of ours are the arguments
        command, pass_fds=kept_open, env={}, stdin=subprocess.DEVNULL, stdout=said, stderr=subprocess.DEVNULL,
    ) as child:  # fmt: skip
        try:
            return child.wait(WALL_SECONDS)
        except subprocess.TimeoutExpired:
            child.kill()
            return child.wait()


@contextmanager
def _place() -> Iterator[int]:
    """A place to work in, held by the child as well. Few may wait for one: each who waits holds a thread of the pages."""
    at_once, patience = settings.SPOT_CHECKS_AT_ONCE, PATIENCE_SECONDS if settings.SPOT_THROTTLE else WALL_SECONDS
    at_the_door = at_once + WAITING if settings.SPOT_THROTTLE else 1000
    try:
        with (
            seats.taken("door", most=at_the_door),
            seats.taken("check", most=at_once, patience=patience) as place,
        ):
            yield place
    except seats.Full as full:
        sentence = "Plusieurs fichiers sont en cours de vérification. Réessayez dans quelques secondes."
        raise Refused("checks_busy", sentence, status=429, retry_after=COME_BACK_SECONDS) from full
