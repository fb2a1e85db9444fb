"""The spots of the demonstration: a shelf of generated films and pictures, and the versions that use them.

Doors: `ensure_spots()`, `ensure_review_queue()`, `ensure_promos()`.
"""

import hashlib
import random
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db.models import Q

from spot.accounts.demo import ADVERTISERS
from spot.accounts.models import User
from spot.campaigns.models import Campaign
from spot.campaigns.workflow import Status as CampaignStatus
from spot.common import clock
from spot.creatives.demo.films import FILM, generated_film, generated_picture
from spot.creatives.models import Spot, SpotVersion
from spot.creatives.numbers import STATION
from spot.creatives.workflow import Status
from spot.journal.demo import told, write
from spot.journal.models import Entry

SHELF = "spots/demo"
PROMOS = (("Le journal de 20 h", 20), ("Faso Tube, tous les soirs", 15), ("BF1, la chaîne au cœur de nos défis", 30))
LEAST_PENDING, PENDING_AT_FIRST = 3, 6
REASONS = (
    "Le son sature dans les dix premières secondes : renvoyez un mixage plus bas.",
    "Le numéro affiché à la fin n’est pas lisible : agrandissez-le et laissez-le trois secondes.",
    "Le prix annoncé ne correspond pas à celui de la campagne.",
)


@dataclass(frozen=True, order=True)
class Item:
    """A film or picture on the shelf: whose, and how long (a picture airs that long)."""

    code: str
    seconds: int
    brand: str = field(compare=False)

    @property
    def is_picture(self) -> bool:
        """Small advertisers deliver a picture for their second length."""
        return any(
            each.code == self.code and each.size == 1 and each.lengths[1] == self.seconds for each in ADVERTISERS
        )

    @property
    def name(self) -> str:
        return f"{SHELF}/{self.code.lower()}-{self.seconds:03}.{'jpg' if self.is_picture else 'mp4'}"

    @property
    def poster(self) -> str:
        return self.name if self.is_picture else f"{self.name[:-4]}.jpg"


def stock(items: Iterable[Item]) -> None:
    """Generate what the shelf lacks, two at a time; each file appears whole or not at all.

    In threads: the encoder works outside the interpreter's lock, and a fork would inherit the locks of PostgreSQL's pool.
    """
    shelf = Path(settings.MEDIA_ROOT) / SHELF
    shelf.mkdir(parents=True, exist_ok=True)
    missing = [item for item in sorted(set(items)) if not (shelf.parent.parent / item.name).exists()]
    if not missing:
        return
    with ThreadPoolExecutor(max_workers=2) as pool:
        list(pool.map(_make, missing))


def _make(item: Item) -> None:
    seed = int.from_bytes(hashlib.sha256(item.name.encode()).digest()[:4], "big")
    colours = COLOURS[seed % len(COLOURS)]
    category = next((each.category for each in ADVERTISERS if each.code == item.code), "")
    poster = generated_picture(item.brand, colours, seed, category=category)
    _put(item.poster, poster)
    if not item.is_picture:
        _put(item.name, generated_film(item.brand, colours, item.seconds, seed))


def _put(name: str, content: bytes) -> None:
    path = Path(settings.MEDIA_ROOT) / name
    path.with_suffix(".part").write_bytes(content)
    path.with_suffix(".part").rename(path)


COLOURS = (
    ("#7F1D1D", "#B91C1C", "#FDE68A"), ("#134E4A", "#0F766E", "#FEF9C3"), ("#1E3A8A", "#1D4ED8", "#FDE68A"),
    ("#7C2D12", "#C2410C", "#FFEDD5"), ("#3B0764", "#6D28D9", "#FCE7F3"), ("#14532D", "#15803D", "#FEF08A"),
    ("#164E63", "#0E7490", "#FED7AA"), ("#500724", "#BE185D", "#FDE68A"),
)  # fmt: skip


def file_facts(item: Item) -> dict[str, Any]:
    """What a version says of a file of the shelf."""
    content = (Path(settings.MEDIA_ROOT) / item.name).read_bytes()
    facts = {
        "file": item.name, "poster": item.poster, "sha256": hashlib.sha256(content).hexdigest(), "size_bytes": len(content),
    }  # fmt: skip
    if item.is_picture:
        return facts | {"media_type": "image", "content_type": "image/jpeg", "facts": {"width": 1280, "height": 720}}
    measured = {
        "duration_ms": item.seconds * 1000,
        "width": FILM[0],
        "height": FILM[1],
        "video_codec": "h264",
        "has_audio": True,
    }
    return facts | {"media_type": "video", "content_type": "video/mp4", "facts": measured}


