"""F1: the process that saves is killed in the middle of it. Nothing acknowledged is lost or doubled, and every screen
shows every confirmation that was committed.
"""

import asyncio
import random

import pytest

from tests.reliability.conftest import rounds
from tests.reliability.follower import differences, open_screens
from tests.reliability.house import House
from tests.reliability.writers import Ledger, Writers

pytestmark = [pytest.mark.reliability, pytest.mark.xdist_group("reliability")]
BACK_WITHIN_SECONDS = 10


async def killed_while_confirming(house: House, times: int) -> list[str]:
    """Kill the pages, start them again, look at everything: until something is found, or as often as said."""
    before = Ledger.read(house)
    async with open_screens(house, house.ports, each=3) as screens:
        writers = Writers(house, house.pages)
        async with writers.at_work():
            for _ in range(times):
                await writers.written(random.randint(1, 20))
                await asyncio.to_thread(house.kill, house.pages)
                house.start(house.pages)
                await asyncio.to_thread(house.ready, house.pages)
                await writers.pause()
                if found := await differences(house, screens, within=BACK_WITHIN_SECONDS):
                    return found
                writers.resume()
    return Ledger.read(house).faults(before, writers)


async def test_confirmations_outlive_a_process_killed_while_it_saves(house: House):
    assert await killed_while_confirming(house, rounds(3)) == []


async def test_the_checker_catches_numbers_given_after_the_commit(careless):
    found = await killed_while_confirming(careless.at("numbers after commit"), 2)

    assert any("shows another day" in fault for fault in found)
