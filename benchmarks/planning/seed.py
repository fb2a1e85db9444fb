"""Run in a process of its own: a day of 1,440 airings, another of 300, and the month around them, in an empty database.

Prints as JSON the keys and sessions of Salif, and the airings of the large day that may be acted on now.
"""

import json
from collections.abc import Iterator
from datetime import date, time, timedelta
from typing import Any

import django

LARGE, SMALL = date(2026, 11, 21), date(2026, 11, 22)
SPOTS = 48
AIRED_BEFORE = time(19, 40)


def seed() -> dict[str, Any]:
    from spot.accounts import tokens
    from tests.live.seeding import _session

    films, salif = lay_large_day()
    fill(SMALL, films, salif, every=24, airings=5)
    for offset in (*range(-26, 0), *range(2, 16)):
        fill(LARGE + timedelta(days=offset), films, salif, every=48, airings=5)
    return {"keys": {"salif": tokens.issue(salif)}, "session": _session(_store(), salif), "near": near()}


def lay_large_day() -> tuple[list[Any], Any]:
    """A break each ten minutes, ten airings in each; gives the spots, and Salif who confirmed what is past."""
    from tests import cast

    lay_the_ground()
    salif = cast.person("salif", "Salif Kaboré", "broadcaster")
    owner = cast.person("mariam", "Mariam Traoré", "sales")  # who orders for each advertiser in turn
    films = [film(number, owner) for number in range(SPOTS)]
    fill(LARGE, films, salif, every=10, airings=10)
    return films, salif


def _store() -> Any:
    from spot.common.sessions import SessionStore

    return SessionStore()


def lay_the_ground() -> None:
    from spot.breaks.models import Daypart
    from spot.clearance.models import ProductCategory
    from tests import cast

    for order, (slug, name, starts, ends, _price) in enumerate(cast.DAYPARTS):
        Daypart.objects.create(slug=slug, name=name, starts=starts, ends=ends, order=order)
    ProductCategory.objects.create(slug="divers", name="Divers", is_exclusive=False)


def film(number: int, owner: Any) -> Any:
    """A spot of an organisation of its own; titles and names of the usual lengths."""
    from tests import cast

    owner.organisation = cast.organisation(f"Comptoir du Faso {number}", f"CF{number:02}")
    order = cast.campaign(owner, f"La saison des bonnes affaires {number}", category="divers")
    return cast.spot(order, f"La saison des bonnes affaires {number}", by=owner)


def fill(day: date, films: list[Any], salif: Any, *, every: int, airings: int) -> None:
    """A break each so many minutes, each holding so many airings; what is past has aired."""
    from spot.airings.models import Airing
    from spot.breaks.models import AdBreak, BroadcastDay

    broadcast_day = BroadcastDay.objects.create(day=day)
    places = AdBreak.objects.bulk_create(breaks(broadcast_day, every=every, seconds=30 * airings))
    Airing.objects.bulk_create(
        row for number, place in enumerate(places) for row in rows(place, films, salif, number, airings)
    )


def breaks(day: Any, *, every: int, seconds: int) -> Iterator[Any]:
    from spot.breaks.models import AdBreak
    from spot.common import clock

    starts_at, ends_at = clock.day_bounds(day.day)
    while starts_at < ends_at:
        yield AdBreak(
            day=day, code=f"{starts_at:%H%M}", title=f"Écran de {starts_at:%H:%M}", starts_at=starts_at,
            daypart_id="prime", capacity_seconds=seconds + 60, booked_seconds=seconds,
        )  # fmt: skip
        starts_at += timedelta(minutes=every)


def rows(place: Any, films: list[Any], salif: Any, number: int, airings: int) -> Iterator[Any]:
    from spot.airings.models import Airing
    from spot.common import clock

    past = place.starts_at < clock.instant_of(LARGE, AIRED_BEFORE)
    facts = {"status": "aired", "aired_at": place.starts_at, "acted_by": salif, "reason": "aired_ok"} if past else {}
    for rank in range(1, airings + 1):
        of = films[(number * airings + rank) % len(films)]
        yield Airing(
            ad_break=place, day=place.day_id, daypart_id="prime", rank=rank, spot=of, spot_version=of.approved_version,
            organisation=of.organisation, campaign=of.campaign, seconds=30, **facts,
        )  # fmt: skip


def near() -> list[str]:
    """The airings of the break on air and of the next one: shown on an open screen, and open to acts."""
    from spot.airings.models import Airing

    rows = Airing.objects.filter(day=LARGE, ad_break__code__in=["1940", "1950"])
    return [str(pk) for pk in rows.order_by("ad_break__starts_at", "rank").values_list("pk", flat=True)]


if __name__ == "__main__":
    django.setup()
    print(json.dumps(seed()))
