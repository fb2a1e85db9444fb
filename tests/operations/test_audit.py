"""The audit of what we pin, against a local service that follows OSV's documented exchange (POST /v1/query)."""

import json
import os
import re
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

from tests.audit import CONTROL, LOCKS, PIN

ROOT = Path(__file__).parents[2]
PLANTED = "pillow==8.0.0"


@contextmanager
def advisories(*holes: str) -> Iterator[str]:
    """A service that knows a hole in each of these pins; its address."""

    class Service(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            pin = f"{asked['package']['name']}=={asked['version']}"
            self.send_response(200)
            self.end_headers()
            self.wfile.write(json.dumps({"vulns": [hole(asked["package"])]} if pin in holes else {}).encode())

        def log_message(self, *_: object) -> None:
            """The test's own output is enough."""

    with HTTPServer(("127.0.0.1", 0), Service) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/v1/query"
        server.shutdown()
        thread.join()


def hole(package: dict[str, str]) -> dict[str, object]:
    return {"id": "PYSEC-2026-1", "summary": "A hole.", "affected": [{"package": package, "ranges": []}]}


def audited(url: str, lock: Path) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "AUDIT_OSV_URL": url}
    command = [sys.executable, "-m", "tests.audit", str(lock)]
    return subprocess.run(command, check=False, capture_output=True, text=True, cwd=ROOT, env=environment)


def lock(folder: Path, *pins: str) -> Path:
    written = folder / "requirements.txt"
    written.write_text("".join(f"{pin} \\\n    --hash=sha256:{'0' * 64}\n" for pin in pins))
    return written


def test_a_planted_pin_with_a_known_hole_fails_the_audit(tmp_path):
    with advisories(CONTROL, PLANTED) as url:
        answer = audited(url, lock(tmp_path, "segno==1.6.6", PLANTED))

    assert answer.returncode == 1
    assert "pillow 8.0.0: PYSEC-2026-1" in answer.stdout


def test_pins_without_holes_pass(tmp_path):
    with advisories(CONTROL, PLANTED) as url:
        answer = audited(url, lock(tmp_path, "segno==1.6.6"))

    assert (answer.returncode, answer.stdout) == (0, "1 pins audited, 0 with known holes.\n")


def test_a_service_that_knows_nothing_has_audited_nothing(tmp_path):
    with advisories() as url:
        answer = audited(url, lock(tmp_path, PLANTED))

    assert answer.stdout.splitlines()[-1].startswith("NOT AUDITED")


def test_a_service_out_of_reach_has_audited_nothing(tmp_path):
    answer = audited("http://127.0.0.1:9/v1/query", lock(tmp_path, PLANTED))

    assert answer.stdout.splitlines()[-1].startswith("NOT AUDITED")


def test_everything_installed_is_pinned_with_its_hash():
    for name in LOCKS:
        text = (ROOT / name).read_text()
        pins = PIN.findall(text)
        assert pins, name
        assert len(re.findall(r"^\S", re.sub(r"^#.*$", "", text, flags=re.MULTILINE), re.MULTILINE)) == len(pins)
        assert text.count("--hash=sha256:") >= len(pins), name


def test_what_we_ask_for_is_in_the_lock_as_we_ask_for_it():
    for asked, written in (("requirements.in", "requirements.txt"), ("requirements-dev.in", "requirements-dev.txt")):
        locked = {(name.lower(), number) for name, number in PIN.findall((ROOT / written).read_text())}
        wanted = {(name.lower(), number) for name, number in PIN.findall((ROOT / asked).read_text())}
        assert wanted <= locked
