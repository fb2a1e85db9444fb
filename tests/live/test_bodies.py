"""Under uvicorn alone a body is looked at before it is read: who sends it, how much, and with how many others."""

import asyncio
import json
import random
import socket
import time
from io import BytesIO
from uuid import uuid4

import pytest
from PIL import Image

from spot.common.refusals import Refused
from spot.live import bodies
from tests.live.station import Station

UPLOAD = "/campaigns/7f000000-0000-0000-0000-000000000000/upload/"  # the same in each worker of xdist
MEGABYTE = 1024 * 1024


@pytest.fixture(scope="module")
def limited(tmp_path_factory, evening_on_disk):
    """A station whose limits count."""
    made = Station(tmp_path_factory.mktemp("limited"), {"SPOT_THROTTLE": "1", "SPOT_UPLOAD_MAX_MB": "3"})
    try:
        yield made.copy(evening_on_disk).open()
    finally:
        made.close()


class Line:
    """One request of which only some is sent."""

    def __init__(self, station: Station, path: str, method: str = "POST", **headers: object) -> None:
        named = {"Host": "127.0.0.1", **{name.replace("_", "-"): value for name, value in headers.items()}}
        head = [f"{method} {path} HTTP/1.1", *(f"{name}: {value}" for name, value in named.items())]
        self.socket = socket.create_connection(("127.0.0.1", station.ports[0]), timeout=10)
        self.send("\r\n".join([*head, "", ""]).encode())

    def send(self, data: bytes) -> None:
        self.socket.sendall(data)

    def answer(self) -> tuple[int, dict[str, str], bytes]:
        with self.socket, self.socket.makefile("rb") as file:
            status = int(file.readline().split()[1])
            headers = dict(line.decode().rstrip().lower().split(": ", 1) for line in iter(file.readline, b"\r\n"))
            return status, headers, file.read(int(headers.get("content-length", 0)))


def browser(station: Station, who: str) -> dict[str, str]:
    token = "t" * 32
    return {"Cookie": f"sessionid={station.seeded['sessions'][who]}; csrftoken={token}", "X_CSRFToken": token}


def test_nobody_is_sent_to_sign_in_before_their_film_is_read(limited):
    status, headers, _ = Line(limited, UPLOAD, Content_Length=2 * MEGABYTE).answer()

    assert (status, headers["location"]) == (302, f"/login/?next={UPLOAD}")


def test_a_session_that_ended_sends_no_film(limited):
    line = Line(limited, UPLOAD, Content_Length=2 * MEGABYTE, Cookie="sessionid=ended")

    assert line.answer()[0] == 302


@pytest.mark.parametrize("headers", [{}, {"Authorization": "Bearer invented"}], ids=["nobody", "an invented key"])
def test_a_program_without_a_key_is_told_so_before_it_sends(limited, headers):
    line = Line(limited, "/api/v1/bookings", Content_Length=500_000, **headers)
    status, _, said = line.answer()

    assert (status, json.loads(said)["error"]) == (401, "not_signed_in")


@pytest.mark.parametrize("path", ["/login/", "/register/", "/nowhere/"])
def test_who_needs_no_account_has_little_to_send(limited, path):
    assert Line(limited, path, Content_Length=500_000).answer()[0] == 413


@pytest.mark.parametrize(
    ("path", "size"),
    [(UPLOAD, 4 * MEGABYTE), (UPLOAD + "resumable/", 11 * MEGABYTE), ("/campaigns/create/", 2 * MEGABYTE)],
)
def test_a_body_above_what_its_path_takes_is_refused_as_announced(limited, path, size):
    assert Line(limited, path, Content_Length=size, **browser(limited, "awa")).answer()[0] == 413


def test_a_body_that_does_not_say_its_length_is_counted_as_it_comes(limited):
    line = Line(limited, "/campaigns/create/", Transfer_Encoding="chunked", **browser(limited, "awa"))
    chunk = b"%x\r\n" % 60_000 + b"x" * 60_000 + b"\r\n"
    for _ in range(20):
        line.send(chunk)
    status, _, page = line.answer()

    assert status == 413
    assert "Cet envoi dépasse 1 Mo" in page.decode()


def test_a_script_of_the_upload_reads_its_refusals_as_json(limited):
    headers = {**browser(limited, "awa"), "Tus_Resumable": "1.0.0"}
    line = Line(limited, UPLOAD + f"resumable/{uuid4()}/", "PATCH", Content_Length=11 * MEGABYTE, **headers)
    status, headers, said = line.answer()

    assert (status, json.loads(said)["error"], headers["content-type"]) == (413, "too_large", "application/json")


def test_one_person_sends_six_large_bodies_at_a_time_and_the_next_waits(limited):
    slow = [Line(limited, UPLOAD, Content_Length=MEGABYTE, **browser(limited, "awa")) for _ in range(6)]
    for line in slow:
        line.send(b"x")
    time.sleep(1)

    status, headers, _ = Line(limited, UPLOAD, Content_Length=MEGABYTE, **browser(limited, "awa")).answer()
    assert (status, headers["retry-after"]) == (429, "30")
    assert Line(limited, UPLOAD, Content_Length=4 * MEGABYTE, **browser(limited, "aminata")).answer()[0] == 413
    for line in slow:
        line.socket.close()
    time.sleep(1)
    line = Line(limited, UPLOAD, Content_Length=100_000, **browser(limited, "awa"))
    line.send(b"x" * 100_000)
    assert line.answer()[0] == 404  # let in again, to a campaign that does not exist


def test_what_may_be_sent_arrives_whole(limited):
    photo = BytesIO()
    Image.frombytes("RGB", (250, 250), random.Random(7).randbytes(250 * 250 * 3)).save(photo, "PNG")
    named = b'--cut\r\nContent-Disposition: form-data; name="photo"; filename="awa.png"\r\n\r\n'
    form = named + photo.getvalue() + b"\r\n--cut--\r\n"
    assert len(form) > bodies.SHORT_BYTES
    line = Line(
        limited, "/profile/photo/", Content_Length=len(form), **browser(limited, "awa"),
        Content_Type="multipart/form-data; boundary=cut",
    )  # fmt: skip
    line.send(form)

    assert line.answer()[0] == 303


async def test_a_body_that_falls_silent_is_given_up(monkeypatch):
    async def nothing():
        await asyncio.sleep(5)

    monkeypatch.setattr(bodies, "SILENT_SECONDS", 0.05)

    with pytest.raises(Refused) as refused:
        await bodies.counted(nothing, 1000)()
    assert (refused.value.code, refused.value.status) == ("too_slow", 408)


async def test_once_a_body_is_whole_its_sender_may_be_silent(monkeypatch):
    messages = [{"type": "http.request", "body": b"whole"}, {"type": "http.disconnect"}]

    async def receive():
        await asyncio.sleep(0.1 * (len(messages) == 1))
        return messages.pop(0)

    monkeypatch.setattr(bodies, "SILENT_SECONDS", 0.05)
    heard = bodies.counted(receive, 1000)

    assert [(await heard())["type"] for _ in range(2)] == ["http.request", "http.disconnect"]
