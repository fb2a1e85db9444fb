"""Volume in the station's own shapes, for growth tests and benchmarks: many advertisers, a year of airings.

Written in bulk straight into the tables, invariants kept; the journal stays silent. Door: `load()`.
"""

import random
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import islice, product
from string import ascii_uppercase
from typing import Any

from django.db import connection, transaction
from django.db.models import F

from spot.accounts.models import Organisation, User
from spot.accounts.workflow import Role, Status
from spot.airings.models import Airing
from spot.breaks.models import AdBreak, BroadcastDay, Daypart
from spot.campaigns.models import Campaign, OrderLine
from spot.clearance.models import ProductCategory
from spot.common import clock, money
from spot.creatives.demo.library import Item, file_facts, stock
from spot.creatives.models import Spot, SpotVersion
from spot.operations import demo
from spot.pricing import queries as pricing

BEFORE, AFTER = timedelta(days=330), timedelta(days=14)
SEGMENT = timedelta(days=60)
SECONDS, IN_A_BREAK, HOURS = 30, 10, 17
EPOCH = date(2024, 1, 1)
FILM = Item("SAMP", SECONDS, "Échantillon")
BATCH = 2000
MIDNIGHT = time(0)
KINDS = ("Comptoir", "Établissements", "Maison", "Groupe", "Société", "Atelier", "Coopérative", "Boutique")
NAMES = (
    "Ouédraogo",
    "Sawadogo",
    "Kaboré",
    "Zongo",
    "Traoré",
    "Ilboudo",
    "Compaoré",
    "Sanou",
    "Barry",
    "Diallo",
    "Nikiéma",
    "Yaméogo",
)
TOWNS = (
    "Ouagadougou",
    "Bobo-Dioulasso",
    "Koudougou",
    "Banfora",
    "Ouahigouya",
    "Kaya",
    "Tenkodogo",
    "Dédougou",
    "Dori",
    "Gaoua",
)


Row = dict[str, Any]


@dataclass
class Client:
    """An advertiser with what airs for it in a stretch of sixty days."""

    organisation: Organisation
    owner: User
    category: str


def load(airings: int, *, seed: int) -> int:
    """Add about `airings` airings from 330 days before today to 14 after; the number added."""
    demo.ensure_rules()
    stock([FILM])
    dice = random.Random(seed)
    today = clock.broadcast_today()
    days = [today + timedelta(days=n) for n in range(-BEFORE.days, AFTER.days + 1)]
    with transaction.atomic():
        return Loader(dice, airings, days).run()


def write_airings(rows: list[Row]) -> None:
    """Insert rows without the model's detours: a million of them is what this is for."""
    columns = [field.attname for field in Airing._meta.concrete_fields]
    defaults = {field.attname: field.get_default() for field in Airing._meta.concrete_fields} | {"seconds": SECONDS}
    written = clock.now()
    prepared = [
        [adapted(row.get(name, defaults[name])) for name in columns]
        for row in ({"id": uuid.uuid4(), "created_at": written, **row} for row in rows)
    ]
    names = ", ".join(f'"{field.column}"' for field in Airing._meta.concrete_fields)
    marks = ", ".join(["%s"] * len(columns))
    with connection.cursor() as cursor:
        cursor.executemany(f'INSERT INTO "{Airing._meta.db_table}" ({names}) VALUES ({marks})', prepared)  # noqa: S608  names of our own model


def adapted(value: Any) -> Any:
    """A value as the database keeps it: SQLite has neither UUID nor time zones."""
    if connection.vendor != "sqlite":
        return value
    if isinstance(value, uuid.UUID):
        return value.hex
    if isinstance(value, datetime):
        return value.astimezone(UTC).replace(tzinfo=None).isoformat(" ")
    return value.isoformat() if isinstance(value, date) else value


