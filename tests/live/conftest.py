"""A station for each module, closed at its end, whatever happened."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.live.station import Station


@pytest.fixture(scope="module")
def station(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Station]:
    made = Station(tmp_path_factory.mktemp("station"))
    try:
        yield made.open()
    finally:
        made.close()


@pytest.fixture
def own_station(tmp_path: Path) -> Iterator[Station]:
    """One that a test opens and breaks by itself."""
    made = Station(tmp_path)
    try:
        yield made
    finally:
        made.close()
