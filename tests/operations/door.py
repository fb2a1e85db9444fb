"""nginx as the stack starts it, before pages that are there or away."""

import subprocess
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from email.message import Message
from http.client import HTTPConnection
from pathlib import Path
from shutil import copytree

from spot.operations import services, stack
from tests.live.station import ROOT, answers, until


@dataclass
class Door:
    port: int

    def ask(self, path: str, *, method: str = "GET", size: int = 0, **headers: str) -> tuple[int, Message, str]:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=20)
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        with closing(connection):
            connection.request(method, path, b"x" * size or None, named)
            answer = connection.getresponse()
            return answer.status, answer.headers, answer.read().decode()


@contextmanager
def opened(folder: Path, *, pages: int, sockets: int = 0, changed: dict[str, str] | None = None) -> Iterator[Door]:
    """The repository's own file, with `changed` words of it for a careless one."""
    (folder / "srv/spool").mkdir(parents=True)
    copytree(ROOT / "static/errors", folder / "srv/static/errors")
    port = stack.free_port()
    text = stack.nginx_file(port, pages, sockets or stack.free_port())
    for former, now in (changed or {}).items():
        assert former in text
        text = text.replace(former, now)
    (folder / "nginx.conf").write_text(text)
    command = [str(services.nginx()), "-c", str(folder / "nginx.conf"), "-p", f"{folder}/", "-g", "daemon off;"]
    process = subprocess.Popen(command, stderr=subprocess.DEVNULL)
    try:
        until(lambda: answers(port), 20)
        yield Door(port)
    finally:
        process.terminate()
        process.wait(20)
