"""A limit of wall time for what runs in a process's main thread."""

import faulthandler
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager

RINGS_AGAIN_SECONDS = 5
DEAF_SECONDS = 30


class TooLongError(Exception):
    """The work did not end in its time."""


@contextmanager
def within(seconds: float) -> Iterator[None]:
    """TooLongError after that many seconds, and again while somebody catches it.

    A call that hears no signal (a lock in C, a frozen disk) ends with the process half a minute later,
    its stack written to stderr: whoever keeps the workers starts another.
    """

    def ring(*_: object) -> None:
        raise TooLongError(f"not done after {seconds:g} s")

    before = signal.signal(signal.SIGALRM, ring)
    signal.setitimer(signal.ITIMER_REAL, seconds, RINGS_AGAIN_SECONDS)
    faulthandler.dump_traceback_later(seconds + DEAF_SECONDS, exit=True)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        faulthandler.cancel_dump_traceback_later()
        signal.signal(signal.SIGALRM, before)


def hurry(seconds: float, ring: Callable[..., object]) -> None:
    """Inside `within`: from now on that long, then `ring` is called instead."""
    signal.signal(signal.SIGALRM, ring)
    signal.setitimer(signal.ITIMER_REAL, seconds, RINGS_AGAIN_SECONDS)
