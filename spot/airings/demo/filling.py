"""Filling days with airings: what the order lines are due, a few free ones, the make-goods that are owed."""

import random
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, Sum

from spot.accounts.models import User
from spot.airings.demo.room import Offer, Place
from spot.airings.demo.settling import Station
from spot.airings.models import Airing
from spot.airings.workflow import Status
from spot.breaks.models import AdBreak, BroadcastDay
from spot.breaks.queries import stream
from spot.campaigns.models import OrderLine
from spot.common import clock
from spot.creatives.models import Spot
from spot.journal import services as journal
from spot.journal.demo import told, write
from spot.journal.models import Entry

FILLED = "demonstration.fill"
PROMOS_A_DAY = 5
MADE_GOOD_AFTER = timedelta(days=3)  # what was lost since is what a visitor finds to make good
PLACED_AHEAD = ((2, 1.0), (7, 0.85), (14, 0.72), (60, 0.6))  # up to so many days ahead: the share already placed


def ensure_airings(people: Mapping[str, User], *, first: UUID, since: date, until: date) -> None:
    """Fill the days from `since` to `until` once a broadcast day; what people booked meanwhile stays."""
    today = clock.broadcast_today()
    marked = Entry.objects.filter(verb=FILLED)
    if marked.filter(thing_id=today.isoformat()).exists():
        return
    last = marked.order_by("-thing_id").values_list("thing_id", flat=True).first()
    start = max(since, min(date.fromisoformat(last), today)) if last else since
    with journal.act():
        Filler(people, first=first, since=start, until=until).fill()
        write([told(FILLED, BroadcastDay(day=today), at=clock.now(), by=None)])


def offers_between(since: date, until: date) -> list[Offer]:
    """The order lines that touch these days, each with a spot that may air on it."""
    spots: dict[tuple[UUID | None, int], Spot] = {}
    approved = Spot.objects.approved().filter(campaign__status="approved").order_by("-created_at")
    for spot in approved.select_related("approved_version", "organisation", "product_category", "campaign"):
        spots[spot.campaign_id, spot.approved_version.seconds] = spot  # type: ignore[union-attr]
    lines = OrderLine.objects.filter(kind="airtime", starts_on__lte=until, ends_on__gte=since, daypart__isnull=False)
    taken = Airing.objects.taking_seconds().filter(line__isnull=False).order_by().values_list("line")
    placed = {line: facts for line, *facts in taken.annotate(Count("pk"), Sum("net_ht_fcfa"))}
    return [
        Offer(spots[line.campaign_id, line.seconds], line, *placed.get(line.pk, (0, 0)))
        for line in lines.order_by("campaign__reference", "created_at")
        if (line.campaign_id, line.seconds) in spots
    ]


def promos() -> list[Offer]:
    """The station's own spots."""
    spots = Spot.objects.approved().filter(organisation=None).order_by("title")
    return [Offer(spot) for spot in spots.select_related("approved_version", "product_category")]


