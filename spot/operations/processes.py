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

import structlog
from django.conf import settings
from django.core.management import CommandError

from spot.operations.pace import Pace

READY_WITHIN_SECONDS = 60
END_WITHIN_SECONDS = 8
LOOK_EVERY_SECONDS = 0.1
MANAGE = [sys.executable, "manage.py"]

DIES_AT_ONCE = 6

log = structlog.get_logger(__name__)


class Child(subprocess.Popen[bytes]):
    """A process that can be started again as it was, on the sockets it was handed."""

    def __init__(self, command: list[str], environment: dict[str, str], pace: Pace, held: tuple[int, ...] = ()) -> None:
        super().__init__(
            [*_tied(), *command], cwd=settings.BASE_DIR, start_new_session=True,
            env={**os.environ, **environment}, pass_fds=held,
        )  # fmt: skip
        self.command, self.environment, self.pace, self.held = command, environment, pace, held
        pace.started()

    @property
    def named(self) -> str:
        return shlex.join(self.command[1:4] or self.command)

    def again(self) -> "Child":
        return Child(self.command, self.environment, self.pace, self.held)


def start(command: list[str], held: tuple[int, ...] = (), /, **environment: str) -> Child:
    """A child in a process group of its own: Ctrl-C in the terminal reaches the launcher alone.

    `held` are sockets that the launcher holds: who comes while the child starts again waits in their queue.
    """
    return Child(command, environment, Pace(), held)


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
    """CommandError when one has ended: while they start, that is a fault to be told."""
    for child in children:
        if child.poll() is not None:
            raise CommandError(f"« {child.named} » s’est arrêté (code {child.returncode}).")


def keep_alive(children: list[Child]) -> None:
    """Start again whoever ended, ever later; CommandError when one dies at once, again and again."""
    for place, child in enumerate(children):
        if child.poll() is None or not child.pace.may_start():
            continue
        if child.pace.young_deaths >= DIES_AT_ONCE:
            all_alive([child])
        log.error("process_died", process=child.named, code=child.returncode)
        children[place] = child.again()
