"""Run in a process of its own: how many questions the planning's pages and its snapshot ask, and what they cost.

Prints as JSON, by view: questions and median milliseconds of the server. `--ask-more` is the control: a page that asks one
question for each airing.
"""

import json
import statistics
import sys
import time
from typing import Any

import django

VIEWS = {
    "day_1440": "/diffusion/planning/?day=2026-11-21",
    "snapshot_1440": "/api/v1/planning/snapshot?day=2026-11-21",
    "day_300": "/diffusion/planning/?day=2026-11-22",
    "snapshot_300": "/api/v1/planning/snapshot?day=2026-11-22",
    "week": "/diffusion/planning/?day=2026-11-21&view=week",
    "month": "/diffusion/planning/?day=2026-11-21&view=month",
}
ROUNDS = 5


def main() -> None:
    from django.test import Client

    from spot.accounts.models import User

    if "--ask-more" in sys.argv:
        forget_joins()
    browser = Client()
    browser.force_login(User.objects.get(username="salif"))
    print(json.dumps({view: measured(browser, path) for view, path in VIEWS.items()}))


def measured(browser: Any, path: str) -> dict[str, float]:
    from django.db import connection, reset_queries
    from django.test.utils import CaptureQueriesContext

    taken = []
    for _ in range(1 if "--ask-more" in sys.argv else ROUNDS):
        reset_queries()  # the log is cut at 9,000
        begun = time.perf_counter()
        with CaptureQueriesContext(connection) as queries:
            assert browser.get(path).status_code == 200
        taken.append(1000 * (time.perf_counter() - begun))
    return {"questions": len(queries), "ms": round(statistics.median(taken), 1)}


def forget_joins() -> None:
    from spot.airings import queries
    from spot.airings.models import Airing

    queries.items_of_day = lambda day: [queries.item(row) for row in Airing.objects.of_day(day)]


if __name__ == "__main__":
    django.setup()
    main()
