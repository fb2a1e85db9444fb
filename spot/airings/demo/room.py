"""What is offered to a break, and what a break still takes."""

import random
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from spot.airings.models import Airing
from spot.breaks.models import AdBreak
from spot.campaigns.models import OrderLine
from spot.clearance.models import Rule
from spot.clearance.services import gate
from spot.common import clock
from spot.common.refusals import Refused
from spot.creatives.models import Spot

A_DAY_AT_MOST = 4
KEPT_FREE_SECONDS = 60
LATE_PRIME = 20  # from this hour, prime breaks keep room and hold nothing of the first advertiser


@dataclass
class Offer:
    """A spot that may air: on an order line, or freely (`line` None)."""

    spot: Spot
    line: OrderLine | None = None
    placed: int = 0
    value_fcfa: int = 0

    @property
    def seconds(self) -> int:
        assert self.spot.approved_version is not None  # noqa: S101  only approved spots are offered
        return self.spot.approved_version.seconds

    @property
    def left(self) -> int:
        return self.line.airings - self.placed if self.line else 1

    def due(self, day: date, dice: random.Random, *, today: date, share: float) -> int:
        """How many airings the line is behind its pace on a day, at most a few; of days to come only a share is placed."""
        if self.line is None or not self.line.starts_on <= day <= self.line.ends_on:
            return 0
        total = (self.line.ends_on - self.line.starts_on).days + 1
        ahead = max(0, (day - max(today, self.line.starts_on)).days)
        elapsed = (day - self.line.starts_on).days - ahead * (1 - share) + dice.random() * share
        expected = self.line.airings * elapsed / total
        return max(0, min(A_DAY_AT_MOST, self.left, round(expected) - self.placed))

    def suits(self, place: "Place") -> bool:
        """Whether the line orders the break's daypart; what takes no line goes anywhere."""
        return self.line is None or self.line.daypart_id == place.ad_break.daypart_id

    def take(self) -> int:
        """One airing more of the line; its price is what is left of the line's over the airings left."""
        if self.line is None:
            return 0
        price = (self.line.net_ht_fcfa - self.value_fcfa) // max(1, self.left)
        self.placed, self.value_fcfa = self.placed + 1, self.value_fcfa + price
        return price


@dataclass
class Place:
    """A break while it is being filled, `first` being the advertiser kept out of the last prime breaks."""

    ad_break: AdBreak
    first: UUID
    keeps_room: bool
    rank: int = 0
    clients: set[UUID] = field(default_factory=set)
    categories: set[str] = field(default_factory=set)
    spots: set[UUID] = field(default_factory=set)
    added: list[Airing] = field(default_factory=list)

    def takes(self, spot: Spot, seconds: int) -> bool:
        """Whether the rules of a booking let this spot in, some room and the last prime breaks being kept."""
        category = spot.product_category
        return (
            self.ad_break.booked_seconds + seconds <= self.limit
            and spot.pk not in self.spots
            and spot.organisation_id not in self.clients
            and not (category.is_exclusive and category.pk in self.categories)
            and not (self.is_late_prime and spot.organisation_id == self.first)
            and _is_legal(spot, self.ad_break)
        )

    @property
    def is_late_prime(self) -> bool:
        return self.ad_break.daypart_id == "prime" and clock.local(self.ad_break.starts_at).hour >= LATE_PRIME

    @property
    def limit(self) -> int:
        return self.ad_break.capacity_seconds - (KEPT_FREE_SECONDS if self.keeps_room and self.is_late_prime else 0)

    def hold(self, airing: Airing) -> None:
        self.rank += 1
        airing.rank = self.rank
        self.ad_break.booked_seconds += airing.seconds
        self.added.append(airing)
        self.remember(airing.spot)

    def meet(self, airing: Airing) -> None:
        """An airing that the break holds already."""
        self.rank = max(self.rank, airing.rank)
        self.remember(airing.spot)

    def remember(self, spot: Spot) -> None:
        self.spots.add(spot.pk)
        if spot.organisation_id:
            self.clients.add(spot.organisation_id)
            self.categories.add(spot.product_category_id)


def _is_legal(spot: Spot, ad_break: AdBreak) -> bool:
    if spot.product_category.rule == Rule.FREE:
        return True
    try:
        gate(spot.product_category, spot.organisation, airs_at=ad_break.starts_at)
    except Refused:
        return False
    return True
