"""What the child gives up before it touches a file: time, network, memory, files, and every further descriptor."""

import ctypes
import os
import resource
import signal

CPU_SECONDS = 8
WALL_SECONDS = 10 * CPU_SECONDS  # a busy machine makes honest work slow, not hard
DECODING_SECONDS = 5.0  # of processor, since the child began; what is left is for counting to the end
MEMORY, LARGEST_FILE = 1_500_000_000, 96_000_000
NEW_USER_AND_NETWORK = 0x10000000 | 0x40000000
DIE_WITH_PARENT = 1
BEHIND_THE_PAGES = 5


class Refusal(Exception):  # noqa: N818  the answer to print
    """The code that the site turns into a sentence."""


def begin(parent: int) -> None:
    """First of all, while there is one thread: work less than the pages, end with them, and within the time."""
    os.nice(BEHIND_THE_PAGES)
    kernel = ctypes.CDLL(None, use_errno=True)
    kernel.prctl(DIE_WITH_PARENT, signal.SIGKILL)
    if os.getppid() != parent:
        raise SystemExit(1)
    _at_most(resource.RLIMIT_CPU, CPU_SECONDS)
    kernel.unshare(NEW_USER_AND_NETWORK)  # some kernels refuse: the limit of descriptors then holds alone


def lock() -> None:
    """Last, when all is loaded and open: no file, no socket, no program from here on."""
    _at_most(resource.RLIMIT_AS, MEMORY)
    _at_most(resource.RLIMIT_FSIZE, LARGEST_FILE)
    _at_most(resource.RLIMIT_CORE, 0)
    _at_most(resource.RLIMIT_NOFILE, 0)


def _at_most(limit: int, most: int) -> None:
    resource.setrlimit(limit, (most, most))
