"""No page asks more of the database at ten times the data, none above twenty questions, none heavier than it should."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from spot.airings.models import Airing
from spot.common import clock
from tests.cast import EVENING
from tests.page_list import one_draft, pages, readers, shape

ONCE, TEN_TIMES = 400, 4000
MOST_QUERIES, MOST_AT_HOME, MOST_BYTES = 20, 15, 100_000
HOMES = {"/home/", "/console/dashboard/", "/diffusion/"}
MAY_BE_HEAVIER = {"/diffusion/planning/": 150_000}


@pytest.fixture
def station(db: None) -> Any:
    with clock.frozen(EVENING):
        call_command("init_data", verbosity=0)
        yield


def load(count: int) -> None:
    missing = count - Airing.objects.count()
    call_command("load_sample", airings=missing, seed=count, verbosity=0)
    yesterday = Airing.objects.filter(day=clock.broadcast_today() - timedelta(days=1)).values_list("pk", flat=True)[:2]
    Airing.objects.filter(pk__in=list(yesterday)).update(
        status="planned", aired_at=None
    )  # the late list holds something


def measured(browsers: dict[str, Client]) -> dict[str, tuple[int, int, int]]:
    """By route shape: (status, queries, bytes); each page is asked twice, so that caches are as warm as at work."""
    found = {}
    for path, role in pages():
        browsers[role].get(path)
        with CaptureQueriesContext(connection) as queries:
            answer = browsers[role].get(path)
        found[shape(path)] = (answer.status_code, len(queries), len(answer.content))
    return found


def test_pages_cost_the_same_at_ten_times_the_data(station):
    load(ONCE)
    browsers = readers()
    one_draft()
    small = measured(browsers)
    load(TEN_TIMES)
    large = measured(readers())

    assert {path: facts[0] for path, facts in large.items() if facts[0] != 200} == {}
    grown = {path: (small[path][1], large[path][1]) for path in large if large[path][1] > small[path][1]}
    assert grown == {}, "more data, more questions"
    many = {
        path: facts[1] for path, facts in large.items() if facts[1] > (MOST_AT_HOME if path in HOMES else MOST_QUERIES)
    }
    assert many == {}, "too many questions"
    heavy = {path: facts[2] for path, facts in large.items() if facts[2] > MAY_BE_HEAVIER.get(path, MOST_BYTES)}
    assert heavy == {}, "too heavy"
