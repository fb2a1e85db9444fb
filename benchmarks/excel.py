"""Excel of 100,000 rows × 12 by `common.xlsx`, beside openpyxl's write-only mode writing the same cells, in one run.

    .venv/bin/python benchmarks/excel.py [ROWS]

Target: ≤ 1.25 × the time, ≤ 100 MB for the whole process.
"""

import json
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "spot_bf1.settings")

ROUNDS = 3
FIRST = date(2026, 1, 1)


def rows(count: int) -> Iterator[tuple[Any, ...]]:
    for number in range(count):
        day = FIRST + timedelta(days=number % 365)
        yield (
            day,
            "1945",
            "Prime",
            f"Spot {number}",
            "Faso Coton",
            "Le fil d’or",
            "BF1/FACO001/030",
            30,
            "Diffusé",
            number,
            87_750,
            "",
        )


def ours(count: int, out: Any) -> None:
    from spot.common import xlsx
    from spot.common.tables import Column, Kind, Table

    kinds = [Kind.DATE, *[Kind.TEXT] * 6, Kind.COUNT, Kind.TEXT, Kind.COUNT, Kind.FCFA, Kind.TEXT]
    columns = [Column(f"Colonne {index}", 14, kind) for index, kind in enumerate(kinds)]
    xlsx.write(Table("Passages", columns, rows(count)), out)


def reference(count: int, out: Any) -> None:
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell

    workbook = Workbook(write_only=True)
    sheet = workbook.create_sheet("Passages")
    formats = {0: "dd/mm/yyyy", 7: "#,##0", 9: "#,##0", 10: "#,##0"}  # the same cells: their formats too
    for row in rows(count):
        cells: list[Any] = list(row)
        for index, number_format in formats.items():
            cells[index] = WriteOnlyCell(sheet, value=row[index])
            cells[index].number_format = number_format
        sheet.append(cells)
    workbook.save(out)


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
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    peak = peak_mb(ours, count)
    mine, theirs = [], []
    for _ in range(ROUNDS):
        mine.append(timed(ours, count))
        theirs.append(timed(reference, count))
    figures = {
        "benchmark": "excel", "rows": count, "rounds": ROUNDS, "ours_s": round(statistics.median(mine), 2),
        "reference_s": round(statistics.median(theirs), 2),
        "ratio": round(statistics.median(mine) / statistics.median(theirs), 2),
        "peak_mb": peak,
    }  # fmt: skip
    print(json.dumps(figures))


if __name__ == "__main__":
    main()
