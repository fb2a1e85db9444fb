"""CSV that opens by a double click in a French Excel: UTF-8 with its mark, semicolons, nothing taken for a formula."""

import csv
from collections.abc import Iterator
from typing import Any

from spot.common import clock
from spot.common.tables import Kind, Table

MARK = "\ufeff"
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")


class _Echo:
    """A file that gives back what is written, so that rows leave one by one."""

    def write(self, text: str) -> str:
        return text


def stream(table: Table) -> Iterator[str]:
    """The lines of a table; memory does not grow with its length."""
    writer = csv.writer(_Echo(), delimiter=";")
    yield MARK + writer.writerow([column.title for column in table.columns])
    kinds = [column.kind for column in table.columns]
    for row in table.rows:
        yield writer.writerow([_cell(value, kind) for value, kind in zip(row, kinds, strict=True)])


def _cell(value: Any, kind: Kind) -> Any:
    if isinstance(value, str):
        return defused(value)
    if kind == Kind.TIME and value is not None:
        return f"{clock.local(value):%H:%M}"
    if kind == Kind.INSTANT and value is not None:
        return f"{clock.local(value):%d/%m/%Y %H:%M}"
    if kind == Kind.DATE and value is not None:
        return f"{value:%d/%m/%Y}"
    return value


def defused(text: str) -> str:
    """Text that a spreadsheet would run gets an apostrophe in front; NUL goes."""
    clean = text.replace("\0", "")
    return f"'{clean}" if clean.lstrip(" ").startswith(FORMULA_STARTS) or clean.startswith(FORMULA_STARTS) else clean
