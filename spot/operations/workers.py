"""One process a lane, forked from one that has loaded the product; one that dies is replaced."""

import logging
import os
import signal
import sys
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass, field

import structlog

from spot.common.jobs.terms import LANES
from spot.common.jobs.worker import Worker
from spot.operations import schedule
from spot.operations.pace import Pace
from spot.operations.processes import ending_on_signals

log = structlog.get_logger(__name__)
LOOK_EVERY_SECONDS = 0.2
END_WITHIN_SECONDS = 6
SCHEDULE = "schedule"


@dataclass
class Post:
    """Work that always has a process, and the one it has now (0: none)."""

    name: str
    work: Callable[[], None]
    pid: int = 0
    code: int = 0
    pace: Pace = field(default_factory=Pace)

    def keep(self) -> None:
        """Start the process, or another in the place of one that died."""
        if self.pid and self._lives():
            return
        if self.pid and not self.pace.may_start():
            return
        if self.pid:
            log.error("worker_died", lane=self.name, pid=self.pid, code=self.code)
        self.pid = _forked(self.work)
        self.pace.started()

    def _lives(self) -> bool:
        try:
            pid, status = os.waitpid(self.pid, os.WNOHANG)
        except ChildProcessError:  # its death was seen in an earlier look
            return False
        if pid:
            self.code = os.waitstatus_to_exitcode(status)
        return not pid

    def end(self, number: int) -> bool:
        """Signal the process; whether it had ended before."""
        if not self.pid or not self._lives():
            return True
        os.kill(self.pid, number)
        return False


def keep_all(*, interval: float, with_schedule: bool) -> None:
    """A process for each lane, and for the periodic work when asked, until SIGTERM or Ctrl-C."""
    supervisor = os.getpid()

    def wanted() -> bool:
        """They end with their supervisor, kill -9 included: an orphan has another parent."""
        return os.getppid() == supervisor

    lanes = {lane: Worker(lane, interval=interval, wanted=wanted).run for lane in LANES}
    periodic = {SCHEDULE: lambda: schedule.run(wanted)} if with_schedule else {}
    posts = [Post(name, work) for name, work in (lanes | periodic).items()]
    with ending_on_signals():
        try:
            while True:
                for post in posts:
                    post.keep()
                time.sleep(LOOK_EVERY_SECONDS)
        finally:
            _end(posts)


def _forked(work: Callable[[], None]) -> int:
    """A copy of this process that does the work and never comes back from it."""
    pid = os.fork()
    if pid:
        return pid
    code = 1
    try:
        work()
        code = 0
    except BaseException:  # noqa: BLE001  nothing may reach the supervisor's own loop, of which this is a copy
        traceback.print_exc()
    finally:
        logging.shutdown()
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


def _end(posts: list[Post]) -> None:
    """Everybody is told to end, and made to if they do not."""
    deadline = time.monotonic() + END_WITHIN_SECONDS
    number: int = signal.SIGTERM
    while [post for post in posts if not post.end(number)]:
        number = signal.SIGKILL if time.monotonic() > deadline else 0  # 0 says nothing
        time.sleep(LOOK_EVERY_SECONDS / 2)
