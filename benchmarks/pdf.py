"""PDF of 5,000 rows by `common.pdf`, beside a bare ReportLab LongTable with fixed heights, in one run.

    .venv/bin/python benchmarks/pdf.py [ROWS]

Target: ≤ 1.3 × the time, ≤ 100 MB for the whole process.
"""

import json
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "spot_bf1.settings")

ROUNDS = 3
TITLES = ["Écran", "Spot", "Annonceur", "Numéro", "Durée", "Statut", "Valeur"]


def rows(count: int) -> list[list[Any]]:
    return [["1945", f"Spot {n}", "Faso Coton", "BF1/FACO001/030", 30, "Diffusé", 87_750] for n in range(count)]


def ours(count: int, out: Any) -> None:
    from spot.common import pdf
    from spot.common.tables import Column, Kind, Table

    kinds = [Kind.TEXT] * 4 + [Kind.COUNT, Kind.TEXT, Kind.FCFA]
    columns = [Column(title, 14, kind) for title, kind in zip(TITLES, kinds, strict=True)]
    pdf.write(Table("Passages", columns, rows(count)), out)


def reference(count: int, out: Any) -> None:
    from reportlab.lib.pagesizes import A4, landscape
    from reportlab.platypus import LongTable, SimpleDocTemplate

    from spot.common import pdf

    pdf.embed_fonts()
    table = LongTable([TITLES, *rows(count)], [100] * len(TITLES), [15] * (count + 1), repeatRows=1)
    table.setStyle([("FONT", (0, 0), (-1, -1), pdf.FONT, 8), ("LINEBELOW", (0, 1), (-1, -1), 0.25, pdf.LINE)])
    SimpleDocTemplate(out, pagesize=landscape(A4)).build([table])


def timed(work: Callable[[int, Any], None], count: int) -> float:
    with tempfile.TemporaryFile() as out:
        begun = time.perf_counter()
        work(count, out)
        return time.perf_counter() - begun


def peak_mb(work: Callable[[int, Any], None], count: int) -> int:
    """The most memory a process of its own took, which did nothing else."""
    if (child := os.fork()) == 0:
        timed(work, count)
        os._exit(0)
    _, _, usage = os.wait4(child, 0)
    return usage.ru_maxrss // 1024


def main() -> None:
    import django

    django.setup()
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 5_000
    peak = peak_mb(ours, count)
    mine, theirs = [], []
    for _ in range(ROUNDS):
        mine.append(timed(ours, count))
        theirs.append(timed(reference, count))
    figures = {
        "benchmark": "pdf", "rows": count, "rounds": ROUNDS, "ours_s": round(statistics.median(mine), 2),
        "reference_s": round(statistics.median(theirs), 2),
        "ratio": round(statistics.median(mine) / statistics.median(theirs), 2),
        "peak_mb": peak,
    }  # fmt: skip
    print(json.dumps(figures))


if __name__ == "__main__":
    main()
