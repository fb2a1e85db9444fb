"""The orders of the demonstration: each advertiser's campaigns follow one another, for ever, around any date.

The calendar is absolute: a later start finds the same campaigns and adds those that have come into sight. Doors:
`ensure_campaigns()`, `ensure_queue()`.
"""

import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings

from spot.accounts.demo import ADVERTISERS, Advertiser
from spot.accounts.models import Organisation, User
from spot.accounts.workflow import Role
from spot.campaigns.demo.words import AUDIENCES, LANGUAGES, MESSAGES, OBJECTIVES, TITLES
from spot.campaigns.models import Campaign, OrderLine
from spot.campaigns.workflow import Status
from spot.common import clock
from spot.journal.demo import told, write
from spot.journal.models import Entry
from spot.pricing import services as pricing
from spot.pricing.services import LineAsked

EPOCH = date(2025, 1, 6)
PERIOD, LENGTH = timedelta(days=60), timedelta(days=65)
AIRINGS_A_DAY = {1: 1.7, 2: 3.1, 3: 5.2}
DAYPARTS = {
    1: ("access", "apres-midi", "matinee"),
    2: ("prime", "midi", "soiree"),
    3: ("prime", "access", "midi", "soiree"),
}
AFTER_1930 = ("prime", "soiree")
QUEUE = {Status.PENDING: 6, Status.DRAFT: 4, Status.REJECTED: 3, Status.CANCELLED: 4}
LEAST_PENDING = 3
OUAGA = ZoneInfo(settings.TIME_ZONE)


@dataclass(frozen=True)
class Order:
    """A campaign to be written: who buys what between which days (both included)."""

    advertiser: Advertiser
    title: str
    starts_on: date
    ends_on: date
    seconds: int
    status: Status = Status.APPROVED

    @property
    def dice(self) -> random.Random:
        """Chance that falls the same way at every start."""
        return random.Random(f"{self.advertiser.code} {self.starts_on} {self.title}")

    @property
    def key(self) -> tuple[str, date, str]:
        return self.advertiser.code, self.starts_on, self.title


