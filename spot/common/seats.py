"""Seats that a limited number may hold at once on this machine, whichever process they are in.

A seat is a locked file: the kernel gives it back when whoever holds it ends, however that comes. It may be handed to a
child process (`pass_fds`), which then holds it too.
"""

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings

LOOK_EVERY_SECONDS = 0.05


class Full(Exception):  # noqa: N818  turned into a refusal by whoever asked for a seat
    """No seat became free in time."""


@contextmanager
def taken(name: str, *, most: int, patience: float = 0.0) -> Iterator[int]:
    """One of `most` seats of that name; its descriptor. Waits `patience` seconds at most, then Full."""
    folder = Path(settings.SEATS_FOLDER)
    folder.mkdir(parents=True, exist_ok=True)
    for _ in _tries(patience):
        if (seat := _free(folder, name, most)) is not None:
            break
    else:
        raise Full(name)
    try:
        yield seat
    finally:
        os.close(seat)


def lock(descriptor: int, *, patience: float = 0.0) -> bool:
    """Take a file for oneself, unless somebody has it for longer than one waits."""
    return any(_lock(descriptor) for _ in _tries(patience))


def _tries(patience: float) -> Iterator[None]:
    ends = time.monotonic() + patience
    yield
    while time.monotonic() < ends:
        time.sleep(LOOK_EVERY_SECONDS)
        yield


def _free(folder: Path, name: str, most: int) -> int | None:
    for number in range(most):
        seat = os.open(folder / f"{name}-{number}", os.O_RDWR | os.O_CREAT, 0o600)
        if _lock(seat):
            return seat
        os.close(seat)
    return None


def _lock(descriptor: int) -> bool:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
