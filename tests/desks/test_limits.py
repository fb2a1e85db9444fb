"""No page works in proportion to what was sent without a bound: counted in questions, rows and bytes, never in time."""

from urllib.parse import urlencode

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from spot.accounts.models import User
from spot.airings.models import Airing
from spot.breaks.models import BroadcastDay
from tests import cast
from tests.hostile_text import NINES, SOME_ID

MOST_QUERIES, MOST_BYTES = 25, 100_000


def signed_in(user: User) -> Client:
    browser = Client()
    browser.force_login(user)
    return browser


@pytest.fixture
def draft(evening, awa, rate_card, categories):
    return cast.campaign(awa, "Le fil d’or du Faso", category="textile", status="draft")


def moments(**counts: str) -> dict[str, str]:
    line = {"daypart": "prime", "weekdays": "0", "seconds": "30", "airings": "4"}
    dates = {"starts_on": "2026-11-22", "ends_on": "2026-11-29"}
    count = {"lines-TOTAL_FORMS": "1", "lines-INITIAL_FORMS": "1", **counts}
    return {**dates, **count, **{f"lines-0-{name}": value for name, value in line.items()}}


@pytest.mark.parametrize("count", ["1000", "21", NINES, "-1", "²", "", "\x00"])
@pytest.mark.parametrize("name", ["lines-TOTAL_FORMS", "lines-INITIAL_FORMS"])
def test_a_form_of_a_thousand_moments_is_refused_before_one_is_made(draft, awa, name, count):
    with CaptureQueriesContext(connection) as asked:
        page = f"/campaigns/{draft.pk}/edit/diffusion/"
        answer = signed_in(awa).post(page, moments(**{name: count}))

    assert answer.status_code == 422
    assert len(asked) <= MOST_QUERIES
    assert len(answer.content) <= MOST_BYTES
    assert draft.lines.get().airings == 10, "nothing changed"


def test_twenty_moments_are_an_order(draft, awa):
    sent = moments(**{"lines-TOTAL_FORMS": "20"})
    for n in range(20):
        sent |= {f"lines-{n}-{name[8:]}": value for name, value in moments().items() if name.startswith("lines-0-")}

    assert signed_in(awa).post(f"/campaigns/{draft.pk}/edit/diffusion/", sent).status_code == 303
    assert draft.lines.count() == 20


def test_a_form_of_too_many_fields_is_refused_in_french(awa):
    many = urlencode({f"field-{n}": "x" for n in range(settings.DATA_UPLOAD_MAX_NUMBER_FIELDS + 1)})
    answer = signed_in(awa).post("/profile/", many, content_type="application/x-www-form-urlencoded")

    assert answer.status_code == 413
    assert "trop volumineuse" in answer.content.decode()


def test_a_form_of_too_many_files_is_refused(awa):
    files = {f"photo{n}": SimpleUploadedFile(f"{n}.jpg", b"x") for n in range(3)}

    assert signed_in(awa).post("/profile/photo/", files).status_code == 413


def test_a_form_heavier_than_five_megabytes_is_refused(awa):
    heavy = "full_name=" + "x" * (settings.DATA_UPLOAD_MAX_MEMORY_SIZE + 1)
    answer = signed_in(awa).post("/profile/", heavy, content_type="application/x-www-form-urlencoded")

    assert answer.status_code == 413


@pytest.mark.parametrize(
    "much",
    [
        {"spot": [SOME_ID] * 41}, {"weekdays": ["0"] * 400}, {"per_day": "21"}, {"per_day": NINES},
        {"ends_on": "9999-12-31"}, {"ends_on": "2099-12-31"}, {"starts_on": "0001-01-01"},
    ],
)  # fmt: skip
def test_a_placement_has_its_measure(cotton_spot, before_news, salif, much):
    week = {"starts_on": "2026-11-22", "ends_on": "2026-11-23", "weekdays": ["0"]}
    sent = {"spot": [cotton_spot.pk], "daypart": "prime", "per_day": "1", **week}
    browser, days = signed_in(salif), BroadcastDay.objects.count()
    counts = []
    for wrong in ({"ends_on": "2026-11-21"}, much):
        with CaptureQueriesContext(connection) as asked:
            assert browser.post("/diffusion/placements/", {**sent, **wrong}).status_code == 422
        counts.append(len(asked))

    assert counts[1] <= counts[0], "as much as a small mistake costs, and no more"
    assert (BroadcastDay.objects.count(), Airing.objects.count()) == (days, 0)


@pytest.mark.parametrize("page", ["late/confirmation", "late/missing"])
def test_two_hundred_airings_are_ticked_at_most(planned_airing, salif, page):
    ticked = {"airing": [f"{planned_airing.pk}:1"] * 201, "reason": "technical"}
    with CaptureQueriesContext(connection) as asked:
        answer = signed_in(salif).post(f"/diffusion/{page}/", ticked)

    assert answer.status_code == 422
    assert len(asked) <= MOST_QUERIES


def test_a_list_sorted_a_thousand_times_is_sorted_by_three_columns(cotton_spot, salif, aminata):
    for person, page, sorts in (
        (salif, "/diffusion/spots/", ("title", "client", "length", "left", "ends")),
        (aminata, "/console/campaigns/", ("title", "starts_on", "created_at", "total_ttc_fcfa")),
    ):
        browser = signed_in(person)
        once, often = (asked_in(browser, page, {"sort": ",".join(sorts * n)}) for n in (1, 200))
        assert often == once


def asked_in(browser: Client, page: str, query: dict[str, str]) -> tuple[int, int]:
    """How many questions, and how long in all."""
    with CaptureQueriesContext(connection) as asked:
        assert browser.get(page, query).status_code == 200
    return len(asked), sum(len(query["sql"]) for query in asked)


def test_a_visitor_prices_twenty_lines_at_most(client, rate_card, evening):
    line = "daypart=prime&seconds=30&airings=2&position=first"
    page = client.get("/cost-simulator/?" + "&".join([line] * 100))

    assert len(page.context["quote"].lines) == 20
    assert len(page.content) <= MOST_BYTES


def test_the_price_beside_a_form_costs_the_same_whatever_is_typed(draft, awa):
    browser = signed_in(awa)
    far = {"starts_on": "2026-11-22", "ends_on": "2099-12-31"}
    with CaptureQueriesContext(connection) as asked:
        answer = browser.post("/campaigns/price/", {**moments(**{"lines-TOTAL_FORMS": NINES}), **far})

    assert answer.status_code == 200
    assert len(asked) <= MOST_QUERIES
    assert len(answer.content) <= MOST_BYTES


@pytest.mark.parametrize("query", ["page_size=0", "page_size=201", "page_size=1e999", "page=0", "page=²"])
def test_a_page_of_the_api_has_two_hundred_rows_at_most(salif, before_news, query):
    assert signed_in(salif).get(f"/api/v1/breaks?{query}").status_code == 422


def test_a_quote_of_the_api_has_a_hundred_lines_at_most(client, rate_card, evening):
    line = {"daypart": "prime", "seconds": 30, "airings": 1}
    asked = client.post("/api/v1/quotes", {"lines": [line] * 101}, content_type="application/json")

    assert asked.status_code == 422
