"""Several processes as one: started, waited for, watched, and ended together."""

import os
import shlex
import shutil
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.conf import settings
from django.core.management import CommandError

READY_WITHIN_SECONDS = 60
END_WITHIN_SECONDS = 8
LOOK_EVERY_SECONDS = 0.1
MANAGE = [sys.executable, "manage.py"]

Child = subprocess.Popen[bytes]


def start(command: list[str], **environment: str) -> Child:
    """A child in a process group of its own, so that Ctrl-C in the terminal reaches the launcher alone."""
    return subprocess.Popen(  # noqa: S603  our own commands
        [*_tied(), *command], cwd=settings.BASE_DIR, env={**os.environ, **environment}, start_new_session=True
    )


def _tied() -> list[str]:
    """The kernel tells the child to end when its launcher does, kill -9 included: nobody else could. Linux has the word
    for it (util-linux); elsewhere a launcher that is killed leaves its children.
    """
    setpriv = shutil.which("setpriv")
    return [setpriv, "--pdeathsig", "TERM", "--"] if setpriv else []


@contextmanager
def ended(children: list[Child]) -> Iterator[list[Child]]:
    """Whatever happens inside, every child is told to end, and made to if it does not."""
    try:
        yield children
    finally:
        for child in children:
            child.terminate()
        deadline = time.monotonic() + END_WITHIN_SECONDS
        for child in children:
            _end(child, deadline)


def _end(child: Child, deadline: float) -> None:
    try:
        child.wait(max(0.1, deadline - time.monotonic()))
    except subprocess.TimeoutExpired:
        child.kill()
        child.wait()


class Ended(BaseException):
    """Somebody asked the launcher to stop."""


@contextmanager
def ending_on_signals() -> Iterator[None]:
    """Ctrl-C and SIGTERM leave the block, in order and without a trace on the screen."""

    def stop(*_: object) -> None:
        for name in (signal.SIGINT, signal.SIGTERM):
            signal.signal(name, signal.SIG_IGN)
        raise Ended

    for name in (signal.SIGINT, signal.SIGTERM):
        signal.signal(name, stop)
    try:
        yield
    except Ended:
        return


def wait_ready(url: str, children: list[Child]) -> None:
    deadline = time.monotonic() + READY_WITHIN_SECONDS
    while not _answers(url):
        all_alive(children)
        if time.monotonic() > deadline:
            raise CommandError(f"{url} ne répond pas 200 après {READY_WITHIN_SECONDS} s.")
        time.sleep(LOOK_EVERY_SECONDS)


def _answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=5) as answer:  # noqa: S310  our own address
            return bool(answer.status == 200)
    except (urllib.error.URLError, OSError):
        return False


def all_alive(children: list[Child]) -> None:
    for child in children:
        if child.poll() is not None:
            command: Any = child.args  # a list, since `start` made it
            named = shlex.join(command[len(_tied()) :][1:4])
            raise CommandError(f"« {named} » s’est arrêté (code {child.returncode}).")
