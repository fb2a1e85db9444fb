"""Every form that makes something is sent once; the others may be sent twice, and here is why."""

from html.parser import HTMLParser
from typing import Any

import pytest
from django.core.management import call_command
from django.urls import Resolver404, get_resolver, resolve

from spot.common import clock
from spot.common.sent_once import FIELD
from spot.operations.routes import _patterns
from tests.cast import EVENING
from tests.page_list import one_draft, pages, readers

# By the name of the route: what a second identical POST meets.
MAY_BE_SENT_TWICE = {
    "it says the same again": {
        "account:email", "account:email_again", "account:notification_reading", "account:notifications_reading",
        "account:password_change", "account:password_reset", "account:photo_change", "account:profile",
        "account:recovery_codes_renew", "account:session_end", "account:sessions", "administration:category",
        "administration:grid_break", "administration:grid_day_generation", "administration:grid_generation",
        "administration:grid_row", "administration:organisation_identity", "administration:person_disabling",
        "administration:person_enabling", "administration:person_role", "administration:rate_card",
        "administration:invitation_sending", "advertiser:invitation_sending",
        "advertiser:campaign_edit", "advertiser:organisation", "advertiser:price", "diffusion:spot_swap",
    },
    "it lets the same person in, or out": {
        "account:console_login", "account:login", "account:login_code", "account:logout", "account:reauthenticate",
        "account:reauthenticate_code", "account:second_factor_activate", "account:second_factor_deactivate",
    },
    "the state, the version or the link has moved on": {
        "account:email_confirm", "account:invitation", "account:key_revocation",
        "administration:person_key_revocation", "diffusion:wall_removal", "account:password_reset_key", "administration:campaign_approval",
        "administration:campaign_rejection", "administration:grid_break_cancellation", "administration:grid_removal",
        "administration:invitation_withdrawal", "administration:mandate_end", "administration:organisation_suspension",
        "administration:organisation_verification", "administration:rate_card_publication",
        "administration:spot_approval", "administration:spot_rejection", "advertiser:cancellation",
        "advertiser:invitation_withdrawal", "advertiser:submission", "advertiser:withdrawal",
        "diffusion:late_confirmation", "diffusion:late_missing", "diffusion:spot_cancellation", "diffusion:take_over",
    },
    "its secret is shown once and kept nowhere; what is one too many stands in the list, and is revoked": {
        "account:keys", "diffusion:walls",
    },
    "the name of an account is taken once": {"account:register"},
    "a file has keys of its own": {"advertiser:upload", "advertiser:resumable"},
}  # fmt: skip
NOT_FORMS = ("/api/", "/admin/")


def posts() -> dict[str, Any]:
    """The view of every path where people post, by its name; Django answers with the first that matches."""
    first: dict[str, tuple[str, Any]] = {}
    for path, name, view in _patterns(get_resolver(), "/", ""):
        first.setdefault(path, (name, view))
    people = {path: found for path, found in first.items() if not path.startswith(NOT_FORMS)}
    return {name: view for name, view in people.values() if "POST" in getattr(view, "methods", ())}


def test_a_post_is_sent_once_or_may_be_sent_twice_and_somebody_said_why():
    known = set().union(*MAY_BE_SENT_TWICE.values())
    unguarded = {name for name, view in posts().items() if not hasattr(view, "sent_once")}

    assert unguarded - known == set()
    assert known - set(posts()) == set(), "routes that are no more"


class Forms(HTMLParser):
    """The forms of a page that post: where to, and the names of their fields."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[tuple[str, set[str]]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        facts = dict(attrs)
        if tag == "form":
            where = facts.get("action") or "" if facts.get("method") == "post" else "/"
            self.found.append((where, set()))
        elif tag in {"input", "button"} and self.found:
            self.found[-1][1].add(facts.get("name") or "")


def keyless(page_path: str, page: str) -> set[str]:
    """Forms of this page that lead to a guarded view and carry no key."""
    return {
        f"{page_path} → {where or page_path}"
        for where, names in Forms(page).found
        if hasattr(view_of(where or page_path), "sent_once") and FIELD not in names
    }


def view_of(path: str) -> Any:
    try:
        return resolve(path.partition("?")[0]).func
    except Resolver404:
        return None


@pytest.fixture
def station(db: None) -> Any:
    with clock.frozen(EVENING):
        call_command("init_data", verbosity=0)
        call_command("load_sample", airings=400, seed=3, verbosity=0)
        yield


def test_every_form_that_makes_something_carries_a_key(station):
    browsers = readers()
    one_draft()
    found, guarded = set[str](), set[str]()
    for path, role in pages():
        page = browsers[role].get(path).content.decode()
        found |= keyless(path, page)
        guarded |= {FIELD for _, names in Forms(page).found if FIELD in names}

    assert found == set()
    assert guarded, "no page showed a key: nothing was looked at"


def test_a_form_without_its_key_is_found():
    page = '<form method="post" action="/campaigns/create/"><input name="title"></form>'

    assert keyless("/campaigns/", page) == {"/campaigns/ → /campaigns/create/"}