class Writer:
    """Writes orders as campaigns, with their lines, prices and history, each as the verbs would have left it."""

    def __init__(self, people: Iterable[User]) -> None:
        everybody = list(people)
        self.by_username = {user.username: user for user in everybody}
        self.buyers = {user.organisation_id: user for user in everybody if user.role == Role.ADVERTISER}
        self.organisations = {row.code: row for row in Organisation.objects.all()}
        self.serials: dict[str, int] = {}
        self.entries: list[Entry] = []

    def write(self, orders: Iterable[Order]) -> list[Campaign]:
        made = [self._campaign(order) for order in orders]
        write(self.entries)
        self.entries = []
        return made

    def _campaign(self, order: Order) -> Campaign:
        at = _working_hour(order)
        owner = self._owner(order)
        asked = _lines_asked(order)
        quote = pricing.quote(asked, on=order.starts_on)
        campaign = Campaign.objects.create(
            reference=self._reference(at), organisation=self.organisations[order.advertiser.code], title=order.title,
            product_category_id=order.advertiser.category, starts_on=order.starts_on, ends_on=order.ends_on,
            created_by=owner, created_at=at, status=order.status, net_ht_fcfa=quote.net_ht_fcfa,
            vat_fcfa=quote.vat_fcfa, total_ttc_fcfa=quote.total_ttc_fcfa, quote=quote.as_dict(),
            **_words(order), **self._decision(order, owner, at, quote.rate_card),
        )  # fmt: skip
        self._lines(campaign, asked, quote, at)
        self._history(campaign, owner)
        return campaign

    def _owner(self, order: Order) -> User:
        """Most clients telephone: the sales desk enters one order in three."""
        buyer = self.buyers[self.organisations[order.advertiser.code].pk]
        return buyer if order.dice.random() < 0.67 else self.by_username["commercial"]

    def _reference(self, at: datetime) -> str:
        prefix = f"C-{at:%y%m}-"
        if prefix not in self.serials:
            known = Campaign.objects.filter(reference__startswith=prefix).values_list("reference", flat=True)
            self.serials[prefix] = max((int(reference.rsplit("-", 1)[1]) for reference in known), default=0)
        self.serials[prefix] += 1
        return f"{prefix}{self.serials[prefix]:03}"

    def _decision(self, order: Order, owner: User, at: datetime, card: Any) -> dict[str, Any]:
        """Who submitted and decided, when; an administrator decides the next working morning."""
        if order.status in {Status.DRAFT, Status.CANCELLED}:
            return {}
        submitted = {"submitted_by": owner, "submitted_at": at + timedelta(minutes=25)}
        if order.status == Status.PENDING:
            return submitted
        admin = self.by_username[order.dice.choice(["admin", "admin2"])]
        decided = {"decided_by": admin, "decided_at": at + timedelta(hours=3, minutes=40)}
        if order.status == Status.REJECTED:
            return {**submitted, **decided, "reason": order.dice.choice(REASONS)}
        return {**submitted, **decided, "rate_card": card}

    def _lines(self, campaign: Campaign, asked: list[LineAsked], quote: pricing.Quote, at: datetime) -> None:
        OrderLine.objects.bulk_create(
            OrderLine(
                campaign=campaign, daypart_id=line.daypart, starts_on=campaign.starts_on, ends_on=campaign.ends_on,
                seconds=line.seconds, airings=line.airings, unit_ht_fcfa=priced.unit_ht_fcfa,
                net_ht_fcfa=priced.net_ht_fcfa, created_at=at + timedelta(seconds=rank),
            )
            for rank, (line, priced) in enumerate(zip(asked, quote.lines, strict=True))
        )  # fmt: skip

    def _history(self, campaign: Campaign, owner: User) -> None:
        draft, pending = {"status": Status.DRAFT.value}, {"status": Status.PENDING.value}
        last = {"status": campaign.status}
        self._tell("draft", campaign, campaign.created_at, owner, {}, {**draft, "title": campaign.title})
        if campaign.submitted_at:
            self._tell("submit", campaign, campaign.submitted_at, campaign.submitted_by, draft, pending)
        if campaign.decided_at:
            verb = "approve" if campaign.status == Status.APPROVED else "reject"
            self._tell(verb, campaign, campaign.decided_at, campaign.decided_by, pending, last, campaign.reason)
        if campaign.status == Status.CANCELLED:
            self._tell(
                "cancel", campaign, campaign.created_at + timedelta(days=1), owner, draft, last, "Budget reporté"
            )

    def _tell(  # noqa: PLR0913  an entry has this many facts
        self, verb: str, thing: Campaign, at: datetime, by: User | None, before: dict[str, Any], after: dict[str, Any],
        note: str = "",
    ) -> None:  # fmt: skip
        entry = told(f"campaigns.{verb}", thing, at=at, by=by, before=before, after=after, note=note)
        self.entries.append(entry)


REASONS = (
    "Le message clé annonce une comparaison de prix avec un concurrent : reformulez-le (loi 080-2015, art. 115).",
    "La période demandée est déjà complète en prime : proposez d’autres tranches ou d’autres dates.",
    "Le titre ne correspond pas au produit annoncé : précisez la marque et l’offre.",
)


def ensure_campaigns(people: Iterable[User], *, since: date, until: date) -> list[Campaign]:
    """Write the campaigns that touch the days from `since` to `until` and are not there yet."""
    known = set(Campaign.objects.values_list("organisation__code", "starts_on", "title"))
    return Writer(people).write(order for order in orders_between(since, until) if order.key not in known)


def orders_between(since: date, until: date) -> Iterator[Order]:
    """One campaign after another for each advertiser; the first buys two series, so that one is always in its middle."""
    for index, advertiser in enumerate(ADVERTISERS):
        yield from _series(advertiser, timedelta(days=index * 7 % 60), since, until)
    yield from _series(ADVERTISERS[0], PERIOD / 2, since, until, titles_from=2)


