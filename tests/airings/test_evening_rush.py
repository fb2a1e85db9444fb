"""The evening moves and films change while colleagues book: on PostgreSQL, where they really work at the same time."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection, connections

from spot.airings import services
from spot.airings.invariants import CHECKS
from spot.airings.models import Airing
from spot.breaks.models import AdBreak
from spot.common.refusals import Refused
from spot.journal.models import Entry
from tests import cast

pytestmark = pytest.mark.django_db(transaction=True)
ROUNDS = 6


@pytest.fixture(autouse=True)
def _on_postgresql(db: None) -> None:
    if connection.vendor != "postgresql":
        pytest.skip("SQLite lets one write at a time")


def refusal_of(work: Callable[[], Any]) -> str | None:
    try:
        work()
    except Refused as refusal:
        return refusal.code
    finally:
        connections.close_all()
    return None


def at_once(*works: Callable[[], Any]) -> list[str | None]:
    """Do all of it in threads of its own; what each was refused for. Anything but a refusal fails the test."""
    with ThreadPoolExecutor(len(works)) as threads:
        return list(threads.map(refusal_of, works))


def numbers(day: str) -> list[int]:
    return list(Entry.objects.of_stream(f"day:{day}").values_list("seq", flat=True))


def breaches() -> list[str]:
    return [sentence for check in CHECKS.values() for sentence in check().breaches]


def test_the_evening_moves_under_the_bookings_of_colleagues(salif, rasmata, before_news, late_break, categories):
    owners = [
        cast.person(f"a{n}", f"A {n}", "advertiser", cast.organisation(f"Maison {n}", f"M{n:03}"))
        for n in range(ROUNDS)
    ]
    spots = [
        cast.spot(cast.campaign(owner, f"C {owner}", category="divers"), f"S {owner}", by=owner) for owner in owners
    ]
    started = {place.pk: place.starts_at for place in (before_news, late_break)}

    works: list[Callable[[], Any]] = []
    for spot, place in zip(spots, [late_break, before_news] * ROUNDS, strict=False):
        works.append(lambda spot=spot, place=place: services.book(spot, place, by=rasmata))
        works.append(lambda: services.retime_rest(before_news, minutes=1, by=salif))
    refusals = at_once(*works)

    assert set(refusals) <= {None, "break_full"}
    for place in AdBreak.objects.all():
        assert place.starts_at == started[place.pk] + timedelta(minutes=ROUNDS)
    told = numbers("2026-11-21")
    assert told == list(range(1, len(told) + 1))
    assert breaches() == []


def test_a_film_changes_while_a_colleague_books_it_and_another_moves_it(
    salif, rasmata, cotton_spot, cotton_campaign, awa, before_news, late_break
):
    new = cast.spot(cotton_campaign, "Deuxième film", by=awa)
    tomorrow = [cast.ad_break(code, day=cast.TODAY + timedelta(days=1)) for code in ("1925", "2010", "2045")]
    line = cotton_campaign.lines.get()
    planned = [cast.airing(cotton_spot, place, line=line) for place in tomorrow[:2]]
    Airing.objects.update(spot_version=None)

    refusals = at_once(
        lambda: services.swap(cotton_spot, new, since=cast.TODAY, by=salif),
        lambda: services.book(cotton_spot, late_break, by=rasmata),
        lambda: services.move(planned[0], tomorrow[2], by=rasmata, version=1),
        lambda: services.swap(new, cotton_spot, since=cast.TODAY, by=salif),
    )

    assert set(refusals) <= {None, "stale_version"}
    assert breaches() == []
    for day in ("2026-11-21", "2026-11-22"):
        told = numbers(day)
        assert told == list(range(1, len(told) + 1))
