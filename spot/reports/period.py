"""The period of a report: broadcast days, both ends included, always applied."""

from dataclasses import dataclass
from datetime import date, timedelta

from spot.common import clock

LONGEST_DAYS = 365


@dataclass(frozen=True)
class Period:
    start: date
    end: date

    @property
    def days(self) -> int:
        return (self.end - self.start).days + 1

    @property
    def before(self) -> "Period":
        """The period of the same length that ends the day before this one starts."""
        return Period(self.start - timedelta(days=self.days), self.start - timedelta(days=1))

    def weeks(self) -> list["Period"]:
        """The calendar weeks (Monday first) the period touches, cut at its ends."""
        found, monday = [], self.start - timedelta(days=self.start.weekday())
        while monday <= self.end:
            found.append(Period(max(monday, self.start), min(monday + timedelta(days=6), self.end)))
            monday += timedelta(days=7)
        return found


def asked(first: date | None, last: date | None) -> Period:
    """The period somebody asks for. One end absent or no day: the whole current month. Ends in the wrong order are
    swapped; longer than 365 days, the end is kept and the start is 364 days before it.
    """
    if first is None or last is None:
        return month_of(clock.broadcast_today())
    first, last = min(first, last), max(first, last)
    return Period(max(first, last - timedelta(days=LONGEST_DAYS - 1)), last)


def month_of(day: date) -> Period:
    first = day.replace(day=1)
    return Period(first, (first + timedelta(days=32)).replace(day=1) - timedelta(days=1))


def presets() -> dict[str, Period]:
    """The periods of the buttons: this month, the last one, the last three months with this one."""
    this = month_of(clock.broadcast_today())
    last = month_of(this.start - timedelta(days=1))
    before = month_of(last.start - timedelta(days=1))
    return {"Ce mois": this, "Mois dernier": last, "Trimestre": Period(before.start, this.end)}
