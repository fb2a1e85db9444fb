"""The product as several processes over a PostgreSQL and a Redis that tests may break; each is put right for the next."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import psycopg

from spot.operations.demonstration import uvicorn
from tests.live.station import ROOT, Station, answers, free_port, until
from tests.reliability.servers import OwnPostgres, OwnRedis

# Limits are counted, as in production, and never reached: counting asks Redis.
# Writers undo what was confirmed long before.
LIMITS = {
    "SPOT_UNDO_SECONDS": "100000",
    "SPOT_THROTTLE": "1",
    "SPOT_THROTTLE_API": "1000000/m",
    "SPOT_THROTTLE_LOGIN": "1000/5m",
    "SPOT_THROTTLE_REGISTER": "1000/h",
    "SPOT_SOCKETS_PER_USER": "100000",
}
COLUMNS = "SELECT column_name FROM information_schema.columns WHERE table_name = 'spot_airing'"
GUNICORN = ("-m", "gunicorn", "-c", "gunicorn.conf.py")


@dataclass
class House(Station):
    """`pages` takes the POSTs (and has sockets too), `sockets` is another process: both uvicorn. `gunicorn` when asked."""

    postgres: OwnPostgres = field(default_factory=OwnPostgres)
    redis: OwnRedis = field(default_factory=OwnRedis)
    site: str = "spot_bf1.asgi"
    running: dict[int, subprocess.Popen[bytes]] = field(default_factory=dict)

    def build(self, database: str) -> "House":
        self.variables |= LIMITS | {"DATABASE_URL": database, "REDIS_URL": self.redis.url, "DJANGO_USE_SQLITE": "0"}
        return self

    @property
    def pages(self) -> int:
        return self.ports[0]

    @property
    def sockets(self) -> int:
        return self.ports[-1]

    def open(self, servers: int = 2) -> "House":
        for _ in range(servers):
            port = free_port()
            self.ports.append(port)
            self.start(port)
        for port in self.ports:
            self.ready(port)
        return self

    def start(self, port: int, command: tuple[str, ...] = (), **environment: str) -> None:
        """The product's own uvicorn, or another command."""
        arguments = command or uvicorn(port, f"{self.site}:application")
        with self.log(port).open("ab") as log:
            self.running[port] = subprocess.Popen(
                [sys.executable, *arguments], cwd=ROOT, stdout=log, stderr=log, env={**self.env, **environment},
                start_new_session=True,
            )  # fmt: skip

    def ready(self, port: int) -> None:
        until(lambda: answers(port), 60)

    def kill(self, port: int) -> None:
        """As a power cut would: no last word, its children with it."""
        os.killpg(self.running[port].pid, signal.SIGKILL)
        self.running[port].wait(10)

    def mend(self) -> "House":
        """Whatever the last test broke stands again."""
        self.mend_servers()
        for port in self.ports:
            if self.running[port].poll() is not None:
                self.start(port)
        for port in self.ports:
            self.ready(port)
        return self

    def mend_servers(self) -> None:
        if not self.postgres.process:
            self.postgres.start()
        if not self.redis.process:
            self.redis.start()
        self.redis.wake()

    def close(self) -> None:
        for process in self.running.values():
            process.terminate()
        for process in self.running.values():
            try:
                process.wait(12)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()

    def log(self, port: int) -> Path:
        return self.data_dir / f"server-{port}.log"

    def rows(self, sql: str) -> list[tuple]:
        """Asked of the database itself."""
        with psycopg.connect(self.variables["DATABASE_URL"]) as connection:
            return connection.execute(sql).fetchall()

    @contextmanager
    def big_day(self) -> Iterator[None]:
        """Eight times the airings, so that a whole day does not fit in what a connection buffers."""
        columns = [name for (name,) in self.rows(COLUMNS) if name not in {"id", "rank"}]
        shared = ", ".join(f'"{name}"' for name in columns)
        with psycopg.connect(self.variables["DATABASE_URL"], autocommit=True) as connection:
            connection.execute(
                f"INSERT INTO spot_airing (id, rank, {shared})"
                f" SELECT gen_random_uuid(), rank + 1000 * n, {shared} FROM spot_airing, generate_series(1, 7) AS n"
            )
            yield
            connection.execute("DELETE FROM spot_airing WHERE rank > 1000")

    def memory_kb(self, port: int) -> int:
        status = Path(f"/proc/{self.running[port].pid}/status").read_text()
        return next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmRSS"))
