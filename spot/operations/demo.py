"""A believable station around the current date, each room adding its share. Safe to run at every start.

Door: `ensure()`.
"""

from datetime import timedelta

from spot.accounts import demo as accounts
from spot.accounts.models import User
from spot.airings import demo as airings
from spot.breaks import demo as grid
from spot.breaks import services as breaks
from spot.breaks.models import AdBreak
from spot.campaigns import demo as campaigns
from spot.clearance import demo as clearance
from spot.common import clock
from spot.creatives import demo as creatives
from spot.journal import services as journal
from spot.messaging import demo as messaging
from spot.operations import locking
from spot.pricing import demo as pricing

BEFORE, AFTER = timedelta(days=120), timedelta(days=21)
FIRST = accounts.ADVERTISERS[0].code


def ensure_rules() -> None:
    """What a real station needs from its first day: dayparts, a week of breaks, prices, product categories."""
    grid.ensure_dayparts()
    grid.ensure_template()
    pricing.ensure_rate_card()
    clearance.ensure_categories()


def ensure() -> None:
    """The guarantees of the demonstration; of two copies started together on one database the second waits."""
    with locking.alone(locking.DEMONSTRATION):
        ensure_rules()
        first = accounts.ensure_organisations()[FIRST].pk
        people = accounts.ensure_people()
        today = clock.broadcast_today()
        _days()
        _orders(people)
        airings.ensure_airings(people, first=first, since=today - BEFORE, until=today + AFTER)
        airings.ensure_evening(people, first=first)
        messaging.ensure_news()


def _days() -> None:
    """Generate the days around today that have no breaks yet."""
    today = clock.broadcast_today()
    there = set(AdBreak.objects.filter(day__gte=today - BEFORE, day__lte=today + AFTER).values_list("day", flat=True))
    with journal.act():
        for n in range(-BEFORE.days, AFTER.days + 1):
            if (day := today + timedelta(days=n)) not in there:
                breaks.generate(day)


def _orders(people: dict[str, User]) -> None:
    """Campaigns and the spots they air, then what waits for a decision."""
    today, everybody = clock.today(), list(people.values())
    with journal.act():
        campaigns.ensure_campaigns(everybody, since=today - BEFORE, until=today + AFTER)
        creatives.ensure_promos(everybody)
        creatives.ensure_spots(everybody)
        creatives.ensure_review_queue(everybody, first=FIRST)
        campaigns.ensure_queue(everybody, today=today)
