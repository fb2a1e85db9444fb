"""The site says its address by SITE_URL, whatever name a request came by: no answer repeats the name."""

from io import BytesIO
from zipfile import ZipFile

import pytest
from django.test import Client

from tests.every_route import filled
from tests.permission_table import TABLE

ELSEWHERE = "localhost:9999"
READINGS = [path for path, (methods, _who) in TABLE.items() if "GET" in methods]


@pytest.mark.parametrize("who", ["nobody", "aminata", "awa"])
def test_no_answer_repeats_the_name_the_site_was_asked_by(who, parts, request):
    browser = Client(headers={"Host": ELSEWHERE})
    if who != "nobody":
        browser.force_login(request.getfixturevalue(who))

    repeated = [path for path in READINGS if ELSEWHERE in _told(browser, filled(path, parts))]
    assert repeated == []


def _told(browser: Client, url: str) -> str:
    """Headers and bytes of an answer; a workbook is opened first."""
    answer = browser.get(url)
    body = answer.getvalue()
    answer.close()
    if body.startswith(b"PK"):
        with ZipFile(BytesIO(body)) as sheets:
            body = b"".join(sheets.read(name) for name in sheets.namelist())
    return f"{answer.headers}{body.decode('latin-1')}"
