"""The calendar of a campaign's airings: weeks from Monday to Sunday, five at a time."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta

from spot.airings.models import Airing
from spot.campaigns.models import Campaign
from spot.common import clock
from spot.desks.advertiser.passages import Passage, passages

WEEK = timedelta(days=7)
WEEKS_SHOWN = 5
MOST_A_DAY = 4


@dataclass(frozen=True)
class Day:
    """One cell; `more` counts the airings there is no room to draw."""

    day: date
    passages: list[Passage]
    more: int
    is_past: bool
    is_today: bool


@dataclass(frozen=True)
class Month:
    days: list[Day]
    before: date | None
    after: date | None


def month(campaign: Campaign, asked: date | None) -> Month:
    """The weeks around a day (else today within the campaign), with the weeks before and after if there are any."""
    first_monday, last_monday = _monday(campaign.starts_on), _monday(campaign.ends_on)
    start = _start(first_monday, last_monday, asked)
    end = min(start + WEEKS_SHOWN * WEEK, last_monday + WEEK)
    before = start - WEEKS_SHOWN * WEEK if start > first_monday else None
    return Month(_days(campaign, start, end), before, end if end <= last_monday else None)


def _start(first: date, last: date, asked: date | None) -> date:
    """A campaign of five weeks or less shows whole; a longer one opens on the week before today's."""
    if (last - first) < WEEKS_SHOWN * WEEK:
        return first
    return max(first, min(_monday(asked) if asked else _monday(clock.broadcast_today()) - WEEK, last))


def _days(campaign: Campaign, start: date, end: date) -> list[Day]:
    shown = Airing.objects.filter(campaign=campaign, day__gte=start, day__lt=end).taking_seconds()
    by_day: dict[date, list[Passage]] = defaultdict(list)
    for passage in passages(shown.order_by("ad_break__starts_at", "rank")):
        by_day[passage.day].append(passage)
    return [_day(start + timedelta(days=n), by_day) for n in range((end - start).days)]


def _day(day: date, by_day: dict[date, list[Passage]]) -> Day:
    today, mine = clock.broadcast_today(), by_day.get(day, [])
    return Day(
        day, mine[:MOST_A_DAY], len(mine) - MOST_A_DAY if len(mine) > MOST_A_DAY else 0, day < today, day == today
    )


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())
