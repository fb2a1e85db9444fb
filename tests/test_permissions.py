"""Every route × person × method, executed cell by cell. A route missing from the table fails."""

from collections.abc import Iterator
from copy import deepcopy
from datetime import time, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import get_resolver
from django.urls.resolvers import URLResolver

from spot.accounts import links, services, tokens
from spot.accounts.models import User
from spot.accounts.workflow import EVERYBODY, Kind, Role
from spot.airings.models import HandOver
from spot.breaks.models import BreakTemplate
from spot.common import clock
from spot.messaging.models import Notification
from tests.cast import TODAY, gives_password_again, organisation, person
from tests.permission_table import ANYBODY, DESKS, NOTHING, OWN, TABLE

WRITES = ("INSERT", "UPDATE", "DELETE", "REPLACE")
# Parts of a path that name something Awa owns: another client meets a page that does not exist.
HERS = ("campaign_id", "spot_id", "session_id", "notification_id", "person_id", "invitation_id", "key_id")
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


def routes(resolver: URLResolver, prefix: str = "/") -> Iterator[tuple[str, str, Any]]:
    """Every pattern under a resolver, but Django's own administration (see below): path, namespace, view."""
    for pattern in resolver.url_patterns:
        if not isinstance(pattern, URLResolver):
            yield prefix + str(pattern.pattern), pattern.name or "", pattern.callback
        elif pattern.namespace != "admin":
            yield from routes(pattern, prefix + str(pattern.pattern))


EVERY_ROUTE = {path: view for path, _name, view in routes(get_resolver())}


@pytest.fixture
def agency_user(db: None) -> User:
    return person("yacouba", "Yacouba Barry", Role.ADVERTISER, organisation("Agence Balafon", "BALA", kind=Kind.AGENCY))


@pytest.fixture
def parts(
    awa, aminata, faso_coton, cotton_campaign, cotton_spot, planned_airing, before_news, rate_card
) -> dict[str, Any]:
    """What stands in the variable parts of the paths: Awa's things."""
    invitation = services.invite(faso_coton, email="bintou@coton.example", by=awa)
    link = links.invitation_link(invitation)
    tokens.issue(awa, by=awa)
    agency = organisation("Agence Koudou", "KOUD", kind=Kind.AGENCY)
    mandate = services.mandate(faso_coton, agency=agency, starts_on=TODAY + timedelta(days=30), by=aminata)
    wall, wall_key = services.hang_wall("Régie", days=30, by=aminata)
    services.set_photo(awa, b"\xff\xd8\xff a photo")
    told = Notification.objects.create(user=awa, kind="x", title="x", text="x", url="/", at=clock.now())
    note = HandOver.objects.create(day=TODAY, text="Le match déborde.", written_by=aminata)
    row = BreakTemplate.objects.create(
        weekday=5, code="2010", starts=time(20, 10), daypart_id="prime", capacity_seconds=120
    )
    return {
        "row_id": row.pk, "wall_id": wall.pk, "wall_key": wall_key, "session_id": _a_session_of(awa), "campaign_id": cotton_campaign.pk, "spot_id": cotton_spot.pk, "pk": cotton_spot.pk, "person_id": awa.pk,
        "organisation_id": faso_coton.pk, "invitation_id": invitation.pk, "secret": link.rsplit("/", 2)[1], "key_id": awa.api_tokens.get().pk, "mandate_id": mandate.pk, "card_id": rate_card.pk,
        "break_id": before_news.pk, "airing_id": planned_airing.pk, "note_id": note.pk, "notification_id": told.pk, "slug": "textile",
        "step": "campaign", "key": uuid4(), "day": TODAY.isoformat(), "rest": "nothing/here",
    }  # fmt: skip


@pytest.fixture
def cast(everybody, agency_user, faso_coton) -> dict[str, User]:
    gone = person("gone", "Ancienne Employée", Role.ADVERTISER, faso_coton)
    return {**everybody, "yacouba": agency_user, "gone": gone}


@pytest.fixture
def browsers(cast) -> dict[str, Client]:
    """Everybody signed in and known by their password, the disabled one with a session from before, and somebody who is not."""
    made = {"anonymous": Client(raise_request_exception=True)}
    for name, user in cast.items():
        made[name] = Client(raise_request_exception=True)
        made[name].force_login(user)
        gives_password_again(made[name])
    User.objects.filter(username="gone").update(is_active=False)
    return made


def filled(path: str, parts: dict[str, Any]) -> str:
    """A path with the test's things in its variable parts."""
    path = path.replace("breaks/<uuid:pk>", f"breaks/{parts['break_id']}").replace(
        "rows/<int:pk>", f"rows/{parts['row_id']}"
    )
    for name, value in parts.items():
        for kind in ("uuid", "uuidstr", "int", "slug", "path", "day", "date", "str"):
            path = path.replace(f"<{kind}:{name}>", str(value))
    assert "<" not in path, f"the test knows nothing to put into {path}"
    return path


def enters(path: str, who: tuple[str, ...], name: str, user: User | None) -> bool:
    """What the table says of this person at this route."""
    if who == ANYBODY:
        return True
    if user is None or name == "gone":
        return False
    if user.role == Role.ADVERTISER and any(f":{part}>" in path for part in HERS):
        return name == "awa" and (Role.ADVERTISER in who or OWN[0] in who)
    return user.role in who


def attempt(browser: Client, method: str, url: str) -> Any:
    """One cell, of which nothing stays."""
    jar = deepcopy(browser.cookies)
    with transaction.atomic():
        answer = browser.generic(method, url, headers={"Tus-Resumable": "1.0.0"})
        if answer.streaming:
            answer.getvalue()
        answer.close()
        transaction.set_rollback(True)
    browser.cookies = jar
    return answer


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


def _is_right(path: str, who: tuple[str, ...], name: str, user: User | None, answer: Any) -> bool:
    if enters(path, who, name, user):
        return _is_open(path, answer)
    if user is None or name == "gone":
        return answer.status_code == 401 if path.startswith("/api/") else sent_to_sign_in(answer)
    return bool(answer.status_code == 404)


def _is_open(path: str, answer: Any) -> bool:
    if answer.status_code == 404:
        return path in ABSENT
    refused = answer.status_code in {401, 403, 405} or answer.status_code >= 500
    return not refused and (not sent_to_sign_in(answer) or path == "/login/code/")


def _is_a_write(sql: str) -> bool:
    return sql.lstrip().upper().startswith(WRITES) and "django_session" not in sql


def _a_session_of(user: User) -> int:
    """A session as signing in leaves it, for the page that ends one."""
    browser = Client()
    browser.post("/login/", {"username": user.username, "password": "demo1234"})
    return user.usersession_set.latest("pk").pk  # type: ignore[no-any-return]


def _is_the_library_s(path: str) -> bool:
    """The library's names lead to paths that are in the table already; see `library_urls`."""
    return path.startswith("/") and path in LIBRARY


LIBRARY = {path for path, name, _view in routes(get_resolver()) if name.startswith(("account_", "mfa_"))} - set(TABLE)
