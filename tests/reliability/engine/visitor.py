"""A browser without a screen: cookies as a browser keeps them, forms sent as they stand, over TLS or plain http."""

import http.client
import json
import re
import secrets
import socket
import ssl
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode, urljoin, urlsplit

from lxml import html

NAME = "regie.bf1.example"


@dataclass
class Answer:
    status: int
    headers: http.client.HTTPMessage
    body: bytes
    path: str

    @property
    def text(self) -> str:
        return self.body.decode()

    def json(self) -> Any:
        return json.loads(self.body)

    def form(self, marked: str) -> tuple[str, dict[str, str]]:
        """The form that has this field or this word: where it goes, and what it holds already."""
        page = html.fromstring(self.text)
        for form in page.forms:
            if marked in form.fields or marked in form.text_content():
                held = dict(form.form_values())
                return urljoin(self.path, form.action or ""), held
        raise AssertionError(f"no form with {marked!r} at {self.path} ({self.status}):\n{self.text[:1500]}")


@dataclass
class Visitor:
    """`address` and `port` are nginx's; the name asked for is the site's."""

    address: str
    port: int
    https: bool = True
    cookies: dict[str, str] = field(default_factory=dict)

    def get(self, path: str, **headers: str) -> Answer:
        return self._ask("GET", path, b"", headers)

    def open(self, path: str) -> Answer:
        """A page, through what redirects."""
        return self._followed(self.get(path))

    def send(
        self, page: Answer, marked: str, files: dict[str, tuple[str, bytes]] | None = None, **typed: str
    ) -> Answer:
        """The form of a page, filled in and sent; the page that follows."""
        path, held = page.form(marked)
        fields = {**held, **typed}
        body, kind = (
            _multipart(fields, files) if files else (urlencode(fields).encode(), "application/x-www-form-urlencoded")
        )
        headers = {"Content-Type": kind, "Origin": self.origin, "Referer": self.origin + page.path}
        return self._followed(self._ask("POST", path, body, headers))

    def call(self, path: str, key: str, **body: Any) -> Any:
        """The API, with a program's key."""
        headers = {"Authorization": f"Bearer {key}", "Content-Type": "application/json"}
        answer = self._ask(
            "POST" if body else "GET", f"/api/v1/{path}", json.dumps(body).encode() if body else b"", headers
        )
        assert answer.status < 300, answer.text
        return answer.json()

    @property
    def origin(self) -> str:
        return f"{'https' if self.https else 'http'}://{NAME}"

    def connection(self) -> socket.socket:
        """A line to nginx, whose certificate nobody has signed."""
        line = socket.create_connection((self.address, self.port), timeout=60)
        if not self.https:
            return line
        trusting = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        trusting.check_hostname, trusting.verify_mode = False, ssl.CERT_NONE
        return trusting.wrap_socket(line, server_hostname=NAME)

    def cookie_header(self) -> str:
        return "; ".join(f"{name}={value}" for name, value in self.cookies.items())

    def _followed(self, answer: Answer) -> Answer:
        while answer.status in (301, 302, 303):
            target = urlsplit(answer.headers["Location"])
            assert target.netloc in ("", NAME)
            assert not target.netloc or (target.scheme == "https") == self.https, answer.headers["Location"]
            answer = self.get(target.path + (f"?{target.query}" if target.query else ""))
        return answer

    def _ask(self, method: str, path: str, body: bytes, headers: dict[str, str]) -> Answer:
        line = http.client.HTTPConnection(NAME)
        line.sock = self.connection()
        every = {"Host": NAME, "Cookie": self.cookie_header(), "Accept-Encoding": "identity", **headers}
        line.request(method, path, body or None, {name: value for name, value in every.items() if value})
        heard = line.getresponse()
        answer = Answer(heard.status, heard.headers, heard.read(), path)
        line.close()
        self._keep(answer)
        return answer

    def _keep(self, answer: Answer) -> None:
        """A Secure cookie, or one named __Host-, is kept from https alone."""
        for written in answer.headers.get_all("Set-Cookie", []):
            name, _, value = written.partition(";")[0].partition("=")
            if self.https or not (name.startswith("__Host-") or re.search(r";\s*secure", written, re.IGNORECASE)):
                self.cookies[name] = value


def _multipart(fields: dict[str, str], files: dict[str, tuple[str, bytes]]) -> tuple[bytes, str]:
    mark = secrets.token_hex(16)
    parts = [f'--{mark}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
             for name, value in fields.items() if name not in files]  # fmt: skip
    for name, (called, content) in files.items():
        head = f'--{mark}\r\nContent-Disposition: form-data; name="{name}"; filename="{called}"\r\n\r\n'
        parts.append(head.encode() + content + b"\r\n")
    return b"".join([*parts, f"--{mark}--\r\n".encode()]), f"multipart/form-data; boundary={mark}"