class Loader:
    """Goes through the days: breaks, then their airings, each advertiser once in a break, no competitor beside it."""

    def __init__(self, dice: random.Random, airings: int, days: list[date]) -> None:
        self.dice, self.days, self.today, self.now = dice, days, clock.broadcast_today(), clock.now()
        self.a_day, self.over = divmod(airings, len(days))
        self.categories = list(ProductCategory.objects.filter(rule="free", is_exclusive=True).order_by("slug"))
        self.card = pricing.rate_card_on(self.today)
        self.tariffs = pricing.tariffs_of(self.card)
        self.dayparts = list(
            Daypart.objects.filter(pk__in=self.tariffs).order_by("-starts").values_list("slug", "starts", "ends")
        )
        self.by = _operator()
        self.clients = self._clients(max(2 * len(self.categories), min(600, airings // 1500)))
        self.orders: dict[tuple[str, int], Order] = {}

    def run(self) -> int:
        made = 0
        for index, day in enumerate(self.days):
            made += self._day(day, self.a_day + (index < self.over))
        for order in self.orders.values():
            order.close()
        return made

    def _clients(self, wanted: int) -> dict[str, list[Client]]:
        """So many advertisers for each category, each with one person."""
        codes, each = _free_codes(), -(-wanted // len(self.categories))
        clients: dict[str, list[Client]] = {}
        for category in self.categories:
            for code in islice(codes, each):
                clients.setdefault(category.slug, []).append(_client(code, category.slug, self.dice))
        everybody = [client for group in clients.values() for client in group]
        Organisation.objects.bulk_create(client.organisation for client in everybody)
        User.objects.bulk_create(client.owner for client in everybody)
        return clients

    def _day(self, day: date, wanted: int) -> int:
        BroadcastDay.objects.get_or_create(day=day)
        places = self._breaks(day, -(-wanted // IN_A_BREAK))
        rows: list[Row] = []
        for place, ad_break in enumerate(places):
            rows += self._fill(ad_break, min(IN_A_BREAK, wanted - place * IN_A_BREAK), place)
        AdBreak.objects.bulk_create(places, batch_size=BATCH)
        write_airings(rows)
        return len(rows)

    def _breaks(self, day: date, wanted: int) -> list[AdBreak]:
        """Breaks spread over the priced hours, under codes no grid uses."""
        known = AdBreak.objects.filter(day=day, code__startswith="E").count()
        opening = clock.day_bounds(day)[0]
        made = []
        for number in range(wanted):
            at = opening + timedelta(minutes=number * HOURS * 60 // wanted + number % 3)
            daypart = self._daypart(clock.local(at).time())
            code = f"E{known + number + 1}"
            made.append(
                AdBreak(
                    day_id=day, code=code, title="Écran d’essai", starts_at=at, daypart_id=daypart,
                    capacity_seconds=SECONDS * (IN_A_BREAK + 1), booked_seconds=0,
                )
            )  # fmt: skip
        return made

    def _daypart(self, at: time) -> str:
        return next(slug for slug, starts, ends in self.dayparts if starts <= at and (at < ends or ends == MIDNIGHT))

    def _fill(self, ad_break: AdBreak, wanted: int, place: int) -> Iterator[Row]:
        for rank in range(1, wanted + 1):
            category = self.categories[(place + rank) % len(self.categories)].slug
            client = self.dice.choice(self.clients[category])
            order = self._order(client, ad_break.day_id)
            ad_break.booked_seconds += SECONDS
            yield self._settled(order.airing(ad_break, rank), ad_break)

    def _settled(self, row: Row, ad_break: AdBreak) -> Row:
        """What became of it: nearly all aired, some missed, nothing yet of what is to come."""
        fate = self.dice.random()
        if ad_break.starts_at >= self.now or (fate < 0.01 and row["day"] >= self.today - timedelta(days=2)):
            return row
        row |= {"version": 2, "acted_by_id": self.by.pk, "acted_at": ad_break.starts_at + timedelta(minutes=4)}
        if fate < 0.03:
            return row | {"status": "missed", "reason": "technical"}
        if fate < 0.04:
            return row | {"status": "preempted", "reason": "preempted"}
        aired_at = ad_break.starts_at + timedelta(seconds=SECONDS * (row["rank"] - 1))
        return row | {
            "status": "aired", "reason": "aired_ok", "aired_at": aired_at, "spot_version_id": row.pop("approved")
        }  # fmt: skip

    def _order(self, client: Client, day: date) -> "Order":
        segment = (day - EPOCH) // SEGMENT
        key = (client.organisation.code, segment)
        if key not in self.orders:
            self.orders[key] = Order(client, EPOCH + segment * SEGMENT, self)
        return self.orders[key]


class Order:
    """A campaign of sixty days with one spot, and a line for each daypart it airs in; counted when all is placed."""

    def __init__(self, client: Client, starts_on: date, loader: Loader) -> None:
        self.loader, self.lines = loader, dict[str, OrderLine]()
        at = datetime.combine(starts_on, datetime.min.time(), tzinfo=clock.now().tzinfo) - timedelta(days=9)
        title = f"{client.organisation.name}, {starts_on:%m-%Y}"[:120]
        facts = {"created_by": client.owner, "created_at": at}
        self.campaign = Campaign.objects.create(
            reference=f"E-{client.organisation.code}-{starts_on:%y%m%d}", organisation=client.organisation, title=title,
            product_category_id=client.category, objective="notoriete", starts_on=starts_on,
            ends_on=starts_on + SEGMENT - timedelta(days=1), status="approved", submitted_by=client.owner,
            submitted_at=at, decided_by=loader.by, decided_at=at, rate_card=loader.card, **facts,
        )  # fmt: skip
        self.spot = Spot.objects.create(
            organisation=client.organisation,
            campaign=self.campaign,
            product_category_id=client.category,
            title=title,
            **facts,
        )
        self.spot.approved_version = SpotVersion.objects.create(
            spot=self.spot, number=1, status="approved", house_number=f"BF1/{client.organisation.code}{starts_on:%y%m}/{SECONDS:03}",
            original_name="essai.mp4", seconds=SECONDS, uploaded_by=client.owner, uploaded_at=at,
            decided_by=loader.by, decided_at=at, **file_facts(FILM),
        )  # fmt: skip
        self.spot.save(update_fields=["approved_version"])

    def airing(self, ad_break: AdBreak, rank: int) -> Row:
        line = self._line(str(ad_break.daypart_id))
        line.airings += 1
        return {
            "ad_break_id": ad_break.pk, "day": ad_break.day_id, "daypart_id": ad_break.daypart_id, "rank": rank,
            "spot_id": self.spot.pk, "organisation_id": self.spot.organisation_id, "campaign_id": self.campaign.pk,
            "line_id": line.pk, "net_ht_fcfa": line.unit_ht_fcfa, "approved": self.spot.approved_version_id,
        }  # fmt: skip

    def _line(self, daypart: str) -> OrderLine:
        if daypart not in self.lines:
            unit = money.share_bp(self.loader.tariffs[daypart].base_ht_fcfa, self.loader.card.short_bp)
            self.lines[daypart] = OrderLine.objects.create(
                campaign=self.campaign, daypart_id=daypart, starts_on=self.campaign.starts_on,
                ends_on=self.campaign.ends_on, seconds=SECONDS, airings=4, unit_ht_fcfa=unit,
            )  # fmt: skip
        return self.lines[daypart]

    def close(self) -> None:
        """Four airings of each line are left; amounts as its price says."""
        for line in self.lines.values():
            line.net_ht_fcfa = line.airings * line.unit_ht_fcfa
        OrderLine.objects.bulk_update(self.lines.values(), ["airings", "net_ht_fcfa"])
        net = sum(line.net_ht_fcfa for line in self.lines.values())
        vat = money.share_bp(net, self.loader.card.vat_bp)
        Campaign.objects.filter(pk=self.campaign.pk).update(
            net_ht_fcfa=net, vat_fcfa=vat, total_ttc_fcfa=net + vat, version=F("version") + 1
        )


def _operator() -> User:
    """Whoever administers; on an empty base somebody who cannot sign in."""
    known: User | None = User.objects.filter(role=Role.ADMIN).order_by("date_joined").first()
    if known:
        return known
    made: User = User.objects.create_user(
        "exploitation", email="exploitation@bf1.example", full_name="Exploitation", role=Role.ADMIN
    )
    return made


def _client(code: str, category: str, dice: random.Random) -> Client:
    name = f"{dice.choice(KINDS)} {dice.choice(NAMES)}, {dice.choice(TOWNS)} ({code})"
    organisation = Organisation(name=name, code=code, status=Status.VERIFIED)
    owner = User(
        username=f"essai.{code.lower()}", email=f"essai.{code.lower()}@bf1.example", full_name=f"{dice.choice(NAMES)} {code}",
        role=Role.ADVERTISER, organisation=organisation, password="!",  # noqa: S106  nobody signs in with it
    )  # fmt: skip
    return Client(organisation, owner, category)


def _free_codes() -> Iterator[str]:
    taken = set(Organisation.objects.values_list("code", flat=True))
    letters = ("".join(four) for four in product("XYZW", *[ascii_uppercase] * 3))
    return (code for code in letters if code not in taken)
