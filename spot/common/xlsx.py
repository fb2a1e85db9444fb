"""Excel workbooks ready to use: frozen header, filters, real dates and numbers, widths, totals, a sheet of criteria.

openpyxl in write-only mode, on lxml: memory does not grow with the length of the table.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import Any, BinaryIO

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter

from spot.common import clock
from spot.common.tables import Kind, Table

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FORMATS = {
    Kind.COUNT: "#,##0",
    Kind.FCFA: "#,##0",
    Kind.DATE: "dd/mm/yyyy",
    Kind.TIME: "hh:mm",
    Kind.INSTANT: "dd/mm/yyyy hh:mm",
}
LONGEST = 32_767  # what Excel keeps of a cell
ILLEGAL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
HEAD = Font(bold=True)
HEAD_FILL = PatternFill("solid", fgColor="E2E8F0")
TOTAL_LINE = Border(top=Side(style="thin"))


def write(table: Table, out: BinaryIO) -> None:
    """Write a workbook of one table and its criteria."""
    workbook = Workbook(write_only=True)
    add_sheet(workbook, table)
    add_criteria(workbook, table)
    workbook.save(out)


def write_all(tables: Iterable[Table], out: BinaryIO) -> None:
    """Write a workbook of several tables, one sheet each, and the criteria of the first."""
    workbook, listed = Workbook(write_only=True), list(tables)
    for table in listed:
        add_sheet(workbook, table)
    add_criteria(workbook, listed[0])
    workbook.save(out)


def add_sheet(workbook: Any, table: Table) -> None:
    sheet = workbook.create_sheet(sheet_name(table.title))
    sheet.freeze_panes = "A2"
    for index, column in enumerate(table.columns, start=1):
        sheet.column_dimensions[get_column_letter(index)].width = column.width + 2
    sheet.append([_styled(sheet, column.title, font=HEAD, fill=HEAD_FILL) for column in table.columns])
    count = _append_rows(sheet, table)
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(table.columns))}{count + 1}"
    if table.totals:
        sheet.append(_totals(sheet, table))


def add_criteria(workbook: Any, table: Table) -> None:
    """The sheet that says what the workbook shows."""
    sheet = workbook.create_sheet("Critères")
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 24, 80
    facts = [("Document", table.title), ("Référence", table.reference), ("Période", table.period), *table.criteria]
    for name, value in facts:
        if value:
            sheet.append([_styled(sheet, name, font=HEAD), _text_maker(sheet)(value)])


def sheet_name(title: str) -> str:
    """Excel takes 31 characters, and none of its own signs ([ ] : * ? and slashes)."""
    return re.sub(r"[\[\]:*?/\\]", " ", title)[:31].strip() or "Feuille"


def _append_rows(sheet: Any, table: Table) -> int:
    """Write the rows, each value made by its column's own maker; how many rows."""
    makers = [_maker(sheet, column.kind) for column in table.columns]
    count = 0
    for row in table.rows:
        sheet.append([make(value) for make, value in zip(makers, row, strict=True)])
        count += 1
    return count


def _maker(sheet: Any, kind: Kind) -> Callable[[Any], Any]:
    return _text_maker(sheet) if kind == Kind.TEXT else _value_maker(sheet, kind)


def _text_maker(sheet: Any) -> Callable[[Any], Any]:
    """Plain strings, which openpyxl writes fastest; a cell of its own only for what Excel would calculate."""
    literal = _styled(sheet, None)

    def make(value: Any) -> Any:
        if value is None:
            return None
        text = value if isinstance(value, str) else str(value)
        if ILLEGAL.search(text):
            text = clean(text)
        if not text.startswith("="):
            return text
        literal.value = text
        literal.data_type = "s"  # "=1+1" is what somebody typed, not a formula
        return literal

    return make


def _value_maker(sheet: Any, kind: Kind) -> Callable[[Any], Any]:
    """Numbers and dates through one cell, whose format is set once."""
    cell = _styled(sheet, None, number_format=FORMATS[kind])

    def make(value: Any) -> Any:
        if value is None:
            return None
        if isinstance(value, datetime):
            value = clock.local(value).replace(tzinfo=None)
            value = value.time() if kind == Kind.TIME else value
        cell.value = value
        return cell

    return make


def clean(text: str) -> str:
    """What Excel can hold of a text: no control characters, at most 32 767 characters."""
    return ILLEGAL.sub("", text)[:LONGEST]


def _totals(sheet: Any, table: Table) -> list[Any]:
    facts: Sequence[Any] = table.totals or ()
    return [
        _styled(sheet, value, font=HEAD, border=TOTAL_LINE, number_format=FORMATS.get(column.kind))
        for value, column in zip(facts, table.columns, strict=True)
    ]


def _styled(sheet: Any, value: Any, *, number_format: str | None = None, **style: Any) -> Any:
    cell = WriteOnlyCell(sheet, value=clean(value) if isinstance(value, str) else value)
    cell.alignment = Alignment(vertical="top")
    for name, part in style.items():
        setattr(cell, name, part)
    if number_format:
        cell.number_format = number_format
    return cell
