"""The report page of 365 days over a million airings, beside the same totals by hand-written SQL, in one run.

    DATA_DIR=/tmp/bench .venv/bin/python benchmarks/report.py [AIRINGS]

Uses (and fills, once) the database the usual variables name: SQLite under DATA_DIR, or DATABASE_URL. Target: ≤ 1.5 ×,
≤ 12 queries for the report, page ≤ 100 kB.
"""

import json
import os
import statistics
import sys
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

ROUNDS = 5
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "spot_bf1.settings")
os.environ.setdefault("ALLOWED_HOSTS", "testserver")

TOTALS = """
SELECT {keys}, status, line_id IS NOT NULL AS is_sold, COUNT(*), SUM(seconds), SUM(net_ht_fcfa)
FROM spot_airing WHERE day BETWEEN %s AND %s AND status <> 'cancelled' GROUP BY {keys}, status, line_id IS NOT NULL
"""
BEFORE = """
SELECT status, line_id IS NOT NULL, COUNT(*), SUM(seconds), SUM(net_ht_fcfa)
FROM spot_airing WHERE day BETWEEN %s AND %s AND status <> 'cancelled' GROUP BY status, line_id IS NOT NULL
"""
FILL = """
SELECT day, daypart_id, SUM(booked_seconds), SUM(capacity_seconds)
FROM spot_adbreak WHERE status = 'open' AND day BETWEEN %s AND %s GROUP BY day, daypart_id
"""


def main() -> None:
    import django

    django.setup()
    wanted = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    _prepare(wanted)
    client, url, ends = _reader()
    pages, by_hand = [], []
    _timed(lambda: client.get(url))
    for _ in range(ROUNDS):
        by_hand.append(_timed(lambda: _hand_written(*ends)))
        pages.append(_timed(lambda: client.get(url)))
    print(json.dumps(_figures(client, url, pages, by_hand)))


def _prepare(wanted: int) -> None:
    from django.core.management import call_command

    from spot.airings.models import Airing

    call_command("migrate", verbosity=0)
    call_command("init_data", verbosity=0)
    if (missing := wanted - Airing.objects.count()) > 0:
        call_command("load_sample", airings=missing, seed=1)


def _reader() -> tuple[Any, str, tuple[Any, Any]]:
    from django.db.models import Max
    from django.test import Client

    from spot.accounts.models import User
    from spot.airings.models import Airing

    manager, _ = User.objects.get_or_create(
        username="banc", defaults={"role": "manager", "email": "banc@bf1.example", "full_name": "Banc d’essai"}
    )
    client = Client()
    client.force_login(manager)
    end = Airing.objects.aggregate(last=Max("day"))["last"]
    start = end - timedelta(days=364)
    return client, f"/reports/overview/?start={start}&end={end}", (start, end)


def _hand_written(start: Any, end: Any) -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        for keys in ("day, daypart_id", "campaign_id"):
            cursor.execute(TOTALS.format(keys=keys), [start, end])
            cursor.fetchall()
        cursor.execute(BEFORE, [start - timedelta(days=365), start - timedelta(days=1)])
        cursor.fetchall()
        cursor.execute(FILL, [start, end])
        cursor.fetchall()


def _timed(work: Callable[[], Any]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def _figures(client: Any, url: str, pages: list[float], by_hand: list[float]) -> dict[str, Any]:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from spot.airings.models import Airing

    with CaptureQueriesContext(connection) as queries:
        answer = client.get(url)
    page, reference = statistics.median(pages), statistics.median(by_hand)
    return {
        "benchmark": "report", "database": connection.vendor, "airings": Airing.objects.count(), "rounds": ROUNDS,
        "page_s": round(page, 3), "sql_s": round(reference, 3), "ratio": round(page / reference, 2),
        "page_range_s": [round(min(pages), 3), round(max(pages), 3)], "queries": len(queries),
        "page_kb": round(len(answer.content) / 1000, 1),
    }  # fmt: skip


if __name__ == "__main__":
    main()
