"""What a worker process calls itself, and whether the one of that name still lives."""

import os
import socket
from pathlib import Path


def own() -> str:
    """Machine, process, and the moment the process began: a number that is used again is another name."""
    return f"{_machine()}/{os.getpid()}/{_began(os.getpid())}"


def is_gone(name: str) -> bool | None:
    """Whether that process has ended; None of another machine's, of which nothing can be known from here."""
    machine, _, process = name.rpartition("/")[0].rpartition("/")
    if machine != _machine() or not process.isdecimal() or not Path("/proc/self/stat").exists():
        return None
    began = _began(int(process))
    return not began or began != name.rpartition("/")[2]


def _machine() -> str:
    return socket.gethostname()[:30]


def _began(process: int) -> str:
    """Clock ticks after the machine's start, as the kernel keeps it; empty when there is no such process."""
    try:
        told = Path(f"/proc/{process}/stat").read_text()
    except OSError:
        return ""
    state, *fields = told.rpartition(")")[2].split()
    return "" if state == "Z" else fields[18]
