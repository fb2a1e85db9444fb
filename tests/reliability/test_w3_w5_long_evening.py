"""W3 and W5: many screens for a long while, one of which never reads. The others get every number once and every
heartbeat, the deaf one is put out, and the process grows no fatter.

A long evening is 500 screens for 10 minutes at SPOT_FAULTS=100, 60 screens for 20 seconds otherwise.
"""

import asyncio
from contextlib import AsyncExitStack
from dataclasses import dataclass

import pytest

from tests.reliability.conftest import rounds
from tests.reliability.deaf import deaf_screen, is_cut
from tests.reliability.follower import Follower, differences
from tests.reliability.house import House
from tests.reliability.writers import Writers

pytestmark = [pytest.mark.reliability, pytest.mark.xdist_group("reliability")]
SECONDS = 6 * rounds(2)
SCREENS = 5 * rounds(12)
HEARTBEAT_SECONDS = 15
PUT_OUT_SECONDS = 10  # after the evening: ten seconds of not reading and five of goodbye fit into both
FATTER_KB = 25_000


@dataclass
class Evening:
    """What was seen when it ended."""

    wrong: list[str]
    closed: int
    fewest_heartbeats: int
    deaf_was_cut: bool
    fatter_kb: int


async def long_evening(house: House, screens: int) -> Evening:
    async with AsyncExitStack() as opened:
        opened.enter_context(house.big_day())
        following = [Follower(ws=None, station=house, port=house.sockets, silence=60) for _ in range(screens)]
        for several in range(0, screens, 20):
            await asyncio.gather(*(opened.enter_async_context(it) for it in following[several : several + 20]))
        slim = house.memory_kb(house.sockets)
        deaf = opened.enter_context(await asyncio.to_thread(deaf_screen, house, house.sockets))
        writers = Writers(house, house.pages, together=1, rest=0.2)
        async with writers.at_work():
            deaf_was_cut, _ = await asyncio.gather(
                asyncio.to_thread(is_cut, deaf, within=SECONDS + PUT_OUT_SECONDS), asyncio.sleep(SECONDS)
            )
        return Evening(
            wrong=await differences(house, following),
            closed=sum(len(it.codes) for it in following),
            fewest_heartbeats=min(len(it.heartbeats) for it in following),
            deaf_was_cut=deaf_was_cut,
            fatter_kb=house.memory_kb(house.sockets) - slim,
        )


async def test_many_screens_and_a_deaf_one(house: House, careless, record_property):
    """The careless twin, where nobody who is deaf is put out, lives the same evening: it must be told apart."""
    evening, twin = await asyncio.gather(long_evening(house, SCREENS), long_evening(careless.at("waits for ever"), 2))
    record_property("evening", str(evening))

    print(evening)
    assert evening.wrong == []
    assert evening.closed == 0
    assert evening.fewest_heartbeats >= SECONDS // HEARTBEAT_SECONDS
    assert evening.deaf_was_cut
    assert evening.fatter_kb < FATTER_KB
    assert not twin.deaf_was_cut
