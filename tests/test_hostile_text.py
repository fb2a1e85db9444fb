"""Whatever is written in an address, a form, a header or JSON: an answer, never a fault of ours; refused, no row changes.

Every route of the product, by people it opens to. What each view reads is seen while it serves, so that a new
parameter is met here without anybody writing it down.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import cycle, islice
from typing import Any

import pytest
from django.db import connection, transaction
from django.test import Client, RequestFactory

from spot.api.v1 import api
from spot_bf1 import wsgi
from tests.every_route import enters, filled
from tests.hostile_text import NINES, RAW, all_wrong, reading, with_one_wrong
from tests.permission_table import DESKS, TABLE

FORM = "application/x-www-form-urlencoded"
WRITES = ("INSERT", "UPDATE", "DELETE", "REPLACE")
# Rows that tell of a try and not of its success; answers too old to be kept are swept on the way.
OF_THE_TRY = re.compile(r"django_session|usersession|spot_apitoken|spot_idempotencykey|spot_incident")
PAGES = [desk for desk in DESKS if desk != "api"]


class Kept:
    """The writes that stay: those a savepoint took back are not among them."""

    def __init__(self) -> None:
        self.writes: list[str] = []
        self._marks: list[tuple[str, int]] = []

    def __call__(self, execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        words = sql.lstrip().split(None, 3)
        if words[0] == "SAVEPOINT":
            self._marks.append((words[1], len(self.writes)))
        elif words[0] == "ROLLBACK":
            self._back_to(words[-1])
        elif words[0].upper() in WRITES and not OF_THE_TRY.search(sql):
            self.writes.append(sql[:120])
        return execute(sql, params, many, context)

    def _back_to(self, name: str) -> None:
        for mark, count in reversed(self._marks):
            if mark == name:
                del self.writes[count:]
                return


@contextmanager
def nothing_stays() -> Iterator[Kept]:
    kept = Kept()
    with transaction.atomic():
        with connection.execute_wrapper(kept):
            yield kept
        transaction.set_rollback(True)


def send(browser: Client, method: str, url: str, text: str, kind: str = FORM, **headers: str) -> tuple[int, list[str]]:
    """The status of the answer, 599 for an exception that nothing caught; and the writes it kept."""
    with nothing_stays() as kept:
        try:
            if method == "POST":
                answer = browser.generic("POST", url, text.encode(), kind, headers=headers)
            else:
                answer = browser.generic(method, url, QUERY_STRING=text, headers=headers)
            if answer.streaming:
                answer.getvalue()  # to its end: the client closes it then
        except Exception as error:  # noqa: BLE001  whatever it is, it is the finding
            return 599, [repr(error)[:200]]
    return answer.status_code, kept.writes


def wrong_answers(browser: Client, method: str, url: str, text: str, **more: str) -> list[str]:
    status, writes = send(browser, method, url, text, **more)
    told = f"{method} {url} {text[:100]!r}"
    if status >= 500:
        return [f"{told}: {status} {writes[:1] if status == 599 else ''}"]
    return [f"{told}: {status}, and wrote {writes[0]}"] if status >= 400 and writes else []


@pytest.mark.parametrize("desk", PAGES)
def test_whatever_is_written_in_an_address_or_a_form_is_answered(desk, parts, browsers, cast, settings):
    settings.SPOT_THROTTLE, settings.ACCOUNT_RATE_LIMITS = False, False
    wrong = []
    for path, methods, who in DESKS[desk]:
        url = filled(path, parts)
        people = cycle([browsers[name] for name in browsers if enters(path, who, name, cast.get(name))])
        for method in set(methods) & {"GET", "POST"}:
            names = names_read(next(people), method, url)
            for text in texts(names) if names else (f"q={WORST[0]}",):
                wrong += wrong_answers(next(people), method, url, text)
    assert not wrong, "\n".join(wrong)


def names_read(browser: Client, method: str, url: str) -> set[str]:
    """What the view reads when it is asked plainly, then when everything it read is given, then that."""
    names: set[str] = set()
    for _ in range(3):
        with reading() as read:
            send(browser, method, url, with_one_wrong(names, "nothing", ""))
        names |= read - {"csrfmiddlewaretoken", "nothing"}
    return {name for name in names if not ROW_BEYOND_THE_FIRST.match(name)}


ROW_BEYOND_THE_FIRST = re.compile(r"lines-[1-9]")  # read as the first is


def texts(names: set[str]) -> Iterator[str]:
    """Values everywhere at once; then each name wrong alone among right ones. The worst always, the others in turn."""
    for raw in (*WORST, *islice(IN_TURN, 3)):
        yield all_wrong(names, raw)
    for name in sorted(names):
        for raw in (next(NUL_OR_NINES), next(IN_TURN)):
            yield with_one_wrong(names, name, raw)


WORST = [RAW[name] for name in ("nul", "nines", "superscript", "year 9999", "not utf-8")]
NUL_OR_NINES = cycle(WORST[:2])
IN_TURN = cycle(raw for name, raw in RAW.items() if raw not in WORST)


@pytest.mark.parametrize("desk", DESKS)
def test_whatever_stands_in_a_path_is_answered(desk, parts, browsers, cast):
    wrong = []
    for path, methods, who in DESKS[desk]:
        people = cycle([browsers[name] for name in browsers if enters(path, who, name, cast.get(name))])
        for part in re.findall(r"<[^>]+>", path):
            for raw in (*WORST, *islice(IN_TURN, 3)):
                place = filled(path.replace(part, "ICI"), parts).replace("ICI", raw)
                wrong += wrong_answers(next(people), methods[0], place, "")
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("path", [path for path, _methods, _who in DESKS["api"]])
def test_whatever_is_in_json_is_answered(path, parts, browsers, cast, settings):
    settings.SPOT_THROTTLE = False
    wrong, (methods, who) = [], TABLE[path]
    browser = next(browsers[name] for name in browsers if enters(path, who, name, cast.get(name)))
    if "POST" in methods:
        for body in bodies(path, parts):
            wrong += wrong_answers(browser, "POST", filled(path, parts), body, kind="application/json")
    else:
        for text in texts(asked_of(path)):
            wrong += wrong_answers(browser, "GET", filled(path, parts), text)
    assert not wrong, "\n".join(wrong)


def described(path: str) -> dict[str, Any]:
    """What the API's own description says of a call."""
    return SCHEMA["paths"].get(re.sub(r"<\w+:(\w+)>", r"{\1}", path), {})


