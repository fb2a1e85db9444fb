"""A PostgreSQL and a Redis of the tests' own: they are restarted, hung and emptied, which no shared server would survive."""

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import psycopg
from redis import Redis, RedisError

from tests.live.station import free_port, until

STARTS_WITHIN_SECONDS = 20


@dataclass
class OwnPostgres:
    """A cluster in a folder of its own, run by somebody who is not root (PostgreSQL refuses root)."""

    folder: Path = field(default_factory=lambda: Path(tempfile.mkdtemp(prefix="spot-postgres-")))
    port: int = field(default_factory=free_port)
    process: subprocess.Popen[bytes] | None = None

    def make(self) -> "OwnPostgres":
        if os.geteuid() == 0:
            shutil.chown(self.folder, _servant(), _servant())
        self._as_servant("initdb", "-D", str(self.folder / "data"), "-A", "trust", "-U", "spot", "--no-sync").wait()
        return self

    def start(self) -> "OwnPostgres":
        settings = ("listen_addresses=127.0.0.1", "fsync=off", "max_connections=200", "log_min_messages=panic")
        options = [part for setting in settings for part in ("-c", setting)]
        data = str(self.folder / "data")
        self.process = self._as_servant("postgres", "-D", data, "-p", str(self.port), "-k", str(self.folder), *options)
        until(self.answers, STARTS_WITHIN_SECONDS)
        return self

    def stop(self, how: signal.Signals = signal.SIGINT) -> None:
        """SIGINT ends every connection in order, SIGQUIT as a crash would."""
        if self.process:
            self.process.send_signal(how)
            self.process.wait(STARTS_WITHIN_SECONDS)
            self.process = None

    def freeze(self) -> None:
        """It takes connections, by the kernel's grace, and answers none: a disk that hangs, a machine that swaps."""
        for pid in self._pids():
            os.kill(pid, signal.SIGSTOP)

    def wake(self) -> None:
        for pid in self._pids():
            os.kill(pid, signal.SIGCONT)

    def _pids(self) -> list[int]:
        if not self.process:
            return []
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text()
        return [self.process.pid, *map(int, children.split())]

    def remove(self) -> None:
        self.wake()
        self.stop()
        shutil.rmtree(self.folder, ignore_errors=True)

    def answers(self) -> bool:
        with suppress(psycopg.Error), psycopg.connect(self.url("postgres"), connect_timeout=2):
            return True
        return False

    def copy(self, name: str, *, of: str = "template1") -> str:
        """A new database with everything of another; its address."""
        with psycopg.connect(self.url("postgres"), autocommit=True) as server:
            server.execute(f'CREATE DATABASE "{name}" TEMPLATE "{of}"')
        return self.url(name)

    def url(self, name: str) -> str:
        return f"postgresql://spot@127.0.0.1:{self.port}/{name}"

    def _as_servant(self, program: str, *arguments: str) -> subprocess.Popen[bytes]:
        who = {"user": _servant(), "group": _servant(), "extra_groups": []} if os.geteuid() == 0 else {}
        return subprocess.Popen(
            [str(postgresql_program(program)), *arguments], cwd=self.folder, **who,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip


@dataclass
class OwnRedis:
    """A Redis that keeps nothing on disk."""

    port: int = field(default_factory=free_port)
    process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"redis://127.0.0.1:{self.port}"

    def start(self) -> "OwnRedis":
        command = ["redis-server", "--port", str(self.port), "--bind", "127.0.0.1", "--save", "", "--dir", "/tmp"]
        self.process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
        until(self.answers, STARTS_WITHIN_SECONDS)
        return self

    def stop(self) -> None:
        if self.process:
            self.process.send_signal(signal.SIGCONT)
            self.process.terminate()
            self.process.wait(STARTS_WITHIN_SECONDS)
            self.process = None

    def kill(self) -> None:
        """As a power cut would."""
        self.process.kill()
        self.process.wait(STARTS_WITHIN_SECONDS)
        self.process = None

    def hang(self) -> None:
        """It holds its connections and answers nobody."""
        self.process.send_signal(signal.SIGSTOP)

    def wake(self) -> None:
        self.process.send_signal(signal.SIGCONT)

    def client(self) -> Redis:
        return Redis.from_url(self.url, socket_timeout=2, socket_connect_timeout=2)

    def listeners(self) -> int:
        """How many processes listen to hints."""
        with self.client() as client:
            return sum(number for _, number in client.pubsub_numsub(*client.pubsub_channels("*__group__live")))

    def answers(self) -> bool:
        with suppress(RedisError, OSError), self.client() as client:
            return bool(client.ping())
        return False


def missing() -> list[str]:
    """What a machine lacks to run these."""
    found = {"postgresql": postgresql_program("initdb"), "redis-server": shutil.which("redis-server")}
    return [name for name, program in found.items() if not program]


def postgresql_program(name: str) -> Path | None:
    """Debian keeps the server's programs outside the PATH."""
    beside = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"))
    on_path = shutil.which(name)
    return beside[-1] if beside else Path(on_path) if on_path else None


def _servant() -> str:
    known = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in known else "nobody"
