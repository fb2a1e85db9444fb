"""Django's administration is for looking: every address of it, for everybody, and no question about a secret."""

from urllib.parse import quote, urlencode

import pytest
from allauth.mfa.models import Authenticator
from django.apps import apps
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from spot.accounts import services, tokens
from spot.accounts.models import ApiToken, User
from spot.admin import site
from spot.common import clock
from spot.common.models import IdempotencyKey
from spot.operations import routes
from tests.cast import EVENING

MODELS = [model._meta.model_name for model in apps.get_app_config("spot").get_models()]
LISTS = [f"/admin/spot/{name}/" for name in MODELS if name != "mailedlink"]
SECRET_COLUMNS = {
    "user": ["password"],
    "apitoken": ["digest"],
    "wallscreen": ["digest"],
    "idempotencykey": ["answer", "key", "body_sha256"],
}
GONE = [
    "logout/", "password_change/", "password_change/done/", "autocomplete/", "r/1/1/", "nothing/",
    "spot/user/add/", "spot/user/{pk}/delete/", "spot/user/{pk}/history/", "spot/user/{pk}/password/",
    "spot/mailedlink/", "auth/user/", "sessions/session/", "mfa/authenticator/", "account/emailaddress/",
    "usersessions/usersession/", "django_tasks_database/dbtaskresult/", "admin/logentry/",
]  # fmt: skip


@pytest.fixture
def station(evening, everybody, planned_airing, faso_coton, awa, salif):
    """A row in most tables."""
    services.invite(faso_coton, email="bintou@coton.example", by=awa)
    tokens.issue(salif, name="automate")
    services.hang_wall(name="Le hall", days=30, by=salif)
    IdempotencyKey.objects.create(user=salif, path="/x", key="k", body_sha256="0", answer={"x": 1})
    return everybody


@pytest.fixture
def chief(client, station, aminata) -> Client:
    client.force_login(aminata)
    return client


def pages_of_one() -> dict[str, str]:
    """By table, the page of its first row."""
    first = {model._meta.model_name: model.objects.order_by("pk").first() for model in site._registry}
    return {name: f"/admin/spot/{name}/{row.pk}/change/".replace("/_", "_5F/") for name, row in first.items() if row}


def test_no_address_but_lists_pages_of_one_and_what_leads_to_them():
    left = [row for row in routes.table() if row["name"].startswith("admin:")]

    kept = {row["name"].rsplit("_", 1)[-1] for row in left}
    assert kept == {"changelist", "change", "admin:index", "admin:login", "admin:jsi18n", "list", "admin:"}
    assert {row["method"] for row in left} == {"GET"}
    assert {row["roles"] for row in left if row["name"] != "admin:login"} == {("admin",)}


def test_every_table_of_ours_is_there_but_that_of_links():
    assert {model._meta.model_name for model in site._registry} == set(MODELS) - {"mailedlink"}


def test_aminata_reads_and_searches_every_list(chief):
    answers = {path: chief.get(path, search).status_code for path in LISTS for search in ({}, {"q": "a"})}

    assert answers == dict.fromkeys(LISTS, 200)


def test_aminata_reads_the_page_of_a_row_of_every_table(chief):
    pages = pages_of_one()

    assert len(pages) > 15
    assert {path: chief.get(path).status_code for path in pages.values()} == dict.fromkeys(pages.values(), 200)


def test_what_wrote_or_showed_secrets_is_gone_for_everybody(station):
    for name in ("aminata", "salif", "awa"):
        browser = Client()
        browser.force_login(station[name])
        for path in GONE:
            url = "/admin/" + path.format(pk=station["awa"].pk)
            assert browser.get(url).status_code == 404, url
            assert browser.post(url, {"x": "1"}).status_code in {404, 405}, url


def test_nothing_is_sent_to_what_is_left(chief):
    kept = ["/admin/", "/admin/spot/", "/admin/jsi18n/", "/admin/login/", *LISTS, *pages_of_one().values()]
    body = {"action": "delete_selected", "_selected_action": "1", "full_name": "Autre"}

    for method in ("POST", "PUT", "PATCH", "DELETE"):
        answers = {
            path: chief.generic(method, path, urlencode(body), "application/x-www-form-urlencoded").status_code
            for path in kept
        }
        assert answers == dict.fromkeys(kept, 405), method
    assert not User.objects.filter(full_name="Autre").exists()


def test_other_roles_find_nothing(station):
    others = [user for user in station.values() if not user.is_administrator]
    for user in others:
        browser = Client()
        browser.force_login(user)
        paths = ["/admin/", *LISTS, *pages_of_one().values()] if user.username == "salif" else ["/admin/", LISTS[0]]
        assert {browser.get(path).status_code for path in paths} == {404}


def test_whoever_is_not_signed_in_is_sent_to_our_own_sign_in(station):
    for path in ["/admin/", "/admin/login/", "/admin/spot/", *LISTS, *pages_of_one().values(), "/admin/nothing/"]:
        assert Client().get(path).headers["Location"].startswith("/login/?next=/admin/")