def asked_of(path: str) -> set[str]:
    return {one["name"] for one in described(path).get("get", {}).get("parameters", []) if one["in"] == "query"}


def bodies(path: str, parts: dict[str, Any]) -> Iterator[str]:
    """The right body with each of its values wrong in turn, and bodies that are none."""
    body = described(path)["post"].get("requestBody")
    shape = body["content"]["application/json"]["schema"]["$ref"].split("/")[-1] if body else ""
    fields = SCHEMA["components"]["schemas"].get(shape, {}).get("properties", {})
    right = {name: value for name, value in right_json(parts).items() if name in fields}
    for name in fields:
        rest = "".join(f', "{other}": {value}' for other, value in right.items() if other != name)
        yield from (f'{{"{name}": {wrong}{rest}}}' for wrong in JSON_VALUES)
    yield from ("", "{", "[" * 50_000, '{"a":' * 50_000, "null", NINES, '"\\ud800"', "\x00", "NaN")


def right_json(parts: dict[str, Any]) -> dict[str, str]:
    ids = {"spot": "spot_id", "break": "break_id", "from": "break_id", "with": "spot_id"}
    right = {name: f'"{parts[part]}"' for name, part in ids.items()}
    line = '{"daypart": "prime", "seconds": 30, "airings": 10}'
    return {**right, "version": "1", "reason": '"technical"', "minutes": "5", "lines": f"[{line}]"} | {
        "starts_at": '"2026-11-21T20:15:00Z"'
    }