def _series(
    advertiser: Advertiser, phase: timedelta, since: date, until: date, *, titles_from: int = 0
) -> Iterator[Order]:
    titles = TITLES[advertiser.category]
    number = max(0, (since - EPOCH - phase - LENGTH) // PERIOD)
    while (starts_on := EPOCH + phase + number * PERIOD) <= until:
        if starts_on + LENGTH >= since:
            title = titles[(number + titles_from + 2 * _place_among_rivals(advertiser)) % len(titles)]
            yield Order(advertiser, title, starts_on, starts_on + LENGTH, _seconds(advertiser, number))
        number += 1


def _place_among_rivals(advertiser: Advertiser) -> int:
    """So that two competitors do not sell the same thing in the same words."""
    return [each.code for each in ADVERTISERS if each.category == advertiser.category].index(advertiser.code)


def _seconds(advertiser: Advertiser, number: int) -> int:
    """The length of the spot: two lengths in turn for each advertiser, 30 seconds always for the first."""
    return 30 if advertiser == ADVERTISERS[0] else advertiser.lengths[number % 2]


def ensure_queue(people: Iterable[User], *, today: date) -> list[Campaign]:
    """Campaigns in the other states: some of each at first, and never fewer than three pending."""
    missing: list[Order] = []
    for status, wanted in QUEUE.items():
        here = Campaign.objects.filter(status=status).count()
        enough = here >= (LEAST_PENDING if status == Status.PENDING else 1)
        missing += [] if enough else _waiting(status, wanted - here, today)
    return Writer(people).write(missing)


def _waiting(status: Status, count: int, today: date) -> Iterator[Order]:
    """Orders written in the last days, for the coming weeks; the first pending one is the first advertiser's."""
    taken = Campaign.objects.count()
    for index in range(count):
        place = (
            0 if index == 0 and status == Status.PENDING else (taken * 3 + index * 7 + len(status)) % len(ADVERTISERS)
        )
        advertiser = ADVERTISERS[place]
        starts_on = today + timedelta(days=5 + index * 2)
        title = f"{TITLES[advertiser.category][(index + taken) % 4]}, édition spéciale"
        yield Order(advertiser, title, starts_on, starts_on + timedelta(days=20), advertiser.lengths[0], status)


def _lines_asked(order: Order) -> list[LineAsked]:
    dayparts = AFTER_1930 if order.advertiser.category == "boissons-alcoolisees" else DAYPARTS[order.advertiser.size]
    total = AIRINGS_A_DAY[order.advertiser.size] * ((order.ends_on - order.starts_on).days + 1)
    weights = [order.dice.randint(2, 5) for _ in dayparts]
    return [
        LineAsked(slug, order.seconds, max(6, round(total * weight / sum(weights))))
        for slug, weight in zip(dayparts, weights, strict=True)
    ]


def _words(order: Order) -> dict[str, str]:
    dice = order.dice
    return {
        "objective": OBJECTIVES.get(order.advertiser.category) or dice.choice(["notoriete", "promotion"]),
        "languages": dice.choice(LANGUAGES), "audience": dice.choice(AUDIENCES), "key_message": dice.choice(MESSAGES),
        "spot_source": "own" if dice.random() < 0.8 else "station",
    }  # fmt: skip


def _working_hour(order: Order) -> datetime:
    """When the order was entered: a weekday morning some ten days before it starts, never in the future."""
    day = order.starts_on - timedelta(days=order.dice.randint(8, 16))
    latest = clock.now() - timedelta(hours=5)
    if order.status in {Status.PENDING, Status.DRAFT}:
        return latest - timedelta(hours=order.dice.randint(0, 40), minutes=order.dice.randint(0, 59))
    day -= timedelta(days=max(0, day.weekday() - 4))
    at = datetime.combine(day, time(8 + order.dice.randint(0, 5), order.dice.randint(0, 59)), OUAGA)
    return min(at, latest)
