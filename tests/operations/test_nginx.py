"""nginx.conf itself: a real nginx reads it, with TLS and without, and it says what the application says."""

import base64
import hashlib
import json
import re
import subprocess
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from shutil import rmtree
from threading import Thread

import pytest

from spot.api.errors import WORDS
from spot.live import bodies
from spot.operations import services, stack
from tests.operations.door import opened

ROOT = Path(__file__).parent.parent.parent
FILE = (ROOT / "nginx.conf").read_text()
TLS = """listen 127.0.0.1:{port} ssl;
ssl_certificate {folder}/fullchain.pem;
ssl_certificate_key {folder}/privkey.pem;
ssl_protocols TLSv1.2 TLSv1.3;
"""


@pytest.fixture
def nginx() -> str:
    found = services.nginx()
    if not found:
        pytest.skip("without nginx")
    return found


@pytest.fixture
def certified(tmp_path: Path) -> Path:
    """A folder as operations.md describes it."""
    folder = tmp_path / "tls"
    folder.mkdir()
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=regie.bf1.example",
         "-keyout", str(folder / "privkey.pem"), "-out", str(folder / "fullchain.pem")],
        check=True, capture_output=True,
    )  # fmt: skip
    (folder / "tls.conf").write_text(TLS.format(port=stack.free_port(), folder=folder))
    return folder


def read(nginx: str, place: Path, tls: Path) -> str:
    """What `nginx -t` says of the repository's file: names of services and folders are this machine's, nothing else."""
    text = FILE
    for former, now in {
        "pages:8001": "127.0.0.1:8001", "sockets:8002": "127.0.0.1:8002", "/tmp/nginx": f"{place}/nginx", "/srv/spool": str(place),
        "/etc/nginx/tls": str(tls), "listen 8080": f"listen 127.0.0.1:{stack.free_port()}",
    }.items():  # fmt: skip
        assert former in text
        text = text.replace(former, now)
    written = place / "nginx.conf"
    written.write_text(text)
    done = subprocess.run([nginx, "-t", "-c", str(written)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stderr


class Pages(BaseHTTPRequestHandler):
    """Pages that know everybody."""

    def do_GET(self) -> None:
        self.send_response(204)
        self.end_headers()

    def log_message(self, *args: object) -> None:
        pass


@pytest.fixture
def behind() -> Iterator[int]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Pages) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield server.server_port
        server.shutdown()


def test_when_the_pages_are_away_people_and_programs_are_told_so_in_french(nginx, tmp_path):
    with opened(tmp_path, pages=stack.free_port()) as door:
        page = door.ask("/home/")
        program = door.ask("/api/v1/breaks")
        screen = door.ask("/ws/notifications/")
        upload = door.ask("/profile/photo/", method="POST", size=2_000_000, Cookie="sessionid=awa")

    assert [each[0] for each in (page, program, screen, upload)] == [502, 502, 502, 503]
    assert [each[1]["Retry-After"] for each in (page, program, screen, upload)] == ["5"] * 4
    assert "Le service reprend dans un instant" in page[2]
    assert "Le service reprend dans un instant" in upload[2]
    sentence = "Le site redémarre ou ne répond pas. Rien n’est perdu : réessayez dans quelques secondes."
    assert json.loads(program[2]) == {"error": "unavailable", "detail": sentence}
    assert (screen[1]["Content-Type"], screen[2]) == ("text/plain; charset=utf-8", f"{sentence}\n")


def test_where_no_assets_are_collected_yet_the_sentence_is_said_alone(nginx, tmp_path):
    with opened(tmp_path, pages=stack.free_port()) as door:
        rmtree(tmp_path / "srv/static")
        status, headers, said = door.ask("/home/")

    assert (status, headers["Retry-After"]) == (502, "5")
    assert said.startswith("Le site redémarre")


def test_an_upload_that_the_disk_does_not_take_is_507_and_pages_go_on(nginx, tmp_path, behind):
    with opened(tmp_path, pages=behind) as door:
        rmtree(tmp_path / "srv/spool/body")
        (tmp_path / "srv/spool/body").write_text("no folder: nothing can be written")
        piece = door.ask(
            "/campaigns/0/upload/resumable/0/",
            method="PATCH",
            size=2_000_000,
            Cookie="sessionid=awa",
            Tus_Resumable="1.0.0",
        )
        film = door.ask("/campaigns/0/upload/", method="POST", size=2_000_000, Cookie="sessionid=awa")
        page = door.ask("/home/")

    assert (piece[0], film[0], page[0]) == (507, 507, 204)
    assert json.loads(piece[2])["error"] == "disk_full"
    assert "plus de place" in film[2]


def test_nginx_reads_its_file_without_certificates(nginx, tmp_path):
    assert "syntax is ok" in read(nginx, tmp_path, tmp_path / "empty")


def test_nginx_reads_its_file_with_certificates(nginx, tmp_path, certified):
    read(nginx, tmp_path, certified)
    (certified / "fullchain.pem").write_text("no certificate")

    with pytest.raises(AssertionError, match="cannot load certificate"):
        read(nginx, tmp_path, certified)


def test_the_error_page_is_whole_by_itself_and_its_policy_lets_its_style_in():
    page = (ROOT / "static/errors/door.html").read_text()
    style = re.search(r"<style>(.*?)</style>", page, re.DOTALL)[1]
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()

    assert f"style-src 'sha256-{digest}'" in FILE
    assert not re.search(r"<(script|link|img)|style=|url\(|http", page)


def test_nginx_says_the_words_of_the_api():
    """Codes are read by programs: one word for one thing, whoever answers."""
    said = dict(re.findall(r"^    (\d{3}) ([a-z_]+);$", FILE, re.MULTILINE))

    assert {status: code for status, code in said.items() if int(status) in WORDS and status != "403"} == {
        str(status): code for status, (code, _) in WORDS.items() if str(status) in said and status != 403
    }
    sentences = re.findall(r'^    \S+ "([^"]+)";$', FILE, re.MULTILINE)
    assert json.loads(json.dumps(sentences)) == sentences
    assert not any('"' in sentence or "\\" in sentence for sentence in sentences)


def test_uvicorn_alone_takes_bodies_as_long_as_nginx_does():
    def limit(location: str) -> int:
        block = FILE[FILE.index(location) :]
        return int(re.search(r"client_max_body_size (\d+)m;", block)[1]) * 1024 * 1024

    assert limit("server_name _;") == bodies.FORM_BYTES
    assert limit("resumable/|profile/photo/$)") == bodies.PIECE_BYTES
    assert limit("upload/$ {") > bodies.limit_bytes("/campaigns/0/upload/")


def test_the_file_says_no_longer_what_the_stack_replaces(monkeypatch, tmp_path, settings):
    settings.BASE_DIR = tmp_path
    (tmp_path / "nginx.conf").write_text(FILE.replace("pages:8001", "elsewhere:8001"))

    with pytest.raises(Exception, match="ne contient plus"):
        stack.nginx_file(1, 2, 3)
