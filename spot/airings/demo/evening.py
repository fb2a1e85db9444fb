"""What a visitor must find today, at any hour and after any use: airings to settle, to come, and room in prime."""

import random
from collections.abc import Mapping
from datetime import date, time, timedelta
from itertools import islice
from uuid import UUID

from django.db.models import F

from spot.accounts.models import User
from spot.airings.demo.filling import offers_between, planned, promos
from spot.airings.demo.room import Offer, Place
from spot.airings.models import Airing, HandOver
from spot.breaks import services as breaks
from spot.breaks.models import AdBreak, BroadcastDay
from spot.breaks.queries import stream
from spot.common import clock
from spot.journal import services as journal
from spot.journal.demo import told, write

TODAY_AT_LEAST, LATE_AT_LEAST, AHEAD_AT_LEAST = 64, 6, 24
EVENING_ENDS = time(20, 30)
FREE_SECONDS = 30
EARLY = timedelta(hours=1)
MORE_BREAKS = 6
NOTE = "Le plateau du JT annonce un invité de plus : l’écran d’après JT peut glisser de cinq minutes. Rien d’autre à signaler."
ROUNDS = 6  # a line may be placed so many times more; then the station's own promos fill


def ensure_evening(people: Mapping[str, User], *, first: UUID) -> None:
    """Add what is missing today; nothing that is there is touched. A day that was closed stays as it is."""
    today = clock.broadcast_today()
    if BroadcastDay.objects.get(day=today).is_closed:
        return
    with journal.act():
        adder = Adder(people, first=first)
        adder.add(today, TODAY_AT_LEAST - Airing.objects.of_day(today).taking_seconds().count())
        _ensure_late(adder, today)
        ensure_note(people["diffuseur2"], today)
    if clock.now() < clock.instant_of(today, EVENING_ENDS):
        _ensure_ahead(adder, today)
    _ensure_room_in_prime(people["admin"], first)


def ensure_note(by: User, today: date) -> None:
    """What the afternoon leaves to the evening, for somebody to take."""
    if not HandOver.objects.filter(day=today).exists():
        note = HandOver.objects.create(day=today, text=NOTE, written_by=by)
        write([told("shifts.hand_over", note, at=note.written_at, by=by, after={"day": today.isoformat()})])


def _ensure_ahead(adder: "Adder", today: date) -> None:
    """Enough airings to come this evening; breaks are opened where those of the grid are full."""
    for _ in range(MORE_BREAKS + 1):
        ahead = Airing.objects.of_day(today).planned().filter(ad_break__starts_at__gt=clock.now()).count()
        if ahead >= AHEAD_AT_LEAST:
            return
        with journal.act():
            adder.add(today, AHEAD_AT_LEAST - ahead, starts_at__gt=clock.now())
        if Airing.objects.of_day(today).planned().filter(ad_break__starts_at__gt=clock.now()).count() < AHEAD_AT_LEAST:
            _open_break(today, adder.people["admin"], hours=range(20, 24))


def _ensure_late(adder: "Adder", today: date) -> None:
    """Some airings of breaks already past that nobody settled; early in the day they are yesterday's."""
    passed = [hour for hour in range(7, 24) if clock.instant_of(today, time(hour)) < clock.now() - EARLY]
    _add_late(adder, today)
    for hour in passed[-2:] if _missing_late(today) > 0 else ():
        _open_break(today, adder.people["admin"], hours=range(hour, hour + 1))
        _add_late(adder, today)
    _add_late(adder, today - timedelta(days=1))


def _add_late(adder: "Adder", day: date) -> None:
    adder.add(day, _missing_late(clock.broadcast_today()), starts_at__lt=clock.now())


def _missing_late(today: date) -> int:
    late = Airing.objects.filter(day__in=(today, today - timedelta(days=1)), ad_break__starts_at__lt=clock.now())
    return LATE_AT_LEAST - late.planned().count()


class Adder:
    """Places more airings of the lines still open, wherever the rules let them in."""

    def __init__(self, people: Mapping[str, User], *, first: UUID) -> None:
        self.people, self.first = people, first
        self.dice = random.Random(f"evening {clock.now():%Y-%m-%d %H}")

    def add(self, day: date, count: int, **where: object) -> None:
        """At most `count` more planned airings in the open breaks of a day that `where` selects."""
        if count <= 0:
            return
        places = self._places(day, where)
        offers = [offer for offer in offers_between(day, day) if offer.left > 1]
        self.dice.shuffle(offers)
        wanted = [*offers * ROUNDS, *promos() * ROUNDS]
        placed = (airing for offer in wanted if (airing := self._place(offer, places)))
        self._write(list(islice(placed, count)))

    def _places(self, day: date, where: Mapping[str, object]) -> list[Place]:
        rows = AdBreak.objects.select_for_update().filter(day=day, **where).open().order_by("starts_at")
        places = {row.pk: Place(row, self.first, keeps_room=True) for row in rows}
        held = Airing.objects.taking_seconds().filter(ad_break__in=places)
        for airing in held.select_related("spot__product_category"):
            places[airing.ad_break_id].meet(airing)
        return list(places.values())

    def _place(self, offer: Offer, places: list[Place]) -> Airing | None:
        fits = [place for place in places if offer.suits(place) and place.takes(offer.spot, offer.seconds)]
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


def _ensure_room_in_prime(by: User, first: UUID) -> None:
    """A prime break with room and nothing of the first advertiser; one more is opened where none is left."""
    today = clock.broadcast_today()
    roomy = (
        AdBreak.objects.of_day(today)
        .open()
        .filter(daypart="prime", capacity_seconds__gte=F("booked_seconds") + FREE_SECONDS)
    )
    theirs = Airing.objects.of_day(today).taking_seconds().filter(organisation=first).values("ad_break")
    prime_passed = clock.now() >= clock.instant_of(today, time(20, 55))
    if not any(prime_passed or row.starts_at > clock.now() for row in roomy.exclude(pk__in=theirs)):
        _open_break(today, by, hours=range(20, 21))


def _open_break(day: date, by: User, *, hours: range) -> None:
    """One more break, at the first free minute of these hours that is still to come (or of all, when none is)."""
    taken = set(AdBreak.objects.of_day(day).values_list("code", flat=True))
    times = [time(hour, minute) for hour in hours for minute in range(1, 60, 3)]
    free = [at for at in times if f"{at:%H%M}" not in taken]
    coming = [at for at in free if clock.instant_of(day, at) > clock.now()]
    at = (coming or free)[-1]
    breaks.add(day, by=by, code=f"{at:%H%M}", title="Édition spéciale", at=at, capacity_seconds=240)
