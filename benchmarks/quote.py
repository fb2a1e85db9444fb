"""A quote of 20 lines, database included, and 100 000 random quotes in which no franc may be lost.

    DATA_DIR=/tmp/bench .venv/bin/python benchmarks/quote.py [QUOTES]

Uses the database the usual variables name (migrated; the rate card is written if there is none). Target: < 5 ms, 0 lost.
"""

import os
import random
import statistics
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spot.pricing.cascade import LineAsked

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "spot_bf1.settings")
ROUNDS, LINES = 200, 20
DAYPARTS = ("matinee", "midi", "apres-midi", "access", "prime", "soiree")


def main() -> None:
    import django

    django.setup()
    from spot.breaks.demo import ensure_dayparts
    from spot.pricing.demo import ensure_rate_card

    ensure_dayparts()
    ensure_rate_card()
    quotes = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    print(f"quote of {LINES} lines: median {median_ms():.2f} ms (target < 5)")
    print(
        f"francs lost in {quotes} random quotes: {lost(quotes)}; control that drops one: {lost(100, dropped=1)} of 100"
    )


def median_ms() -> float:
    from spot.pricing.services import quote

    took = []
    for _ in range(ROUNDS):
        lines, started = random_lines(LINES), time.perf_counter()
        quote(lines, agency=True)
        took.append(time.perf_counter() - started)
    return 1000 * statistics.median(took)


def lost(quotes: int, *, dropped: int = 0) -> int:
    """How many quotes do not add up. `dropped` francs are taken off on purpose: the control must catch each one."""
    from spot.pricing.cascade import price
    from spot.pricing.queries import rate_card_on, tariffs_of

    card = rate_card_on()
    tariffs, breaches = tariffs_of(card), 0
    for _ in range(quotes):
        asked = price(random_lines(random.randint(1, 5)), card, tariffs, agency=random.random() < 0.5)
        gross = sum(line.gross_ht_fcfa for line in asked.lines) + sum(step.amount_fcfa for step in asked.steps)
        nets = sum(line.net_ht_fcfa for line in asked.lines) - dropped
        breaches += not (
            nets == gross == asked.net_ht_fcfa and asked.net_ht_fcfa + asked.vat_fcfa == asked.total_ttc_fcfa
        )
    return breaches


def random_lines(count: int) -> "list[LineAsked]":
    from spot.pricing.cascade import LineAsked

    return [
        LineAsked(
            random.choice(DAYPARTS), random.randint(1, 300), random.randint(1, 500), random.choice([None, "first"])
        )
        for _ in range(count)
    ]


if __name__ == "__main__":
    main()
