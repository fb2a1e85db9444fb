"""What a visitor must find today, at any hour and after any use: airings to settle, to come, and room in prime."""

import random
from collections.abc import Mapping
from datetime import date, time, timedelta
from itertools import islice
from uuid import UUID

from django.db.models import F

from spot.accounts.models import User
from spot.airings.demo.filling import offers_between, planned
from spot.airings.demo.room import Offer, Place
from spot.airings.models import Airing
from spot.breaks import services as breaks
from spot.breaks.models import AdBreak
from spot.breaks.queries import stream
from spot.common import clock
from spot.journal import services as journal
from spot.journal.demo import told, write

TODAY_AT_LEAST, LATE_AT_LEAST, AHEAD_AT_LEAST = 64, 6, 24
EVENING_ENDS = time(20, 30)
FREE_SECONDS = 30


def ensure_evening(people: Mapping[str, User], *, first: UUID) -> None:
    """Add what is missing today; nothing that is there is touched, and the day may be closed already."""
    today, now = clock.broadcast_today(), clock.now()
    if not AdBreak.objects.of_day(today).open().filter(day__closed_at=None).exists():
        return
    with journal.act():
        adder = Adder(people, first=first)
        adder.add(today, TODAY_AT_LEAST - Airing.objects.of_day(today).taking_seconds().count())
        _ensure_late(adder, today)
        if now < clock.instant_of(today, EVENING_ENDS):
            ahead = Airing.objects.of_day(today).planned().filter(ad_break__starts_at__gt=now).count()
            adder.add(today, AHEAD_AT_LEAST - ahead, starts_at__gt=now)
    _ensure_room_in_prime(people, first)


def _ensure_late(adder: "Adder", today: date) -> None:
    """Some airings of breaks already past that nobody settled; early in the day they are yesterday's."""
    for day in (today, today - timedelta(days=1)):
        late = Airing.objects.filter(day__in=(today, today - timedelta(days=1))).planned()
        missing = LATE_AT_LEAST - late.filter(ad_break__starts_at__lt=clock.now()).count()
        adder.add(day, missing, starts_at__lt=clock.now())


class Adder:
    """Places more airings of the lines still open, wherever the rules let them in."""

    def __init__(self, people: Mapping[str, User], *, first: UUID) -> None:
        self.people, self.first = people, first
        self.dice = random.Random(f"evening {clock.now():%Y-%m-%d %H}")  # noqa: S311

    def add(self, day: date, count: int, **where: object) -> None:
        """At most `count` more planned airings in the open breaks of a day that `where` selects."""
        if count <= 0:
            return
        places = self._places(day, where)
        offers = [offer for offer in offers_between(day, day) if offer.left > 1]
        self.dice.shuffle(offers)
        placed = (airing for offer in offers * 2 if (airing := self._place(offer, places)))
        self._write(list(islice(placed, count)))

    def _places(self, day: date, where: Mapping[str, object]) -> list[Place]:
        rows = AdBreak.objects.select_for_update().filter(day=day, **where).open().order_by("starts_at")
        places = {row.pk: Place(row, self.first, keeps_room=True) for row in rows}
        held = Airing.objects.taking_seconds().filter(ad_break__in=places)
        for airing in held.select_related("spot__product_category"):
            place = places[airing.ad_break_id]
            place.rank = max(place.rank, airing.rank)
            place.remember(airing.spot)
        return list(places.values())

    def _place(self, offer: Offer, places: list[Place]) -> Airing | None:
        assert offer.line is not None  # noqa: S101  only order lines are offered
        fits = [
            place for place in places
            if place.ad_break.daypart_id == offer.line.daypart_id and place.takes(offer.spot, offer.seconds)
        ]  # fmt: skip
        if not fits:
            return None
        place = self.dice.choice(fits)
        airing = planned(offer, place)
        place.hold(airing)
        return airing

    def _write(self, made: list[Airing]) -> None:
        Airing.objects.bulk_create(made)
        at, by = clock.now(), self.people["diffuseur"]
        for airing in made:
            AdBreak.objects.filter(pk=airing.ad_break_id).update(booked_seconds=F("booked_seconds") + airing.seconds)
        write(told("airings.book", airing, at=at, by=by, stream=stream(airing.day)) for airing in made)


def _ensure_room_in_prime(people: Mapping[str, User], first: UUID) -> None:
    """A prime break with room and nothing of the first advertiser; one more is opened where none is left."""
    today = clock.broadcast_today()
    roomy = AdBreak.objects.of_day(today).open().filter(
        daypart="prime", capacity_seconds__gte=F("booked_seconds") + FREE_SECONDS
    )
    theirs = Airing.objects.of_day(today).taking_seconds().filter(organisation=first).values("ad_break")
    free = roomy.exclude(pk__in=theirs)
    evening_passed = clock.now() >= clock.instant_of(today, time(21))
    if any(evening_passed or row.starts_at > clock.now() for row in free):
        return
    codes = set(AdBreak.objects.of_day(today).values_list("code", flat=True))
    code = next(code for code in (f"20{minute}" for minute in range(59, 50, -1)) if code not in codes)
    breaks.add(
        today, by=people["admin"], code=code, title="Avant bulletin", at=time(20, int(code[2:])), capacity_seconds=90
    )  # fmt: skip
