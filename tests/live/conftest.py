"""A station for each module, closed at its end, whatever happened."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from django.db import connections

from spot.live import threads
from tests.live.station import Station


@pytest.fixture
def live_threads(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The sockets' thread in this very process, for a test of its own: its connection is closed before the database goes."""
    with ThreadPoolExecutor(max_workers=1) as pool:
        monkeypatch.setattr(threads, "_pool", pool)
        yield
        pool.submit(connections.close_all).result()


@pytest.fixture(scope="session")
def evening_on_disk(tmp_path_factory: pytest.TempPathFactory) -> Station:
    """Seeded once, copied by each station."""
    return Station(tmp_path_factory.mktemp("evening")).seed()


@pytest.fixture(scope="module")
def station(tmp_path_factory: pytest.TempPathFactory, evening_on_disk: Station) -> Iterator[Station]:
    made = Station(tmp_path_factory.mktemp("station")).copy(evening_on_disk)
    try:
        yield made.open()
    finally:
        made.close()


@pytest.fixture
def own_station(tmp_path: Path, evening_on_disk: Station) -> Iterator[Station]:
    """One that a test opens and breaks by itself."""
    made = Station(tmp_path).copy(evening_on_disk)
    try:
        yield made
    finally:
        made.close()
