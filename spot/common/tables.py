"""A table as documents carry it: columns, rows, totals and the criteria it was made with. One table, three formats."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from enum import Enum
from typing import Any

from spot.common import clock, money


class Kind(Enum):
    TEXT = "text"
    COUNT = "count"
    FCFA = "fcfa"
    DATE = "date"
    TIME = "time"
    INSTANT = "instant"

    @property
    def is_number(self) -> bool:
        return self in {Kind.COUNT, Kind.FCFA}


@dataclass(frozen=True)
class Column:
    """`width` is in characters; documents share the page in proportion to it."""

    title: str
    width: int
    kind: Kind = Kind.TEXT


@dataclass(frozen=True)
class Table:
    """`rows` may be read once only (a cursor of the database). `totals` has one value a column, None where there is none.

    `criteria` are (name, value) pairs that say what the table shows: filters, period, who asked, when.
    """

    title: str
    columns: Sequence[Column]
    rows: Iterable[Sequence[Any]]
    totals: Sequence[Any] | None = None
    criteria: Sequence[tuple[str, str]] = ()
    reference: str = ""
    period: str = field(default="")


def as_text(value: Any, kind: Kind) -> str:
    """A value as people read it in French."""
    if value is None or value == "":
        return ""
    if isinstance(value, datetime):
        return f"{clock.local(value):%d/%m/%Y %H:%M}" if kind == Kind.INSTANT else f"{clock.local(value):%H:%M}"
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    if isinstance(value, time):
        return f"{value:%H:%M}"
    return money.grouped(value) if kind.is_number and isinstance(value, int) else str(value)
