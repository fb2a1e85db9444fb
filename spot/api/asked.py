"""What bodies and queries may hold. Anything else is 422 before a rule is asked."""

import re
from datetime import UTC, date, datetime, time
from typing import Annotated, Any, Literal

from ninja import Schema
from pydantic import (
    AfterValidator,
    AwareDatetime,
    BeforeValidator,
    Field,
    PlainSerializer,
    StringConstraints,
    model_validator,
)

from spot.airings.workflow import Reason, Severity
from spot.common.asked import FIRST_DAY, LAST_DAY
from spot.common.text import ONE_LINE, READABLE, is_line, is_note, with_plain_breaks

EARLIEST = datetime.combine(FIRST_DAY, time.min, tzinfo=UTC)
LATEST = datetime.combine(LAST_DAY, time.max, tzinfo=UTC)

ISO_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def _readable(text: str) -> str:
    """A note: line breaks as we keep them, and no character that nobody sees."""
    plain = with_plain_breaks(text)
    if not is_note(plain):
        raise ValueError(str(READABLE))
    return plain


def _one_line(text: str) -> str:
    if not is_line(text):
        raise ValueError(str(ONE_LINE))
    return text


def _iso_only(value: Any) -> Any:
    """Numbers would be read as seconds since 1970."""
    if isinstance(value, str) and ISO_DAY.match(value):
        return value
    raise ValueError("expected an ISO 8601 date")


def _in_our_times(instant: datetime) -> datetime:
    if not EARLIEST <= instant <= LATEST:
        raise ValueError("expected an instant between 2000 and 2100")
    return instant


def _in_our_days(day: date) -> date:
    if not FIRST_DAY <= day <= LAST_DAY:
        raise ValueError("expected a day between 2000 and 2100")
    return day


def _not_zero(number: int) -> int:
    if number == 0:
        raise ValueError("zero moves nothing")
    return number


Day = Annotated[date, BeforeValidator(_iso_only), AfterValidator(_in_our_days)]
Instant = Annotated[AwareDatetime, BeforeValidator(_iso_only), AfterValidator(_in_our_times)]
Note = Annotated[str, StringConstraints(max_length=2000), AfterValidator(_readable)]
Slug = Annotated[str, StringConstraints(max_length=60), AfterValidator(_one_line)]
Id = Annotated[str, StringConstraints(max_length=60), AfterValidator(_one_line)]
Why = Annotated[Reason, PlainSerializer(lambda reason: reason.value)]
Weight = Annotated[Severity, PlainSerializer(lambda severity: severity.value)]
Version = Annotated[int, Field(ge=1, le=2**31 - 1, strict=True)]
Seq = Annotated[int, Field(ge=0, le=2**62)]
Position = Literal["first", "last"] | None
Rank = Annotated[int | None, Field(ge=1, le=32_000)]


class Booking(Schema):
    spot: Id
    break_: Id = Field(alias="break")
    position: Position = None
    line: Id | None = None
    makegood_for: Id | None = None
    gratis: bool = False
    rank: Rank = None


class Confirmation(Schema):
    version: Version
    aired_at: Instant | None = None
    reason: Why | None = None
    note: Note = ""
    severity: Weight | None = None


class Settlement(Schema):
    """Correct, cancel."""

    version: Version
    reason: Why
    note: Note = ""


class Problem(Settlement):
    """Miss, pre-empt."""

    severity: Weight | None = None


class Undoing(Schema):
    version: Version
    note: Note = ""


class Move(Schema):
    version: Version
    break_: Id = Field(alias="break")
    position: Position = None
    rank: Rank = None


class VerdictsAsked(Schema):
    """Of a spot to book, or of an airing to move: one of the two."""

    day: Day | None = None
    spot: Id | None = None
    airing: Id | None = None
    makegood_for: Id | None = None
    gratis: bool = False
    position: Position = None

    @model_validator(mode="after")
    def one_thing(self) -> "VerdictsAsked":
        if (self.spot is None) == (self.airing is None):
            raise ValueError("either spot or airing")
        return self


class Retiming(Schema):
    starts_at: Instant


class RetimingRest(Schema):
    """`preview` (the default) only says what would move."""

    from_: Id = Field(alias="from")
    minutes: Annotated[int, Field(ge=-720, le=720, strict=True), AfterValidator(_not_zero)]
    preview: bool = True


class Swap(Schema):
    """`preview` (the default) only says what would become of each airing."""

    with_: Id = Field(alias="with")
    from_: Day = Field(alias="from")
    preview: bool = True


class BreakEnding(Schema):
    reason: Why
    note: Note = ""


class QuoteLine(Schema):
    daypart: Slug
    seconds: Annotated[int, Field(ge=1, le=3600)]
    airings: Annotated[int, Field(ge=1, le=100_000)]
    position: Position = None


class QuoteAsked(Schema):
    lines: Annotated[list[QuoteLine], Field(min_length=1, max_length=100)]
    agency: bool = False


class PageAsked(Schema):
    page: Annotated[int, Field(ge=1, le=1_000_000)] = 1
    page_size: Annotated[int, Field(ge=1, le=200)] = 50
