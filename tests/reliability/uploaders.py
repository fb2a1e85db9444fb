"""People who deliver films without pause, in pieces and by the form, as a browser does: each is sent until it is answered."""

import base64
import http.client
import re
import threading
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from tests.live.station import until
from tests.media import film
from tests.reliability.house import House

ANSWER_SECONDS, AGAIN_SECONDS = 60, 0.05
TUS = {"Tus-Resumable": "1.0.0"}
PIECES = 4


@dataclass
class Answer:
    status: int
    headers: http.client.HTTPMessage
    content: str


@dataclass
class Uploaders:
    """`sent` says which film stands under which title; `acknowledged` where the sender was told that it is."""

    house: House
    port: int
    together: int = 3
    sent: dict[str, bytes] = field(default_factory=dict)
    acknowledged: dict[str, str] = field(default_factory=dict)
    mark: str = field(default_factory=lambda: uuid.uuid4().hex[:8])  # of this run: a house sees several
    answers: int = 0
    failures: list[BaseException] = field(default_factory=list)
    _open: threading.Event = field(default_factory=threading.Event)
    _ended: threading.Event = field(default_factory=threading.Event)
    _resting: threading.Semaphore = field(default_factory=lambda: threading.Semaphore(0))

    @contextmanager
    def at_work(self) -> Iterator["Uploaders"]:
        (campaign,) = self.house.rows("SELECT id FROM spot_campaign LIMIT 1")[0]
        self.page, self.films = f"/campaigns/{campaign}/upload/", [film(seconds) for seconds in (4, 5, 6)]
        people = [threading.Thread(target=self._work, args=(number,)) for number in range(self.together)]
        for person in people:
            person.start()
        try:
            self.pause()
            yield self
        finally:
            self._ended.set()
            self._open.set()
            for person in people:
                person.join(ANSWER_SECONDS)

    def resume(self) -> None:
        self._open.set()

    def answered(self, count: int) -> None:
        """Until that many more requests are."""
        target = self.answers + count
        until(lambda: self.answers >= target or self.failures, ANSWER_SECONDS)

    def pause(self) -> None:
        """Until every film that was begun is delivered."""
        self._open.clear()
        for _ in range(self.together):
            assert self._resting.acquire(timeout=3 * ANSWER_SECONDS), "an upload never ended"
        if self.failures:
            raise self.failures[0]

    def _work(self, number: int) -> None:
        way = self._in_pieces if number % 3 else self._by_the_form
        try:
            while self._may_go_on():
                title, content = f"Film {self.mark} {uuid.uuid4()}", self.films[number % len(self.films)]
                self.sent[title] = content
                self.acknowledged[title] = way(title, content)
        except BaseException as failure:  # noqa: BLE001  told to the test by pause()
            self.failures.append(failure)
            self._resting.release()

    def _may_go_on(self) -> bool:
        if not self._open.is_set():
            self._resting.release()
            self._open.wait()
        return not self._ended.is_set()

    def _by_the_form(self, title: str, content: bytes) -> str:
        """The page is opened once, and its form sent until it is answered."""
        page = self._until_answered("GET", self.page, {}, b"")
        fields = {name: _value(page, name) for name in ("csrfmiddlewaretoken", "form_key")}
        body, kind = _multipart({**fields, "title": title}, content)
        answer = self._until_answered("POST", self.page, {"Content-Type": kind, **_token(page)}, body)
        assert answer.status == 303, (answer.status, answer.content[-2000:])
        return answer.headers["Location"]

    def _in_pieces(self, title: str, content: bytes) -> str:
        token = _token(self._until_answered("GET", self.page, {}, b""))
        said = f"filename {_encoded('a.mp4')},title {_encoded(title)}"
        headers = {**TUS, **token, "Upload-Length": str(len(content)), "Upload-Metadata": said}
        place = self._until_answered("POST", f"{self.page}resumable/", headers, b"").headers["Location"]
        while True:
            stands = self._until_answered("HEAD", place, {**TUS, **token}, b"")
            assert stands.status == 200, f"{title} is {stands.status}"
            if spot := stands.headers.get("Spot-Location"):
                return spot
            self._send_some(place, token, content, int(stands.headers["Upload-Offset"]))

    def _send_some(self, place: str, token: dict[str, str], content: bytes, offset: int) -> None:
        """Piece after piece, until the line breaks or the server has something to say."""
        size = len(content) // PIECES + 1
        while offset < len(content):
            headers = {**TUS, **token, "Upload-Offset": str(offset), "Content-Type": "application/offset+octet-stream"}
            answer = self._tried("PATCH", place, headers, content[offset : offset + size])
            if answer is None or answer.status != 204:
                time.sleep(AGAIN_SECONDS)
                return
            offset = int(answer.headers["Upload-Offset"])

    def _until_answered(self, verb: str, path: str, headers: dict[str, str], body: bytes) -> Answer:
        while (answer := self._tried(verb, path, headers, body)) is None or answer.status in {409, 423, 429, 503}:
            time.sleep(AGAIN_SECONDS)
        return answer

    def _tried(self, verb: str, path: str, headers: dict[str, str], body: bytes) -> Answer | None:
        """The answer, or None when the line was cut."""
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=ANSWER_SECONDS)
        cookies = [
            self.house.cookie("awa")["Cookie"],
            *(f"csrftoken={headers[name]}" for name in headers if name == "X-CSRFToken"),
        ]
        try:
            line.request(verb, path, body, {**headers, "Cookie": "; ".join(cookies)})
            answer = line.getresponse()
            self.answers += 1
            return Answer(answer.status, answer.headers, answer.read().decode())
        except (OSError, http.client.HTTPException):
            return None
        finally:
            line.close()


def _value(page: Answer, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]+)"', page.content)
    assert found, f"no {name} on the page: {page.status} {page.content[-500:]}"
    return found[1]


def _token(page: Answer) -> dict[str, str]:
    """The cookie's own secret is a token too."""
    found = re.search(r"csrftoken=([^;]+)", page.headers.get("Set-Cookie", ""))
    return {"X-CSRFToken": found[1]} if found else {}


def _encoded(word: str) -> str:
    return base64.b64encode(word.encode()).decode()


def _multipart(fields: dict[str, str], content: bytes) -> tuple[bytes, str]:
    border = uuid.uuid4().hex
    head = "".join(
        f'--{border}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
        for name, value in fields.items()
    )
    head += f'--{border}\r\nContent-Disposition: form-data; name="media"; filename="a.mp4"\r\nContent-Type: video/mp4\r\n\r\n'
    return head.encode() + content + f"\r\n--{border}--\r\n".encode(), f"multipart/form-data; boundary={border}"
