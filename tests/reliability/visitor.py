"""Somebody at a browser of their own: opens a page with a form, fills it, sends it."""

import re
import time
from dataclasses import dataclass, field
from http.client import HTTPResponse
from http.cookiejar import CookieJar
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, HTTPRedirectHandler, OpenerDirector, Request, build_opener

TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
PATIENCE_SECONDS = 30


class Stays(HTTPRedirectHandler):
    def redirect_request(self, *_: object) -> None:
        """Where it leads is what the test asks."""


def browser() -> OpenerDirector:
    return build_opener(Stays, HTTPCookieProcessor(CookieJar()))


@dataclass
class Visitor:
    """`slowest`: the longest any answer took, in seconds."""

    port: int
    opener: OpenerDirector = field(default_factory=browser)
    slowest: float = 0.0

    def sends(self, path: str, **typed: str) -> int:
        """Open the page at `path`, send its form; the status of the last answer."""
        page = self._ask(path)
        found = TOKEN.search(page.read().decode())
        if page.status != 200 or not found:
            return int(page.status)
        return int(self._ask(path, urlencode({**typed, "csrfmiddlewaretoken": found[1]}).encode()).status)

    def asks(self, path: str, **headers: str) -> int:
        return int(self._ask(path, None, headers).status)

    def _ask(self, path: str, body: bytes | None = None, headers: dict[str, str] | None = None) -> HTTPResponse:
        request = Request(f"http://127.0.0.1:{self.port}{path}", body, headers or {})
        began = time.monotonic()
        try:
            return self.opener.open(request, timeout=PATIENCE_SECONDS)
        except HTTPError as answer:  # urllib's word for every status above 299
            return answer
        finally:
            self.slowest = max(self.slowest, time.monotonic() - began)
