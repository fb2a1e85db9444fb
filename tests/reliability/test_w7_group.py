"""W7: a socket older than the channel layer's memory of its groups still hears, by hints alone."""

import asyncio
from collections.abc import Iterator

import pytest

from tests.reliability.careless import CarelessHouse
from tests.reliability.follower import Follower
from tests.reliability.patience import PATIENCE_SECONDS, until
from tests.reliability.writers import Writers

pytestmark = [pytest.mark.reliability, pytest.mark.xdist_group("reliability")]
LONGER_THAN_THE_LAYER_REMEMBERS = 3.5


@pytest.fixture(scope="module")
def by_hints_alone(own_servers, seeded, tmp_path_factory) -> Iterator[CarelessHouse]:
    postgres, redis = own_servers
    made = CarelessHouse(
        tmp_path_factory.mktemp("hints"), {"DJANGO_SETTINGS_MODULE": "tests.reliability.forgetful_settings"},
        seeded.seeded, postgres=postgres, redis=redis, site="tests.reliability.hints_only_site",
    )  # fmt: skip
    try:
        yield made.build(postgres.copy("hints", of="evening")).open(servers=1)
    finally:
        made.close()


def joined(house: CarelessHouse) -> bool:
    with house.redis.client() as client:
        return bool(client.zcard("asgi:group:live"))


async def heard(house: CarelessHouse, *, within: float) -> bool:
    """Whether a screen that has been open for long hears of a confirmation."""
    async with Follower(ws=None, station=house, port=house.sockets) as screen:
        await until(lambda: joined(house))
        await asyncio.sleep(LONGER_THAN_THE_LAYER_REMEMBERS)
        before = screen.seq
        async with Writers(house, house.pages, together=1).at_work() as writers:
            await writers.written(1)
        try:
            await screen.reaches(before + 1, within=within)
        except TimeoutError:
            return False
    return True


async def test_a_socket_older_than_the_layers_memory_still_hears(by_hints_alone):
    assert await heard(by_hints_alone.at("nothing"), within=PATIENCE_SECONDS)


async def test_the_checker_catches_a_hub_that_joins_once(by_hints_alone):
    house = by_hints_alone.at("joins once")
    house.kill(house.sockets)  # the hub of the test before still stays in the group
    house.mend()

    assert not await heard(house, within=2)
