"""A form posted many times at once to a site that runs, where SQLite's one lock makes people wait for each other."""

import re
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlencode
from urllib.request import HTTPRedirectHandler, Request, build_opener

import pytest

from tests.live.station import DAY, Station

SHEET = f"/diffusion/days/{DAY}/"
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
KEY = re.compile(r'name="form_key" value="([^"]+)"')


class Stays(HTTPRedirectHandler):
    def redirect_request(self, *_: object) -> None:
        """Where it leads is what the test asks."""


@pytest.mark.parametrize("has_key", [True, False], ids=["with the form's key", "without a key"])
def test_a_note_posted_twenty_times_at_once_is_left_once(station: Station, has_key):
    page, cookies = opened(station)
    text = f"Le film de 20:45 est raccourci ({has_key})."
    typed = {"text": text, "csrfmiddlewaretoken": TOKEN.search(page)[1]}
    typed |= {"form_key": KEY.search(page)[1]} if has_key else {}
    body = urlencode(typed).encode()

    def post(_: int) -> int:
        request = Request(f"http://127.0.0.1:{station.ports[0]}{SHEET}handovers/", body, {"Cookie": cookies})
        answer = build_opener(Stays).open(request, timeout=60)
        return answer.status

    with ThreadPoolExecutor(20) as together:
        statuses = set(together.map(lambda n: status_of(post, n), range(20)))

    assert statuses == {303}
    assert opened(station)[0].count(text) == 1


def status_of(post, number: int) -> int:
    try:
        return post(number)
    except OSError as answer:  # urllib's word for every status above 299
        return getattr(answer, "code", 0)


def opened(station: Station) -> tuple[str, str]:
    """The day's sheet as Salif sees it, and his cookies."""
    session = station.cookie("salif")["Cookie"]
    request = Request(f"http://127.0.0.1:{station.ports[0]}{SHEET}", headers={"Cookie": session})
    with build_opener(Stays).open(request, timeout=20) as answer:
        token = answer.headers.get("Set-Cookie", "").partition(";")[0]
        return answer.read().decode(), f"{session}; {token}"