SCHEMA = api.get_openapi_schema()
JSON_VALUES = [
    NINES, f"-{NINES}", f'"{NINES}"', "1e999", "NaN", "-1", "0", "1.5", "2147483648", "99999999999999999999", "null", "true",
    "[]", "{}", '[["a"]]', '"\\u0000"', '"a\\u0000b"', '"\\ud800"', '"²"', f'"{"١" * 32}"', '"A\\r\\nBcc: x@y.z"', '"a\\tb"',
    '"0001-01-01"', '"9999-12-31"', '"0001-01-01T00:00:00Z"', '"9999-12-31T23:59:59-14:00"', '"2026-11-21T20:15:00.1234567891Z"',
    f'"{"x" * 20_000}"', "[" + "{}," * 2_000 + "{}]", '[{"daypart": "\\u0000", "seconds": 30, "airings": 1}]',
]  # fmt: skip


@pytest.mark.parametrize("desk", DESKS)
def test_whatever_the_headers_say_is_answered(desk, parts, browsers, cast, settings):
    settings.SPOT_THROTTLE = False
    wrong, values = [], cycle(HEADER_VALUES)
    for path, methods, who in DESKS[desk]:
        people = cycle([browsers[name] for name in browsers if enters(path, who, name, cast.get(name))])
        for _ in range(2):
            said = dict.fromkeys(HEADERS, next(values))
            wrong += wrong_answers(next(people), methods[0], filled(path, parts), "", **said)
    assert not wrong, "\n".join(wrong)


HEADERS = (
    "Idempotency-Key", "Authorization", "Referer", "Origin", "Range", "If-Range", "If-None-Match", "If-Modified-Since",
    "X-Forwarded-For", "X-CSRFToken", "Accept-Language", "Accept-Encoding", "HX-Request", "HX-Target", "Upload-Length",
    "Upload-Offset", "Upload-Metadata", "Tus-Resumable", "X-Request-ID", "User-Agent",
)  # fmt: skip
HEADER_VALUES = [
    "\x00", "Bearer \x00", NINES, f"bytes=0-{NINES}", f"bytes={NINES}-", "bytes=²-", "http://[", "http://[::1/", "²", "\xff\xfe",
    "title AAA=,filename AAA=", "title AAA, spot ====", '"', "W/", "-1", "1e999", "a\tb", "x" * 8_000, "Basic ==", "1.0.0",
]  # fmt: skip


CHARSETS = ["hex", "utf-7", "utf-16", "unicode_escape", "idna", "latin-1", "rot13", "\x00", "undefined", "mbcs"]


@pytest.mark.parametrize("charset", CHARSETS)
@pytest.mark.parametrize("path", ["/", "/login/", "/api/v1/quotes", "/nowhere/"])
def test_another_encoding_is_refused_and_never_guessed(db, charset, path):
    """By the very application of gunicorn: Django's test client makes its requests in another way."""
    kind = f"{FORM}; charset={charset}"
    asked = RequestFactory().get(path, QUERY_STRING="q=%ff", headers={"Content-Type": FORM}).environ
    told: list[str] = []
    wsgi.application({**asked, "CONTENT_TYPE": kind}, lambda *answer: told.append(answer[0]))

    assert told == ["415 Unsupported Media Type"]


@pytest.mark.parametrize("name", ["sessionid", "csrftoken", "messages", "theme", "usersession"])
@pytest.mark.parametrize(
    "value", ['"\\000\\000\\000\\000\\000\\000\\000\\000\\000"', "\x00" * 12, NINES[:3000], '"\\377\\377"', "²" * 9]
)
def test_a_cookie_that_is_no_text_is_not_there(db, rate_card, name, value):
    browser = Client(headers={"Cookie": f"{name}={value}"})
    assert [browser.get(path).status_code for path in ("/", "/home/", "/login/", "/api/v1/spots")] == [
        200,
        302,
        200,
        401,
    ]


@pytest.mark.parametrize("host", ["evil.example", "[", "[::1", "a" * 300, "127.0.0.1:x", "²", "\x00"])
def test_another_host_is_refused_in_french(db, rate_card, host):
    answer = Client(headers={"Host": host}).get("/login/")

    assert answer.status_code == 400
    assert "illisible" in answer.content.decode()
