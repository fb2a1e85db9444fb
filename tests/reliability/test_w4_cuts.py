"""W4: lines are cut at random while people write: reset, silent, half open. After each cut every screen has had every
number once, and shows the day as a fresh snapshot does.
"""

import random

import pytest

from tests.reliability.conftest import rounds
from tests.reliability.follower import differences, open_screens
from tests.reliability.house import House
from tests.reliability.patience import PATIENCE_SECONDS
from tests.reliability.proxy import KINDS, Line
from tests.reliability.writers import Writers

pytestmark = [pytest.mark.reliability, pytest.mark.xdist_group("reliability")]
TAKEN_FOR_DEAD_SECONDS = 0.6  # a real screen waits for a missing heartbeat; here somebody writes all the time


async def cut_while_people_write(house: House, times: int, *, within: float = PATIENCE_SECONDS) -> list[str]:
    """Until something is found, or as often as said."""
    async with (
        Line(house.sockets) as line,
        open_screens(house, [line.port], each=4, silence=TAKEN_FOR_DEAD_SECONDS) as far,
        open_screens(house, [house.sockets], each=2) as near,
    ):
        writers = Writers(house, house.pages)
        async with writers.at_work():
            for number in range(times):
                await writers.written(random.randint(1, 10))
                line.is_down = bool(number // len(KINDS) % 2)  # now and then it stays cut for a while
                line.cut(KINDS[number % len(KINDS)])
                await writers.written(random.randint(1, 10))
                line.is_down = False
                await writers.pause()
                if found := await differences(house, [*far, *near], within=within):
                    return found
                writers.resume()
    assert all(screen.codes for screen in far)
    assert not any(screen.codes for screen in near)
    return []


async def test_after_every_cut_a_screen_is_the_day_again(house: House):
    assert await cut_while_people_write(house, rounds(8)) == []


@pytest.mark.parametrize("fault", ["skips numbers", "forgets what was missed"])
async def test_the_checker_catches_a_hub_that(fault: str, careless):
    assert await cut_while_people_write(careless.at(fault), 8, within=3) != []
