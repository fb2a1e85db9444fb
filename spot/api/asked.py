"""What bodies and queries may hold. Anything else is 422 before a rule is asked."""

from datetime import UTC, date, datetime
from typing import Annotated, Any, Literal

from ninja import Schema
from pydantic import AfterValidator, AwareDatetime, BeforeValidator, Field, PlainSerializer, StringConstraints

from spot.airings.workflow import Reason

EARLIEST, LATEST = datetime(2000, 1, 1, tzinfo=UTC), datetime(2100, 1, 1, tzinfo=UTC)


def _no_nul(text: str) -> str:
    if "\x00" in text:
        raise ValueError("NUL characters are not text")
    return text


def _iso_only(value: Any) -> Any:
    """Numbers would be read as seconds since 1970."""
    if isinstance(value, str) and not value.lstrip("-").isdigit():
        return value
    raise ValueError("expected an ISO 8601 date")


def _in_our_times(instant: datetime) -> datetime:
    if not EARLIEST <= instant < LATEST:
        raise ValueError("expected an instant between 2000 and 2100")
    return instant


def _in_our_days(day: date) -> date:
    if not EARLIEST.date() <= day < LATEST.date():
        raise ValueError("expected a day between 2000 and 2100")
    return day


Day = Annotated[date, BeforeValidator(_iso_only), AfterValidator(_in_our_days)]
Instant = Annotated[AwareDatetime, BeforeValidator(_iso_only), AfterValidator(_in_our_times)]
Note = Annotated[str, StringConstraints(max_length=2000), AfterValidator(_no_nul)]
Slug = Annotated[str, StringConstraints(max_length=60), AfterValidator(_no_nul)]
Id = Annotated[str, StringConstraints(max_length=60)]
Why = Annotated[Reason, PlainSerializer(lambda reason: reason.value)]
Version = Annotated[int, Field(ge=1, le=2**31 - 1, strict=True)]
Seq = Annotated[int, Field(ge=0, le=2**62)]
Position = Literal["first", "last"] | None


class Booking(Schema):
    spot: Id
    break_: Id = Field(alias="break")
    position: Position = None
    line: Id | None = None
    makegood_for: Id | None = None
    gratis: bool = False


class Confirmation(Schema):
    version: Version
    aired_at: Instant | None = None
    reason: Why | None = None
    note: Note = ""


class Settlement(Schema):
    """Miss, pre-empt, correct, cancel."""

    version: Version
    reason: Why
    note: Note = ""


class Undoing(Schema):
    version: Version
    note: Note = ""


class Move(Schema):
    version: Version
    break_: Id = Field(alias="break")
    position: Position = None


class Retiming(Schema):
    starts_at: Instant


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
