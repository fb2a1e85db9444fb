"""The cast: named people and things, the same in every test.

Awa Ouédraogo orders for Faso Coton; Issa Kaboré for Savonnerie Wend (another organisation); Mariam is the sales desk;
Aminata and Paul administer; Salif and Rasmata broadcast; Hamidou manages; Clarisse keeps the accounts; Boukary leads
the newsroom. The clock stands at 21 November 2026, 19:40, in the middle of an evening.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
from django.test import Client

from spot.accounts.models import Organisation, User
from spot.accounts.workflow import Role, Status
from spot.airings.models import Airing
from spot.breaks.models import AdBreak, BroadcastDay, Daypart
from spot.campaigns.models import Campaign, OrderLine
from spot.clearance.models import ProductCategory
from spot.common import clock
from spot.creatives.models import Spot, SpotVersion
from spot.pricing.models import DaypartRate, RateCard

EVENING = datetime(2026, 11, 21, 19, 40, tzinfo=UTC)
TODAY = date(2026, 11, 21)
DAYPARTS = [
    ("matinee", "Matinée", time(6), time(11), 42_250),
    ("midi", "Midi", time(11), time(14, 30), 97_500),
    ("apres-midi", "Après-midi", time(14, 30), time(17, 30), 48_750),
    ("access", "Access", time(17, 30), time(19, 15), 65_000),
    ("prime", "Prime", time(19, 15), time(21, 15), 97_500),
    ("soiree", "Soirée", time(21, 15), time(0), 65_000),
    ("nuit", "Nuit", time(0), time(6), None),
]


@pytest.fixture
def evening() -> Iterator[datetime]:
    with clock.frozen(EVENING):
        yield EVENING


def person(username: str, full_name: str, role: str, organisation: Organisation | None = None) -> User:
    return User.objects.create_user(
        username=username,
        email=f"{username}@bf1.example",
        password="demo1234",
        full_name=full_name,
        role=role,
        organisation=organisation,
    )


def gives_password_again(browser: Client, password: str = "demo1234") -> Client:
    """The same browser, for the minutes in which changes of an account ask no more."""
    browser.post("/profile/identity/?next=/profile/", {"password": password})
    return browser


def organisation(name: str, code: str, **facts: Any) -> Organisation:
    return Organisation.objects.create(name=name, code=code, **{"status": Status.VERIFIED, **facts})


@pytest.fixture
def faso_coton(db: None) -> Organisation:
    return organisation("Faso Coton", "FACO")


@pytest.fixture
def savonnerie(db: None) -> Organisation:
    return organisation("Savonnerie Wend", "SAVW")


@pytest.fixture
def awa(faso_coton: Organisation) -> User:
    return person("awa", "Awa Ouédraogo", Role.ADVERTISER, faso_coton)


@pytest.fixture
def issa(savonnerie: Organisation) -> User:
    return person("issa", "Issa Kaboré", Role.ADVERTISER, savonnerie)


@pytest.fixture
def mariam(db: None) -> User:
    return person("mariam", "Mariam Traoré", Role.SALES)


@pytest.fixture
def aminata(db: None) -> User:
    return person("aminata", "Aminata Sawadogo", Role.ADMIN)


@pytest.fixture
def paul(db: None) -> User:
    return person("paul", "Paul Zongo", Role.ADMIN)


@pytest.fixture
def salif(db: None) -> User:
    return person("salif", "Salif Kaboré", Role.BROADCASTER)


@pytest.fixture
def rasmata(db: None) -> User:
    return person("rasmata", "Rasmata Ilboudo", Role.BROADCASTER)


@pytest.fixture
def hamidou(db: None) -> User:
    return person("hamidou", "Hamidou Sanou", Role.MANAGER)


@pytest.fixture
def clarisse(db: None) -> User:
    return person("clarisse", "Clarisse Nikiéma", Role.ACCOUNTANT)


@pytest.fixture
def boukary(db: None) -> User:
    return person("boukary", "Boukary Sawadogo", Role.EDITORIAL_MANAGER)


@pytest.fixture
def everybody(awa, issa, mariam, aminata, paul, salif, rasmata, hamidou, clarisse, boukary) -> dict[str, User]:
    people = [awa, issa, mariam, aminata, paul, salif, rasmata, hamidou, clarisse, boukary]
    return {user.username: user for user in people}


@pytest.fixture
def dayparts(db: None) -> dict[str, Daypart]:
    return {
        slug: Daypart.objects.create(slug=slug, name=name, starts=starts, ends=ends, order=order)
        for order, (slug, name, starts, ends, _price) in enumerate(DAYPARTS)
    }


@pytest.fixture
def rate_card(dayparts: dict[str, Daypart]) -> RateCard:
    card = RateCard.objects.create(name="Grille 2025", number=1, status="published", valid_from=date(2025, 1, 1))
    for slug, _name, _starts, _ends, price in DAYPARTS:
        if price:
            DaypartRate.objects.create(card=card, daypart=dayparts[slug], base_ht_fcfa=price)
    return card


@pytest.fixture
def categories(db: None) -> dict[str, ProductCategory]:
    rows = [("textile", "Textile", True), ("hygiene", "Hygiène", True), ("divers", "Divers", False)]
    return {
        slug: ProductCategory.objects.create(slug=slug, name=name, is_exclusive=exclusive)
        for slug, name, exclusive in rows
    }


def ad_break(code: str, *, day: date = TODAY, capacity: int = 120, title: str = "", daypart: str = "prime") -> AdBreak:
    broadcast_day, _ = BroadcastDay.objects.get_or_create(day=day)
    starts_at = clock.instant_of(day, time(int(code[:2]), int(code[2:])))
    return AdBreak.objects.create(
        day=broadcast_day, code=code, title=title, starts_at=starts_at, daypart_id=daypart, capacity_seconds=capacity
    )


@pytest.fixture
def before_news(evening: datetime, rate_card: RateCard) -> AdBreak:
    """The 20:10 break, half an hour away."""
    return ad_break("2010", title="Après JT")


@pytest.fixture
def late_break(evening: datetime, rate_card: RateCard) -> AdBreak:
    return ad_break("2045", title="Avant film", capacity=180)


def campaign(owner: User, title: str, *, category: str, status: str = "approved", **facts: Any) -> Campaign:
    """A campaign around the evening, with one line of ten 30-second airings in prime."""
    serial = Campaign.objects.count() + 1
    order = Campaign.objects.create(
        reference=f"C-2611-{serial:03}", organisation=owner.organisation, title=title, product_category_id=category,
        objective="notoriete", starts_on=TODAY - timedelta(days=10), ends_on=TODAY + timedelta(days=20),
        created_by=owner, status=status, submitted_by=owner, **facts,
    )  # fmt: skip
    line(order)
    return order


def line(order: Campaign, *, daypart: str = "prime", seconds: int = 30, airings: int = 10, **facts: Any) -> OrderLine:
    return OrderLine.objects.create(
        campaign=order, daypart_id=daypart, seconds=seconds, airings=airings, starts_on=order.starts_on,
        ends_on=order.ends_on, unit_ht_fcfa=87_750, net_ht_fcfa=87_750 * airings, **facts,
    )  # fmt: skip


def spot(order: Campaign, title: str, *, by: User, seconds: int = 30, status: str = "approved") -> Spot:
    """A spot with one version whose file is not read: tests of media upload real files instead."""
    made = Spot.objects.create(
        organisation=order.organisation,
        campaign=order,
        product_category=order.product_category,
        title=title,
        created_by=by,
    )
    version = SpotVersion.objects.create(
        spot=made, number=1, status=status, house_number=f"BF1/{order.organisation.code}{Spot.objects.count():03}/{seconds:03}",
        file="spots/none.mp4", original_name="none.mp4", sha256="0" * 64, size_bytes=1, media_type="video",
        content_type="video/mp4", seconds=seconds, uploaded_by=by,
    )  # fmt: skip
    if status == "approved":
        made.approved_version = version
        made.save()
    return made


@pytest.fixture
def cotton_campaign(evening, awa, rate_card, categories) -> Campaign:
    return campaign(awa, "Le fil d’or du Faso", category="textile")


@pytest.fixture
def cotton_spot(cotton_campaign: Campaign, awa: User) -> Spot:
    return spot(cotton_campaign, "Le fil d’or du Faso", by=awa)


@pytest.fixture
def soap_campaign(evening, issa, rate_card, categories) -> Campaign:
    return campaign(issa, "Savon de la fête", category="hygiene")


@pytest.fixture
def soap_spot(soap_campaign: Campaign, issa: User) -> Spot:
    return spot(soap_campaign, "Savon de la fête", by=issa)


def airing(of: Spot, in_break: AdBreak, *, rank: int = 1, status: str = "planned", **facts: Any) -> Airing:
    """An airing written as a fact, without the verb; its seconds are counted in the break."""
    version = of.approved_version
    in_break.booked_seconds += version.seconds
    in_break.save()
    return Airing.objects.create(
        ad_break=in_break, day=in_break.day_id, daypart=in_break.daypart, rank=rank, spot=of, spot_version=version,
        organisation=of.organisation, campaign=of.campaign, seconds=version.seconds, status=status,
        **({"aired_at": in_break.starts_at} if status == "aired" else {}), **facts,
    )  # fmt: skip


@pytest.fixture
def planned_airing(cotton_spot: Spot, cotton_campaign: Campaign, before_news: AdBreak) -> Airing:
    return airing(cotton_spot, before_news, line=cotton_campaign.lines.get())
