"""What nginx adds, keeps and says by itself, asked of a real one before real pages (tests/operations/test_nginx.py reads it)."""

import json
import re
import socket
from pathlib import Path

import pytest

from tests.reliability.front import Answer, Front

pytestmark = [pytest.mark.reliability, pytest.mark.xdist_group("reliability")]
KEPT_HEADERS = (
    "X-Content-Type-Options", "Content-Security-Policy", "X-Frame-Options", "Referrer-Policy",
    "Cross-Origin-Opener-Policy",
)  # fmt: skip
LARGE = b"x" * 1_100_000


@pytest.fixture(scope="module")
def film(front: Front) -> str:
    """The address of a film whose bytes are on the disk."""
    spot, name = front.rows("SELECT spot_id, file FROM spot_spotversion LIMIT 1")[0]
    path = front.data_dir / "media" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"film" * 100_000)
    return f"/spots/{spot}/media/"


@pytest.fixture
def awa(front: Front) -> dict[str, str]:
    return front.browser("awa")


def test_media_keep_the_headers_of_a_page_whole_in_part_and_unchanged(front, awa, film):
    whole = front.ask(film, **awa)
    part = front.ask(film, **awa, Range="bytes=4-7")
    same = front.ask(film, **awa, If_None_Match=whole.headers["ETag"])
    page = front.ask("/home/", **awa)

    assert (whole.status, part.status, same.status) == (200, 206, 304)
    assert (len(whole.body), part.body) == (400_000, b"film")
    for answer in (whole, part, same):
        assert {name: _sorted(answer, name) for name in KEPT_HEADERS} == {
            "X-Content-Type-Options": "nosniff", "X-Frame-Options": "DENY", "Referrer-Policy": "same-origin",
            "Cross-Origin-Opener-Policy": "same-origin", "Content-Security-Policy": _policy(answer, page),
        }  # fmt: skip
        assert answer.headers["Cache-Control"] == "private, no-store"
        assert len(answer.headers.get_all("Accept-Ranges") or ["one"]) == 1


def _sorted(answer: Answer, name: str) -> str | None:
    values = answer.headers.get_all(name)
    assert values is None or len(values) == 1, (name, values)
    return values[0] if values else None


def _policy(answer: Answer, page: Answer) -> str:
    """The one of a page but for the number of its scripts, in whatever order."""
    said, expected = (
        {part.strip().replace("'nonce-", "").split()[0] for part in each.headers["Content-Security-Policy"].split(";")}
        for each in (answer, page)
    )
    assert said == expected
    return answer.headers["Content-Security-Policy"]


def test_media_that_are_gone_and_media_asked_for_directly_are_pages_that_do_not_exist(front, awa, film):
    path = next((front.data_dir / "media").rglob("*.mp4"))

    direct = front.ask(f"/protected-media/{path.relative_to(front.data_dir / 'media')}", **awa)
    nobodys = front.ask(film)

    assert (direct.status, nobodys.status) == (404, 302)
    assert direct.headers["X-Content-Type-Options"] == "nosniff"
    assert "n’existe pas" in direct.body.decode()


def test_only_assets_that_never_change_are_kept_for_ever(front):
    script = next(path.name for path in (front.data_dir / "static/dist/js").glob("chunk-*.js"))

    assert "immutable" in front.ask(f"/static/dist/js/{script}").headers["Cache-Control"]
    assert "immutable" not in front.ask("/static/img/favicon.svg").headers["Cache-Control"]


@pytest.mark.parametrize("name", ["nowhere.css", "app.0123456789ab.css", "dist/js/chunk-ABCDEFGH.js"])
def test_an_asset_that_is_not_there_is_not_kept(front, name):
    absent = front.ask(f"/static/{name}")

    assert (absent.status, absent.headers["Cache-Control"]) == (404, "no-store")
    assert "Cette page n’existe pas" in absent.body.decode()


def test_what_is_too_large_is_said_in_the_words_of_who_asks(front, awa):
    page = front.ask("/campaigns/create/", "POST", body=LARGE, **awa)
    program = front.ask("/api/v1/bookings", "POST", body=LARGE)
    piece = front.ask("/profile/photo/", "POST", body=LARGE * 10, **awa, Tus_Resumable="1.0.0")

    assert {page.status, program.status, piece.status} == {413}
    assert "trop volumineux" in page.body.decode()
    assert page.headers["Content-Security-Policy"].startswith("default-src 'none'")
    for said in (program, piece):
        assert said.headers["Content-Type"] == "application/json"
        assert json.loads(said.body)["error"] == "too_large"


def test_headings_and_addresses_that_are_too_long_are_said_in_french(front):
    address = front.ask("/?q=" + "a" * 9000)
    cookies = front.ask("/", Cookie="a" * 9000)

    assert (address.status, cookies.status) == (414, 431)
    assert "trop longue" in address.body.decode()
    assert "cookies" in cookies.body.decode()
    assert front.ask("/healthz?q=" + "a" * 8000).status == 200


def test_what_is_no_request_is_answered_in_french(front):
    with socket.create_connection(("127.0.0.1", front.port), timeout=10) as line:
        line.sendall(b"GET /\x00 HTTP/1.1\r\nHost: a\r\n\r\n")
        said = b"".join(iter(lambda: line.recv(65536), b"")).decode()

    assert said.startswith("HTTP/1.1 400")
    assert "La demande est illisible" in said


def test_an_upload_of_nobody_is_sent_to_sign_in_without_its_bytes(front):
    path = "/campaigns/00000000-0000-4000-8000-000000000000/upload/"
    head = f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 300000000\r\n\r\n"
    with socket.create_connection(("127.0.0.1", front.port), timeout=10) as line:
        line.sendall(head.encode())
        said = line.recv(65536).decode()

    assert said.startswith("HTTP/1.1 302")
    assert re.search(rf"^Location: /login/\?next={path}\r$", said, re.MULTILINE)


def test_the_door_does_not_hand_on_a_change_of_protocol(front):
    """Gunicorn would speak HTTP/2 in clear to a trusted proxy, past all that nginx looks at."""
    asked = {"Connection": "Upgrade, HTTP2-Settings", "Upgrade": "h2c", "HTTP2_Settings": "AAMAAABkAARAAAAAAAIAAAAA"}

    assert front.ask("/healthz", **asked).status == 200


def test_it_works_in_a_folder_with_a_space_and_an_accent(front):
    assert " " in str(front.data_dir)
    assert "ç" in str(front.data_dir)
    assert Path(front.data_dir / "stack/nginx.conf").is_file()
