"""Every route × person × method, executed cell by cell. A route missing from the table fails."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import get_resolver

from spot.accounts.models import User
from spot.accounts.workflow import EVERYBODY
from tests.every_route import EVERY_ROUTE, attempt, enters, filled, routes
from tests.permission_table import DESKS, NOTHING, OWN, TABLE

WRITES = ("INSERT", "UPDATE", "DELETE", "REPLACE")
# Where an allowed person still meets a 404, because the thing itself is not there yet.
ABSENT = {
    "/profile/second-factor/deactivation/": "no second step was enrolled",
    "/profile/second-factor/codes/": "no second step was enrolled",
    "/profile/second-factor/codes/file/": "no second step was enrolled",
    "/campaigns/<uuid:campaign_id>/upload/resumable/<uuid:key>/": "no upload has begun",
    "/diffusion/wall/<str:wall_key>/events": "no number is said",
    "/spots/<uuid:spot_id>/media/": "the spot of the cast has no file",
    "/spots/<uuid:spot_id>/media/poster/": "the spot of the cast has no picture",
}
# The library's own pages, which read and take any method for a reading.
ANY_METHOD = {"/api/v1/openapi.json", "/api/v1/docs"}


def somebody_let_in(path: str, who: tuple[str, ...], browsers: dict[str, Client], cast: dict[str, User]) -> str:
    return "awa" if OWN[0] in who else next(name for name in browsers if enters(path, who, name, cast.get(name)))


def sent_to_sign_in(answer: Any) -> bool:
    return answer.status_code == 302 and answer.headers["Location"].startswith(("/login/?next=", "/login/code/"))


def test_every_route_is_in_the_table_and_every_line_is_a_route():
    ours = {path for path in EVERY_ROUTE if path not in NOTHING and not _is_the_library_s(path)}
    assert ours == set(TABLE)


def test_the_code_opens_each_route_to_whom_the_table_says():
    named = {"signed_in": tuple(EVERYBODY)}
    for path, (methods, who) in TABLE.items():
        view = EVERY_ROUTE[path]
        opened = {role for said in view.roles for role in named.get(said, (said,))}
        assert opened == (set(EVERYBODY) if OWN[0] in who else set(who)), path
        assert set(view.methods) - {"OPTIONS"} == set(methods), path


@pytest.mark.parametrize("desk", DESKS)
def test_each_person_at_each_route_with_each_method(desk, parts, browsers, cast):
    wrong = []
    for path, methods, who in DESKS[desk]:
        url = filled(path, parts)
        for name, browser in browsers.items():
            for method in methods:
                answer = attempt(browser, method, url)
                if not _is_right(path, who, name, cast.get(name), answer):
                    wrong.append(f"{method} {url} by {name}: {answer.status_code}")
    assert wrong == []


@pytest.mark.parametrize("desk", DESKS)
def test_a_method_a_route_does_not_know_is_refused(desk, parts, browsers, cast):
    known = []
    for path, methods, who in DESKS[desk]:
        if path in ANY_METHOD:
            continue
        browser = browsers[somebody_let_in(path, who, browsers, cast)]
        answered = {*methods, *(["HEAD"] if "GET" in methods else ["GET"] if "HEAD" in methods else [])}
        others = sorted({"GET", "POST", "PUT", "PATCH", "DELETE"} - answered)
        answers = {method: attempt(browser, method, filled(path, parts)).status_code for method in others}
        known += [f"{method} {path}: {status}" for method, status in answers.items() if status != 405]
    assert known == []


@pytest.mark.parametrize("desk", DESKS)
def test_reading_writes_nothing(desk, parts, browsers, cast):
    written = []
    for path, methods, who in DESKS[desk]:
        browser = browsers[somebody_let_in(path, who, browsers, cast)]
        for method in ("GET", "HEAD", "OPTIONS") if "GET" in methods else ("OPTIONS",):
            with CaptureQueriesContext(connection) as seen:
                attempt(browser, method, filled(path, parts))
            written += [f"{method} {path}: {query['sql'][:90]}" for query in seen if _is_a_write(query["sql"])]
    assert written == []


def test_paths_of_the_api_that_nobody_named_answer_in_its_own_shape(parts, browsers):
    for path in NOTHING:
        for browser in browsers.values():
            answer = attempt(browser, "GET", filled(path, parts))
            assert answer.status_code == 404
            assert answer.json()["error"] == "not_found"


ASKED_BY_PROGRAMS = ("/api/", "/profile/presence/")


def _is_right(path: str, who: tuple[str, ...], name: str, user: User | None, answer: Any) -> bool:
    if enters(path, who, name, user):
        return _is_open(path, answer)
    if user is None or name == "gone":
        return answer.status_code == 401 if path.startswith(ASKED_BY_PROGRAMS) else sent_to_sign_in(answer)
    return bool(answer.status_code == 404)


def _is_open(path: str, answer: Any) -> bool:
    if answer.status_code == 404:
        return path in ABSENT
    refused = answer.status_code in {401, 403, 405} or answer.status_code >= 500
    return not refused and (not sent_to_sign_in(answer) or path == "/login/code/")


def _is_a_write(sql: str) -> bool:
    return sql.lstrip().upper().startswith(WRITES) and "django_session" not in sql


def _is_the_library_s(path: str) -> bool:
    """The library's names lead to paths that are in the table already; see `library_urls`."""
    return path.startswith("/") and path in LIBRARY


LIBRARY = {path for path, name, _view in routes(get_resolver()) if name.startswith(("account_", "mfa_"))} - set(TABLE)
