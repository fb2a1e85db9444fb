"""Every route of the product with things to put into its path, and everybody's browser: for tests that walk them all."""

from collections.abc import Iterator
from copy import deepcopy
from datetime import time, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import transaction
from django.test import Client
from django.urls import get_resolver
from django.urls.resolvers import URLResolver

from spot.accounts import links, services, tokens
from spot.accounts.models import User
from spot.accounts.workflow import Kind, Role
from spot.airings.models import HandOver
from spot.breaks.models import BreakTemplate
from spot.common import clock
from spot.messaging.models import Notification
from tests.cast import TODAY, gives_password_again, organisation, person
from tests.permission_table import ANYBODY, OWN

# Parts of a path that name something Awa owns: another client meets a page that does not exist.
HERS = ("campaign_id", "spot_id", "session_id", "notification_id", "person_id", "invitation_id", "key_id")


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


def _a_session_of(user: User) -> int:
    """A session as signing in leaves it, for the page that ends one."""
    browser = Client()
    browser.post("/login/", {"username": user.username, "password": "demo1234"})
    return user.usersession_set.latest("pk").pk  # type: ignore[no-any-return]
