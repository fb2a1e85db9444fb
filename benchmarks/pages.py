"""Every page at once and at ten times the data: questions to the database, bytes, milliseconds.

    DATA_DIR=/tmp/bench-pages .venv/bin/python benchmarks/pages.py [AIRINGS]

Fills the database the usual variables name with AIRINGS airings, then with ten times as many. Target: the same number of
questions (≤ 20, homes ≤ 15), ≤ 100 kB of HTML, whatever the data.
"""

import json
import os
import statistics
import sys
import time
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "spot_bf1.settings")
ROUNDS = 3


def main() -> None:
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    call_command("init_data", verbosity=0)
    small = int(sys.argv[1]) if len(sys.argv) > 1 else 3_000
    once = _at(small)
    ten_times = _at(10 * small)
    for path, (queries, size, ms) in sorted(ten_times.items(), key=lambda row: -row[1][2]):
        print(
            f"{queries:3} questions (was {once[path][0]:2}) {size / 1000:6.1f} kB {ms:7.1f} ms (was {once[path][2]:6.1f})  {path}"
        )
    print(json.dumps(_figures(once, ten_times)))


def _at(airings: int) -> dict[str, tuple[int, int, float]]:
    """By route: (questions, bytes, median milliseconds) with so many airings in the database."""
    from django.core.management import call_command

    from spot.airings.models import Airing
    from tests.page_list import one_draft, pages, readers, shape

    if (missing := airings - Airing.objects.count()) > 0:
        call_command("load_sample", airings=missing, seed=airings, verbosity=0)
    browsers = readers()
    one_draft()
    return {shape(path): _measured(browsers[role], path) for path, role in pages()}


def _measured(browser: Any, path: str) -> tuple[int, int, float]:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    browser.get(path)
    with CaptureQueriesContext(connection) as queries:
        answer = browser.get(path)
    return len(queries), len(answer.content), statistics.median(_ms(browser, path) for _ in range(ROUNDS))


def _ms(browser: Any, path: str) -> float:
    begun = time.perf_counter()
    browser.get(path)
    return 1000 * (time.perf_counter() - begun)


def _figures(once: dict[str, Any], ten_times: dict[str, Any]) -> dict[str, Any]:
    return {
        "benchmark": "pages",
        "pages": len(ten_times),
        "grown": [path for path in ten_times if ten_times[path][0] > once[path][0]],
        "most_queries": max(row[0] for row in ten_times.values()),
        "most_kb": round(max(row[1] for row in ten_times.values()) / 1000, 1),
        "slowest_ms": round(max(row[2] for row in ten_times.values()), 1),
        "median_ms": round(statistics.median(row[2] for row in ten_times.values()), 1),
    }


if __name__ == "__main__":
    main()
