"""The house that is broken and put right, and its careless twin in which the checkers must find the fault."""

import os
import random
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.live.station import Station
from tests.reliability.careless import CarelessHouse
from tests.reliability.front import Front
from tests.reliability.house import House
from tests.reliability.servers import OwnPostgres, OwnRedis, missing


def rounds(few: int) -> int:
    """How often a fault is made: a few times in `make check`, as often as SPOT_FAULTS says in `make faults`."""
    return int(os.environ.get("SPOT_FAULTS") or few)


@pytest.fixture(scope="session")
def own_servers() -> Iterator[tuple[OwnPostgres, OwnRedis]]:
    if absent := missing():
        (pytest.fail if os.environ.get("CI") else pytest.skip)(f"without {' and '.join(absent)}")
    with ExitStack() as ends:
        postgres, redis = OwnPostgres(), OwnRedis()
        ends.callback(postgres.remove)
        ends.callback(redis.stop)
        yield postgres.make().start(), redis.start()


@pytest.fixture(scope="session")
def seeded(own_servers, tmp_path_factory: pytest.TempPathFactory) -> Station:
    """An evening of 120 airings in a database that the houses copy."""
    address = own_servers[0].copy("evening")
    return Station(tmp_path_factory.mktemp("evening"), {"DATABASE_URL": address, "DJANGO_USE_SQLITE": "0"}).seed()


@pytest.fixture(scope="session")
def _house(own_servers, seeded: Station, tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    made = House(tmp_path_factory.mktemp("house"), seeded=seeded.seeded, postgres=own_servers[0], redis=own_servers[1])
    yield from _lived_in(made, "house")


@pytest.fixture(scope="session")
def _careless(own_servers, seeded: Station, tmp_path_factory: pytest.TempPathFactory) -> Iterator[CarelessHouse]:
    folder = tmp_path_factory.mktemp("careless")
    made = CarelessHouse(folder, seeded=seeded.seeded, postgres=own_servers[0], redis=own_servers[1])
    yield from _lived_in(made, "careless")


@pytest.fixture(scope="session")
def front(own_servers, seeded: Station, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Front]:
    """nginx, gunicorn, uvicorn and worker, as `make stack` has them, in a folder with a space and an accent."""
    folder = tmp_path_factory.mktemp("façade du site")
    postgres, redis = own_servers
    made = Front(folder, seeded=seeded.seeded, postgres=postgres, redis=redis)
    with made.opened(postgres.copy("front", of="evening")):
        yield made


@pytest.fixture
def careless_front(request: pytest.FixtureRequest, own_servers, seeded: Station, tmp_path: Path) -> Iterator[Front]:
    """The same with one promise broken, that the test names."""
    postgres, redis = own_servers
    made = Front(tmp_path, seeded=seeded.seeded, postgres=postgres, redis=redis, careless=request.param)
    name = f"front-{tmp_path.name}"
    with made.opened(postgres.copy(name, of="evening")):
        yield made


def _lived_in(made: House, database: str) -> Iterator[House]:
    try:
        yield made.build(made.postgres.copy(database, of="evening")).open()
    finally:
        made.mend_servers()
        made.close()


@pytest.fixture
def house(_house: House) -> House:
    """Two processes over PostgreSQL and Redis, all of them well."""
    return _house.mend()


@pytest.fixture
def careless(_careless: CarelessHouse) -> Iterator[CarelessHouse]:
    """The same product; `careless.at(fault)` breaks one promise until the test ends."""
    yield _careless.mend()
    _careless.at("nothing")


@pytest.fixture(autouse=True)
def _dice(record_property) -> None:
    """What was thrown stands in the report, so that a round can be thrown again: SPOT_DICE."""
    seed = int(os.environ.get("SPOT_DICE") or random.SystemRandom().randrange(10_000))
    record_property("dice", seed)
    random.seed(seed)
