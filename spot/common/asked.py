"""The one parser of what comes from outside: an address, a form, a header.

What is not a value is None, or refused. Text never reaches `int()`, `UUID()` or the database
before it was here: five thousand digits, "²", NUL and the year 9999 are answers people type, not
faults of ours. Forms do the same by their fields (`desks/fields`), the API by its schemas.
"""

import re
from collections.abc import Collection, Iterable, Sequence
from datetime import date
from itertools import islice, zip_longest
from typing import Any, TypeVar
from uuid import UUID

from django.core.exceptions import ValidationError
from django.forms import Field
from django.http import HttpRequest, QueryDict

from spot.common import text as written
from spot.common.refusals import Refused

Value = TypeVar("Value")
FIRST_DAY, LAST_DAY = date(2000, 1, 1), date(2099, 12, 31)  # beyond, a date is a slip
MOST = 2**31 - 1  # what a column of integers holds
MOST_TICKED = 200
LONGEST_LINE, LONGEST_NOTE, LONGEST_WORDS = 255, 2_000, 120
NUMBER = re.compile(r"[0-9]{1,18}")
KEY = re.compile(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
DAY = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
SLUG = re.compile(r"[-a-zA-Z0-9_]{1,60}")
NOTHING = "\ufffd"  # what unreadable characters become: no row holds it, so that it finds nothing


def number(text: str | None, *, least: int = 0, most: int = MOST) -> int | None:
    """A whole number in our digits, within bounds."""
    if not NUMBER.fullmatch(text or ""):
        return None
    found = int(text or "")
    return found if least <= found <= most else None


def key(text: str | None) -> UUID | None:
    """An id as we write them."""
    return UUID(text) if text and KEY.fullmatch(text) else None


def day(text: str | None) -> date | None:
    """A day of our times, `2026-11-21`."""
    if not (parts := DAY.fullmatch(text or "")):
        return None
    try:
        found = date(*(int(part) for part in parts.groups()))
    except ValueError:  # well written, and not in the calendar
        return None
    return found if FIRST_DAY <= found <= LAST_DAY else None


def slug(text: str | None) -> str:
    return text if text and SLUG.fullmatch(text) else ""


def words(text: str | None) -> str:
    """What is searched, its spaces made plain; what no row can hold finds nothing."""
    plain = " ".join((text or "").split())
    return written.IN_A_LINE.sub(NOTHING, plain) if len(plain) <= LONGEST_WORDS else NOTHING


class Asked:
    """The values of an address or of a form, each read as what it should be."""

    def __init__(self, given: QueryDict) -> None:
        self._given = given

    def has(self, name: str) -> bool:
        return name in self._given

    def gives(self, name: str) -> bool:
        """Whether there is something under this name, be it what it may."""
        return bool(self._given.get(name))

    def __bool__(self) -> bool:
        return bool(self._given)

    def as_typed(self) -> list[tuple[str, str]]:
        """Every field with its values, in their order: to be sent again as they are."""
        return [(name, str(value)) for name, values in self._given.lists() for value in values]

    def choice(self, name: str, among: Collection[str], default: str = "") -> str:
        value = self._given.get(name, default)
        return value if value in among else default

    def number(self, name: str, *, least: int = 0, most: int = MOST) -> int | None:
        return number(self._given.get(name), least=least, most=most)

    def key(self, name: str) -> UUID | None:
        return key(self._given.get(name))

    def day(self, name: str) -> date | None:
        return day(self._given.get(name))

    def slug(self, name: str) -> str:
        return slug(self._given.get(name))

    def words(self, name: str = "q") -> str:
        return words(self._given.get(name))

    def line(self, name: str, *, longest: int = LONGEST_LINE) -> str:
        """One line of text. Refused: `unreadable`, `too_long` (422)."""
        return line(self._given.get(name, ""), longest=longest)

    def note(self, name: str, *, longest: int = LONGEST_NOTE) -> str:
        """Text of several lines. Refused: `unreadable`, `too_long` (422)."""
        return note(self._given.get(name, ""), longest=longest)

    def through(self, field: Field, name: str) -> Any:
        """What a field of a form makes of a value; None when it is none."""
        try:
            return field.clean(self._given.get(name))
        except ValidationError:
            return None

    def to_fill(self, names: Iterable[str]) -> dict[str, str]:
        """The first value of each name that was given, to open a form with.

        Refused: `unreadable` (422).
        """
        given = {name: self._given.getlist(name)[0] for name in names if name in self._given}
        if not all(written.is_line(value) for value in given.values()):
            raise Refused("unreadable", str(written.ONE_LINE), status=422)
        return given

    def several(self, names: Sequence[str], *, most: int) -> list[dict[str, str]]:
        """Columns of an address (`a=1&b=2&a=3&b=4`) as rows: as many as the first has, or `most`."""
        columns = [self._given.getlist(name) for name in names]
        rows = zip_longest(*columns, fillvalue="")
        return [dict(zip(names, row, strict=True)) for row in islice(rows, min(len(columns[0]), most))]

    def keys(self, name: str, *, most: int = MOST_TICKED, status: int = 422) -> list[UUID]:
        """All that is ticked. Refused: `not_an_id` (with `status`), `too_many` (422)."""
        return [_certain(key(value), status) for value in self._several(name, most)]

    def versions(self, name: str, *, most: int = MOST_TICKED) -> dict[UUID, int]:
        """Ids with the version shown, `id:version`. Refused: `not_an_id`, `too_many` (422)."""
        pairs = [value.partition(":") for value in self._several(name, most)]
        return {_certain(key(left), 422): _certain(number(right), 422) for left, _colon, right in pairs}

    def _several(self, name: str, most: int) -> list[str]:
        values = [value for value in self._given.getlist(name) if value]
        if len(values) > most:
            raise Refused("too_many", f"Choisissez {most} lignes au plus à la fois.", status=422)
        return values


def in_address(request: HttpRequest) -> Asked:
    return Asked(request.GET)


def in_form(request: HttpRequest) -> Asked:
    return Asked(request.POST)


def header(request: HttpRequest, name: str, *, longest: int = LONGEST_LINE) -> str:
    """A header as text, empty without it. Refused: `unreadable`, `too_long` (422)."""
    return line(request.headers.get(name, ""), longest=longest)


def cookie(request: HttpRequest, name: str, among: Collection[str], default: str) -> str:
    value = request.COOKIES.get(name, default)
    return value if value in among else default


def line(text: str, *, longest: int = LONGEST_LINE) -> str:
    """Refused: `unreadable`, `too_long` (422)."""
    if not written.is_line(text):
        raise Refused("unreadable", str(written.ONE_LINE), status=422)
    return _short(text, longest)


def note(text: str, *, longest: int = LONGEST_NOTE) -> str:
    """Refused: `unreadable`, `too_long` (422)."""
    plain = written.with_plain_breaks(text)
    if not written.is_note(plain):
        raise Refused("unreadable", str(written.READABLE), status=422)
    return _short(plain, longest)


def _short(text: str, longest: int) -> str:
    if len(text) > longest:
        raise Refused("too_long", f"Ce texte est trop long : {longest} caractères au plus.", status=422)
    return text


def _certain(value: Value | None, status: int) -> Value:
    if value is None:
        sentence = "Une des lignes choisies n’est pas de cette page : rechargez-la."
        raise Refused("not_an_id", sentence, status=status)
    return value
