"""W6: a page takes its snapshot and opens its socket with `since` while others write. Nothing falls between the two."""

import asyncio
import random
from contextlib import AsyncExitStack

import pytest

from tests.live.station import DAY
from tests.reliability.conftest import rounds
from tests.reliability.follower import Follower, differences
from tests.reliability.house import House
from tests.reliability.patience import PATIENCE_SECONDS
from tests.reliability.writers import Writers

pytestmark = [pytest.mark.reliability, pytest.mark.xdist_group("reliability")]
TOGETHER = 5
RACES_A_ROUND = 5


async def arrives(house: House) -> Follower:
    """As the page does: the snapshot over HTTP, some work, then the socket from its number."""
    port = random.choice(house.ports)
    screen = Follower(ws=None, station=house, port=random.choice(house.ports))
    screen.apply(await asyncio.to_thread(house.get, f"planning/snapshot?day={DAY}", port=port))
    await asyncio.sleep(random.uniform(0, 0.1))
    return screen


async def race_while_people_write(house: House, races: int, *, within: float = PATIENCE_SECONDS) -> list[str]:
    """Until something is found, or as often as said."""
    writers = Writers(house, house.pages)
    async with writers.at_work():
        for _ in range(races // TOGETHER):
            async with AsyncExitStack() as opened:
                screens = await asyncio.gather(*(arrives(house) for _ in range(TOGETHER)))
                await asyncio.gather(*(opened.enter_async_context(screen) for screen in screens))
                await writers.pause()
                if found := await differences(house, screens, within=within):
                    return found
            writers.resume()
    return []


async def test_nothing_falls_between_the_snapshot_and_the_socket(house: House):
    assert await race_while_people_write(house, RACES_A_ROUND * rounds(10)) == []


async def test_the_checker_catches_a_hub_that_starts_at_the_present(careless):
    assert await race_while_people_write(careless.at("forgets what was missed"), 40, within=3) != []
