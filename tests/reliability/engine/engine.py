"""`docker compose up`, `exec`, `restart` and `down` for the services of docker-compose.yml, as plain processes."""

import json
import os
import pty
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.reliability.engine import container, dockerfile
from tests.reliability.servers import postgresql_program

HERE = Path(__file__).parent
STARTS_WITHIN_SECONDS = 600  # 20 on a machine of its own; a loaded one is no fault
PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
# What the images we did not make do when they start; each as its own documentation says.
MAKE_DATABASE = """
test -s "$PGDATA/PG_VERSION" || {
  printf %s "$POSTGRES_PASSWORD" > /tmp/password
  initdb -U "$POSTGRES_USER" --pwfile=/tmp/password --auth-local=trust --auth-host=scram-sha-256 -E UTF8 --no-sync
  pg_ctl -w start -o "-c listen_addresses='' -k /tmp"
  [ "$POSTGRES_DB" = "$POSTGRES_USER" ] && createdb -h /tmp -U "$POSTGRES_USER" "$POSTGRES_DB"
  pg_ctl -w stop
} >&2
exec postgres -c listen_addresses='*' -c fsync=off -k /tmp
"""


@dataclass
class Engine:
    """`folder` holds images, volumes and logs; `compose` is the resolved file."""

    folder: Path
    compose: dict[str, Any]
    running: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)
    network: subprocess.Popen[str] | None = None

    def up(self) -> "Engine":
        self.network = subprocess.Popen(
            [sys.executable, str(HERE / "container.py"), "network"], stdout=subprocess.PIPE, text=True
        )
        assert self.network.stdout.readline() == "ready\n"
        self._build()
        while waiting := [name for name in self.services if name not in self.running]:
            for name in waiting:
                if all(need in self.running for need in self.services[name].get("depends_on", {})):
                    self.start(name)
        return self

    @property
    def services(self) -> dict[str, Any]:
        return self.compose["services"]

    def address(self, name: str) -> str:
        return f"127.0.1.{sorted(self.services).index(name) + 1}"

    def start(self, name: str) -> None:
        """Once what it depends on is as the file asks."""
        for need, terms in self.services[name].get("depends_on", {}).items():
            self._await(need, terms["condition"])
        command = self.services[name]["command"] or self.image_of(name)["command"]
        with self.log(name).open("ab") as log:
            self.running[name] = self._run(name, command, stdout=log, stderr=log)

    def _await(self, name: str, condition: str) -> None:
        deadline = time.monotonic() + STARTS_WITHIN_SECONDS
        while not self._is(name, condition):
            assert time.monotonic() < deadline, f"{name} never was {condition}\n{self.log(name).read_text()[-3000:]}"
            time.sleep(0.2)

    def _is(self, name: str, condition: str) -> bool:
        ended = self.running[name].poll()
        if condition == "service_completed_successfully":
            assert not ended, self.log(name).read_text()[-3000:]
            return ended == 0
        assert ended is None, f"{name} ended with {ended}\n{self.log(name).read_text()[-3000:]}"
        return condition == "service_started" or self.healthy(name)

    def healthy(self, name: str) -> bool:
        """The file's own health check, run once inside."""
        kind, *words = self.services[name]["healthcheck"]["test"]
        command = ["/bin/sh", "-c", *words] if kind == "CMD-SHELL" else words
        return self.exec(name, command).returncode == 0

    def exec(self, name: str, command: list[str]) -> subprocess.CompletedProcess[str]:
        process = self._run(name, command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        said, complained = process.communicate(timeout=60)
        return subprocess.CompletedProcess(command, process.returncode, said, complained)

    def converse(self, name: str, command: list[str], answers: list[tuple[str, str]]) -> str:
        """`docker compose exec` with a terminal: at each word of the program, what a person types."""
        told = self._told(name, command)
        child, terminal = pty.fork()
        if child == 0:
            os.execv(sys.executable, [sys.executable, str(HERE / "container.py"), told])
        seen = ""
        try:
            for word, typed in answers:
                seen = seen.rpartition("\n")[2]
                while word not in seen:
                    seen += os.read(terminal, 4096).decode()
                os.write(terminal, f"{typed}\n".encode())
                seen = ""
            while piece := _read(terminal):
                seen += piece
        finally:
            os.close(terminal)
            assert os.waitpid(child, 0)[1] == 0, seen
        return seen

    def restart(self, name: str) -> None:
        self.stop(name)
        self.start(name)

    def stop(self, name: str) -> int:
        """SIGTERM, then the patience the file gives it."""
        self.running[name].terminate()
        return self.running[name].wait(60)

    def down(self) -> None:
        for process in self.running.values():
            if process.poll() is None:
                process.send_signal(signal.SIGINT if "postgres" in str(process.args) else signal.SIGTERM)
        for process in self.running.values():
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
        if self.network:
            self.network.kill()
            self.network.wait()
            self.network.stdout.close()

    def log(self, name: str) -> Path:
        return self.folder / f"{name}.log"

    @contextmanager
    def inside(self) -> Iterator[None]:
        """This process on the project's network, and home again."""
        with Path("/proc/self/ns/net").open() as home, Path(f"/proc/{self.network.pid}/ns/net").open() as there:
            container.checked(container.LIBC.setns(there.fileno(), container.NEW_NETWORK))
            try:
                yield
            finally:
                container.checked(container.LIBC.setns(home.fileno(), container.NEW_NETWORK))

    # What a container is told ---------------------------------------------------------------------------------------

    def _run(self, name: str, command: list[str], **streams: Any) -> subprocess.Popen[Any]:
        return subprocess.Popen([sys.executable, str(HERE / "container.py"), self._told(name, command)], **streams)

    def _told(self, name: str, command: list[str]) -> str:
        service, image = self.services[name], self.image_of(name)
        user = self._user(service.get("user") or image["user"], image["etc"])
        environment = {name: value for name, value in (service.get("environment") or {}).items() if value is not None}
        told = {
            "root": tempfile.mkdtemp(dir=self.folder, prefix=f"{name}-"), "network": self.network.pid,
            "image": [*image["files"], [str(image["etc"]), "/etc"]], "volumes": self._volumes(service, user),
            "tmpfs": service.get("tmpfs") or [], "read_only": bool(service.get("read_only")),
            "no_capability": "ALL" in (service.get("cap_drop") or []),
            "no_new_privileges": "no-new-privileges:true" in (service.get("security_opt") or []),
            "uid": user[0], "gid": user[1], "folder": service.get("working_dir") or image["folder"],
            "environment": {"PATH": PATH, "HOME": "/", **image["environment"], **environment}, "command": command,
        }  # fmt: skip
        path = Path(told["root"]).with_suffix(".json")
        path.write_text(json.dumps(told))
        return str(path)

    def _volumes(self, service: dict[str, Any], user: tuple[int, int]) -> list[tuple[str, str, bool]]:
        return [
            (self._source(each), each["target"], bool(each.get("read_only"))) for each in service.get("volumes") or []
        ]

    def _source(self, volume: dict[str, Any]) -> str:
        """A named volume is empty at first, and takes its owner from the folder of the image it is laid over."""
        if volume["type"] == "bind":
            return volume["source"]
        place = self.folder / "volumes" / volume["source"]
        if not place.exists():
            place.mkdir(parents=True)
            beneath = self.folder / "image" / volume["target"].lstrip("/")
            owner = beneath.stat() if beneath.exists() else None
            os.chown(place, *(owner.st_uid, owner.st_gid) if owner else _postgres(volume["target"]))
        return str(place)

    def _user(self, named: str, etc: Path) -> tuple[int, int]:
        """Who, and of which group, as the image's own /etc/passwd says; a number it does not know has root's group."""
        rows = [line.split(":") for line in (etc / "passwd").read_text().splitlines()]
        row = next((row for row in rows if named in (row[0], row[2])), None)
        return (int(row[2]), int(row[3])) if row else (int(named), 0)

    # Images ---------------------------------------------------------------------------------------------------------

    def image_of(self, name: str) -> dict[str, Any]:
        if "build" in self.services[name]:
            last = dockerfile.stages()[-1]
            files = [[str(self.folder / "image" / each), f"/{each}"] for each in ("app", "srv")]
            venv = os.path.realpath(sys.prefix)  # its scripts name their interpreter by this path
            programs = [[venv, "/venv"], [venv, venv], [sys.base_prefix, sys.base_prefix]]
            return {
                "files": [*files, *programs], "etc": self.folder / "image/etc", "user": last.user, "folder": last.folder,
                "environment": {**last.environment, "PATH": last.environment["PATH"].replace("$PATH", PATH)},
                "command": last.command,
            }  # fmt: skip
        return {"files": [], "etc": self.folder / "etc", "folder": "/", **FOREIGN[name]}

    def _build(self) -> None:
        """The last stage: its files as COPY takes them, its RUN run for real; the others' work is on this machine."""
        image, last = self.folder / "image", dockerfile.stages()[-1]
        hosts = "".join(f"{self.address(name)} {name}\n" for name in self.services)
        for etc in (self.folder / "etc", image / "etc"):
            shutil.copytree("/etc", etc, symlinks=True, ignore=shutil.ignore_patterns("ssl", "java*", "alternatives"))
            (etc / "hosts").unlink(missing_ok=True)
            (etc / "hosts").write_text(f"127.0.0.1 localhost\n{hosts}")
        (image / "srv").mkdir()
        for run in last.runs:
            self._run_as_root(run, image)
        for stage, sources, target in last.copies:
            for source in sources if stage != "packages" else []:
                name = source.removeprefix("/app/")
                into = image / target.lstrip("/")
                many = len(sources) > 1 or target == last.folder
                dockerfile.copy(name, into / Path(name).name if many else into, built=bool(stage))

    def _run_as_root(self, command: str, image: Path) -> None:
        told = {
            "root": tempfile.mkdtemp(dir=self.folder, prefix="build-"), "network": self.network.pid, "volumes": [],
            "image": [[str(image / each), f"/{each}"] for each in ("etc", "srv")], "tmpfs": [], "read_only": False,
            "no_capability": False, "no_new_privileges": False, "uid": 0, "gid": 0, "folder": "/",
            "environment": {"PATH": PATH}, "command": ["/bin/sh", "-c", command],
        }  # fmt: skip
        path = Path(told["root"]).with_suffix(".json")
        path.write_text(json.dumps(told))
        subprocess.run([sys.executable, str(HERE / "container.py"), str(path)], check=True, capture_output=True)


def _read(terminal: int) -> str:
    try:
        return os.read(terminal, 4096).decode()
    except OSError:  # the other side has closed it
        return ""


def _postgres(target: str) -> tuple[int, int]:
    entry = pwd.getpwnam("postgres") if "postgresql" in target else None
    return (entry.pw_uid, entry.pw_gid) if entry else (0, 0)


FOREIGN = {
    "db": {
        "user": "postgres", "command": ["/bin/sh", "-ec", MAKE_DATABASE],
        "environment": {
            "PGDATA": "/var/lib/postgresql/data", "PATH": f"{getattr(postgresql_program('initdb'), 'parent', '')}:{PATH}",
        },
    },
    "redis": {"user": "nobody", "command": ["redis-server"], "environment": {}, "folder": "/tmp"},
    "nginx": {"user": "0", "command": ["nginx", "-g", "daemon off;"], "environment": {}},
}  # fmt: skip