class Filler:
    """Goes through the days in order, so that what was missed one day is made good a later one."""

    def __init__(self, people: Mapping[str, User], *, first: UUID, since: date, until: date) -> None:
        self.people, self.first, self.since, self.until = people, first, since, until
        self.offers = offers_between(since, until)
        self.promos = promos()
        self.today, self.station = clock.broadcast_today(), Station(people)
        self.owing = _owed_before(since)
        self.booked: list[Entry] = []

    def fill(self) -> None:
        days = self._days()
        for day in sorted(days):
            self._day(day, days[day])
            self.station.settle(day, days[day])
            self.owing += [row for place in days[day] for row in place.added if row.status in {"missed", "preempted"}]
        self._write([place for places in days.values() for place in places])

    def _days(self) -> dict[date, list[Place]]:
        """The open breaks of each day, with what they hold already."""
        days: dict[date, list[Place]] = {}
        places: dict[UUID, Place] = {}
        rows = AdBreak.objects.select_for_update().filter(day__gte=self.since, day__lte=self.until).open()
        for ad_break in rows.order_by("starts_at", "code"):
            place = Place(ad_break, self.first, keeps_room=ad_break.day_id >= self.today)
            places[ad_break.pk] = place
            days.setdefault(ad_break.day_id, []).append(place)
        held = Airing.objects.taking_seconds().filter(day__range=(self.since, self.until))
        for airing in held.select_related("spot__product_category", "spot__approved_version", "ad_break", "campaign"):
            if airing.ad_break_id in places:
                places[airing.ad_break_id].meet(airing)
                self.station.found(airing)
        return days

    def _day(self, day: date, places: list[Place]) -> None:
        dice = random.Random(f"airings {day}")
        share = next(share for ahead, share in PLACED_AHEAD if (day - self.today).days <= ahead)
        wanted = [offer for offer in self.offers for _ in range(offer.due(day, dice, today=self.today, share=share))]
        dice.shuffle(wanted)
        if day <= self.today:
            self._make_good(day, places, dice)
        for offer in wanted:
            self._place(offer, places, day, dice)
        if day <= self.today:
            for offer in dice.choices(self.promos, k=PROMOS_A_DAY) if self.promos else []:
                self._place(offer, places, day, dice)

    def _place(self, offer: Offer, places: list[Place], day: date, dice: random.Random, **facts: Any) -> Airing | None:
        """Put one airing in a break of the line's daypart that takes it, chosen by chance."""
        fitting = [place for place in places if offer.suits(place) and place.takes(offer.spot, offer.seconds)]
        if not fitting or offer.left < 1:
            return None
        place = dice.choice(fitting)
        airing = planned(offer, place, **facts)
        if not place.rank and place.ad_break.daypart_id == "prime" and dice.random() < 0.15:
            airing.position = "first"
        place.hold(airing)
        at = place.ad_break.starts_at - timedelta(days=dice.randint(2, 6), minutes=dice.randint(0, 600))
        recently = clock.now() - timedelta(minutes=dice.randint(30, 4 * 24 * 60))
        self._tell(airing, at if at < clock.now() else recently)
        return airing

    def _make_good(self, day: date, places: list[Place], dice: random.Random) -> None:
        """Give what is owed its make-good: in the same daypart if one of its breaks takes it, else where there is room."""
        for lost in [row for row in self.owing if day - row.day > MADE_GOOD_AFTER]:
            if lost.campaign is None or day > lost.campaign.ends_on:
                self.owing.remove(lost)
                continue
            same = [place for place in places if place.ad_break.daypart_id == lost.daypart_id]
            where = (same, places) if day - lost.day > 2 * MADE_GOOD_AFTER else (same,)
            if any(self._place(Offer(lost.spot), among, day, dice, makegood_for=lost) for among in where):
                self.owing.remove(lost)

    def _tell(self, airing: Airing, at: datetime) -> None:
        by = self.people["diffuseur" if airing.rank % 2 else "diffuseur2"]
        airing.created_at = at
        after = {"ad_break": str(airing.ad_break_id), "day": airing.day.isoformat(), "seconds": airing.seconds}
        self.booked.append(
            told("airings.book", airing, at=airing.created_at, by=by, after=after, stream=stream(airing.day))
        )

    def _write(self, places: list[Place]) -> None:
        Airing.objects.bulk_create((row for place in places for row in place.added), batch_size=500)
        filled = [place.ad_break for place in places if place.added]
        AdBreak.objects.bulk_update(filled, ["booked_seconds"], batch_size=400)
        self.station.write()
        write([*self.booked, *self.station.entries])


def _owed_before(since: date) -> list[Airing]:
    """What was lost before these days and still waits for its make-good, oldest first."""
    rows = Airing.objects.owing().filter(day__lt=since, campaign__isnull=False).order_by("day", "pk")
    return list(rows.select_related("campaign__organisation", "spot__approved_version", "spot__product_category"))


def planned(offer: Offer, place: Place, **facts: Any) -> Airing:
    """The row a booking writes; its rank comes when the break holds it."""
    return Airing(
        ad_break=place.ad_break, day=place.ad_break.day_id, daypart_id=place.ad_break.daypart_id, rank=0, spot=offer.spot,
        organisation_id=offer.spot.organisation_id, campaign=offer.spot.campaign, line=offer.line, seconds=offer.seconds,
        net_ht_fcfa=offer.take(), status=Status.PLANNED, **facts,
    )  # fmt: skip