def test_where_a_second_factor_is_required_there_is_no_way_round_it(client, aminata, settings):
    settings.SPOT_MFA_REQUIRED = True
    client.force_login(aminata)
    assert client.get("/admin/").headers["Location"] == "/profile/second-factor/activation/"

    Authenticator.objects.create(user=aminata, type="totp", data={"secret": "x"})
    assert client.get("/admin/").status_code == 200


REFUSED = [
    "user/?password__startswith=argon2", "user/?password__regex=.", "user/?password=x",
    "user/?api_tokens__digest__gt=5", "user/?invitation__email=x", "user/?emailaddress__email__gt=a",
    "user/?authenticator__data__contains=s", "user/?_to_field=password", "user/?unknown=1",
    "apitoken/?digest__gt=5", "apitoken/?user__password__startswith=p", "entry/?actor__password__gt=a",
    "organisation/?people__password__startswith=p", "organisation/?email__startswith=a",
    "idempotencykey/?answer__contains=x", "idempotencykey/?key__startswith=a",
    "notification/?user__password__gt=a", "campaign/?created_by__password__gt=a",
]  # fmt: skip


def test_no_filter_asks_what_the_page_does_not_offer(chief):
    answers = {question: chief.get(f"/admin/spot/{question}").status_code for question in REFUSED}

    assert answers == dict.fromkeys(REFUSED, 400)


def test_the_filters_that_are_offered_answer(chief):
    for question in ("user/?role__exact=admin", "user/?date_joined__year=2026", "entry/?role__exact=admin",
                     "adbreak/?daypart__slug__exact=prime", "user/?is_active__exact=1&q=awa&o=1.-2&p=1"):  # fmt: skip
        assert chief.get(f"/admin/spot/{question}").status_code == 200, question


def test_no_value_breaks_a_list_nor_a_page(chief):
    names = ("q", "p", "o", "role__exact", "date_joined__year", "date_joined__gte", "is_active__exact", "e", "all")
    for value in ("\0", "9" * 5000, "²", "[]", "%", "x" * 4000, "-1"):
        for name in names:
            assert chief.get("/admin/spot/user/", {name: value}).status_code < 500, (name, value)
        one = quote(value[:100])
        assert chief.get(f"/admin/spot/broadcastday/{one}/change/").status_code == 404
        assert chief.get(f"/admin/spot/entry/{quote(value)}/change/").status_code == 404


def test_sorting_knows_the_columns_shown_alone(chief):
    """Django takes numbers of columns; the name of another is not one."""
    orders = [
        list(chief.get("/admin/spot/user/", {"o": order}).context["cl"].result_list)
        for order in ("password", "-password", "99")
    ]
    assert orders[0] == orders[1] == orders[2]


def test_no_page_shows_a_secret(chief, awa, salif):
    secrets = [awa.password, salif.password, ApiToken.objects.get().digest]
    for path in [*LISTS, *pages_of_one().values(), f"/admin/spot/user/{salif.pk}/change/"]:
        page = chief.get(path).content.decode()
        assert [secret for secret in secrets if secret in page] == []


@pytest.mark.parametrize(("table", "columns"), SECRET_COLUMNS.items())
def test_secret_columns_are_in_no_list_no_page_no_search(table, columns):
    reading = next(each for model, each in site._registry.items() if model._meta.model_name == table)

    named = {*reading.list_display, *reading.details, *reading.list_filter, reading.date_hierarchy}
    searched = {name.rsplit("__", 1)[-1] for name in reading.search_fields}
    assert not set(columns) & (named | searched)


@pytest.mark.parametrize("reading", site._registry.values(), ids=lambda each: each.opts.model_name)
def test_every_list_has_columns_of_its_own_and_is_found_in(reading):
    assert len(reading.list_display) > 1
    assert reading.search_fields or reading.opts.model_name in {"broadcastday", "incident"}


def test_lists_cost_the_same_at_ten_times_the_rows(db, client):
    with clock.frozen(EVENING):
        call_command("init_data", verbosity=0)
        chief = User.objects.create_user("chef", "c@x.example", "x", full_name="Chef", role="admin")
        client.force_login(chief)
        _fill(40, first=0)
        once = _questions(client)
        _fill(400, first=40)
        ten_times = _questions(client)
    assert {path: n for path, n in ten_times.items() if n > once[path]} == {}
    assert max(ten_times.values()) <= 12


def _fill(count: int, *, first: int) -> None:
    call_command("load_sample", airings=count, seed=count, verbosity=0)
    for number in range(first, first + count // 4):
        made = User.objects.create_user(f"u{number}", f"u{number}@x.example", full_name=f"U {number}", role="sales")
        tokens.issue(made)
        IdempotencyKey.objects.create(user=made, path="/x", key=str(number), body_sha256="0")


def _questions(browser: Client) -> dict[str, int]:
    found = {}
    for path in [*LISTS, "/admin/", "/admin/spot/"]:
        with CaptureQueriesContext(connection) as asked:
            assert browser.get(path).status_code == 200
        found[path] = len(asked)
    return found