class Librarian:
    """Writes spots and versions that use the shelf, with the history their verbs would have left."""

    def __init__(self, people: Iterable[User]) -> None:
        self.by_username = {user.username: user for user in people}
        self.serials: dict[str, int] = {}
        for number in SpotVersion.objects.values_list("house_number", flat=True):
            code, serial = number.split("/")[1][:4], number.split("/")[1][4:]
            self.serials[code] = max(self.serials.get(code, 0), int(serial))
        self.entries: list[Entry] = []
        self.facts: dict[Item, dict[str, Any]] = {}

    def spot(self, campaign: Campaign, title: str, seconds: int, *verdicts: Status, at: datetime) -> Spot:
        """A spot with one version for each verdict, half a day apart; the newest approved one is what airs."""
        organisation = campaign.organisation
        spot = Spot.objects.create(
            organisation=organisation, campaign=campaign, product_category_id=campaign.product_category_id, title=title,
            created_by=campaign.created_by, created_at=at,
        )  # fmt: skip
        item = Item(organisation.code, seconds, organisation.name)
        for number, verdict in enumerate(verdicts, start=1):
            self._version(spot, item, number, verdict, campaign.created_by, at + timedelta(hours=13 * (number - 1)))
        return spot

    def promo(self, title: str, seconds: int) -> None:
        """One of the station's own: no campaign, no client."""
        at = clock.now() - timedelta(days=130)
        spot = Spot.objects.create(
            product_category_id="divers", title=title, created_by=self.by_username["admin2"], created_at=at
        )
        self._version(spot, Item(STATION, seconds, title), 1, Status.APPROVED, self.by_username["admin2"], at)

    def _version(  # noqa: PLR0913  a version has this many facts
        self, spot: Spot, item: Item, number: int, verdict: Status, by: User, at: datetime
    ) -> None:
        serial = self.serials[item.code] = self.serials.get(item.code, 0) + 1
        decided = {} if verdict == Status.PENDING_REVIEW else self._decision(verdict, at)
        version = SpotVersion.objects.create(
            spot=spot, number=number, status=verdict, house_number=f"BF1/{item.code}{serial:03}/{item.seconds:03}",
            original_name=f"{spot.title[:40]} v{number}{Path(item.name).suffix}", seconds=item.seconds, uploaded_by=by,
            uploaded_at=at, **self._file(item), **decided,
        )  # fmt: skip
        if verdict == Status.APPROVED:
            spot.approved_version = version
            spot.save(update_fields=["approved_version"])
        self._history(version)

    def _decision(self, verdict: Status, at: datetime) -> dict[str, Any]:
        reason = REASONS[len(self.entries) % len(REASONS)] if verdict == Status.REJECTED else ""
        return {
            "decided_by": self.by_username["admin"],
            "decided_at": at + timedelta(hours=2, minutes=12),
            "reason": reason,
        }

    def _file(self, item: Item) -> dict[str, Any]:
        """Facts of a file of the shelf, read once however many versions use it."""
        if item not in self.facts:
            self.facts[item] = file_facts(item)
        return self.facts[item]

    def _history(self, version: SpotVersion) -> None:
        said, checked = version.uploaded_at, version.uploaded_at + timedelta(seconds=20)
        processing, waiting = {"status": Status.PROCESSING.value}, {"status": Status.PENDING_REVIEW.value}
        self.entries += [
            told(
                "spots.upload", version, at=said, by=version.uploaded_by, after={**processing, "number": version.number}
            ),
            told("spots.pass", version, at=checked, by=None, before=processing, after=waiting),
        ]
        if version.decided_at:
            verb = "spots.approve" if version.status == Status.APPROVED else "spots.reject"
            after = {"status": version.status}
            self.entries.append(
                told(
                    verb,
                    version,
                    at=version.decided_at,
                    by=version.decided_by,
                    before=waiting,
                    after=after,
                    note=version.reason,
                )
            )

    def close(self) -> None:
        write(self.entries)


def ensure_spots(people: Iterable[User]) -> None:
    """A spot for each approved campaign that has none, approved soon after it was ordered."""
    bare = Campaign.objects.filter(status=CampaignStatus.APPROVED, spots=None).select_related(
        "organisation", "created_by"
    )
    campaigns = [
        (campaign, line.seconds) for campaign in bare.prefetch_related("lines") if (line := campaign.lines.first())
    ]
    stock(Item(campaign.organisation.code, seconds, campaign.organisation.name) for campaign, seconds in campaigns)
    librarian = Librarian(people)
    for campaign, seconds in campaigns:
        dice = random.Random(campaign.reference)
        verdicts = (Status.REJECTED, Status.APPROVED) if dice.random() < 0.12 else (Status.APPROVED,)
        at = min(
            campaign.created_at + timedelta(days=1, minutes=dice.randint(0, 400)), clock.now() - timedelta(hours=30)
        )
        librarian.spot(campaign, campaign.title, seconds, *verdicts, at=at)
    librarian.close()


def ensure_review_queue(people: Iterable[User], *, first: str) -> None:
    """Spots waiting for review, never fewer than three, and a refused one of the organisation with the code `first`."""
    today = clock.today()
    running = Campaign.objects.shown_as("active").filter(ends_on__gte=today + timedelta(days=14))
    campaigns = list(
        running.select_related("organisation", "created_by").prefetch_related("lines").order_by("reference")
    )
    librarian = Librarian(people)
    _refused_once(librarian, [campaign for campaign in campaigns if campaign.organisation.code == first])
    waiting = Spot.objects.to_review().count()
    if waiting < LEAST_PENDING:
        for index, campaign in enumerate(campaigns[: PENDING_AT_FIRST - waiting]):
            at = clock.now() - timedelta(hours=3 + 4 * index)
            seconds = campaign.lines.all()[0].seconds
            librarian.spot(campaign, f"{campaign.title} – nouvelle version", seconds, Status.PENDING_REVIEW, at=at)
    librarian.close()


def _refused_once(librarian: Librarian, campaigns: list[Campaign]) -> None:
    refused = Q(latest_status=Status.REJECTED)
    if campaigns and not Spot.objects.with_latest().filter(refused, organisation=campaigns[0].organisation).exists():
        campaign = campaigns[0]
        at = clock.now() - timedelta(days=2)
        librarian.spot(campaign, f"{campaign.title} – refrain", campaign.lines.all()[0].seconds, Status.REJECTED, at=at)


def ensure_promos(people: Iterable[User]) -> None:
    """The station's own promos, which fill what is not sold."""
    missing = [
        (title, seconds)
        for title, seconds in PROMOS
        if not Spot.objects.filter(organisation=None, title=title).exists()
    ]
    stock(Item(STATION, seconds, title) for title, seconds in missing)
    librarian = Librarian(people)
    for title, seconds in missing:
        librarian.promo(title, seconds)
    librarian.close()
