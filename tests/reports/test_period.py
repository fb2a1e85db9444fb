"""The period rules of the contract."""

from datetime import date

import pytest

from spot.common.asked import day
from spot.reports import period
from spot.reports.period import Period

pytestmark = pytest.mark.usefixtures("evening")
NOVEMBER = Period(date(2026, 11, 1), date(2026, 11, 30))


@pytest.mark.parametrize(
    ("start", "end"),
    [(None, None), ("2026-10-01", None), (None, "2026-10-01"), ("hier", "2026-10-01"), ("2026-02-30", "2026-10-01"),
     ("0001-01-01", "0001-01-01"), ("0001-01-01", "9999-12-31"), ("2026-11-01", "9999-12-31")],
)  # fmt: skip
def test_an_end_that_is_absent_or_invalid_gives_the_whole_current_month(start, end):
    assert period.asked(day(start), day(end)) == NOVEMBER


def test_both_ends_are_included():
    assert period.asked(day("2026-11-21"), day("2026-11-21")).days == 1


def test_ends_in_the_wrong_order_are_swapped():
    assert period.asked(day("2026-11-20"), day("2026-11-03")) == Period(date(2026, 11, 3), date(2026, 11, 20))


def test_a_period_longer_than_a_year_keeps_its_end():
    found = period.asked(day("2020-01-01"), day("2026-11-21"))

    assert (found.end, found.days) == (date(2026, 11, 21), 365)


def test_exactly_365_days_stay_as_asked():
    assert period.asked(day("2025-11-22"), day("2026-11-21")).start == date(2025, 11, 22)


def test_the_weeks_cover_the_period_once():
    weeks = NOVEMBER.weeks()

    assert (weeks[0], weeks[-1]) == (
        Period(date(2026, 11, 1), date(2026, 11, 1)),
        Period(date(2026, 11, 30), date(2026, 11, 30)),
    )
    assert sum(week.days for week in weeks) == 30
