"""F3: Redis is stopped, hung, emptied and restarted while people confirm. Nobody who saves notices, nothing is missed,
and hints are heard again when it is back.
"""

import asyncio
from collections.abc import Awaitable, Callable

import pytest

from tests.reliability.conftest import rounds
from tests.reliability.follower import differences, open_screens
from tests.reliability.house import House
from tests.reliability.patience import until
from tests.reliability.writers import Ledger, Writers

pytestmark = [pytest.mark.reliability, pytest.mark.xdist_group("reliability")]
DURING = 8  # acts that are saved while Redis is away
Trouble = Callable[[House, Writers], Awaitable[None]]


async def stopped(house: House, writers: Writers) -> None:
    await asyncio.to_thread(house.redis.stop)
    await writers.written(DURING)
    await asyncio.to_thread(house.redis.start)


async def hung(house: House, writers: Writers) -> None:
    house.redis.hang()
    await writers.written(DURING)
    house.redis.wake()


async def hung_then_killed(house: House, writers: Writers) -> None:
    house.redis.hang()
    await writers.written(DURING)
    await stopped(house, writers)


async def emptied(house: House, writers: Writers) -> None:
    with house.redis.client() as client:
        client.flushall()
    await writers.written(DURING)


async def hints_are_heard(house: House) -> None:
    """Until every process that has screens open listens again."""
    await until(lambda: house.redis.listeners() >= len(house.ports))


async def troubled_while_confirming(house: House, trouble: Trouble) -> tuple[list[str], Writers]:
    before = Ledger.read(house)
    async with open_screens(house, house.ports) as screens:
        writers = Writers(house, house.pages)
        async with writers.at_work():
            await writers.written(DURING)
            for _ in range(max(1, rounds(4) // 4)):
                await trouble(house, writers)
                await hints_are_heard(house)
            await writers.pause()
            found = await differences(house, screens)
            cut = [f"screen {place} was closed: {screen.codes}" for place, screen in enumerate(screens) if screen.codes]
            refused = [f"answered {answer.status}" for answer in writers.refusals]
    return [*found, *cut, *refused, *Ledger.read(house).faults(before, writers)], writers


@pytest.mark.parametrize("trouble", [stopped, hung, hung_then_killed, emptied], ids=lambda it: it.__name__)
async def test_nobody_notices_a_redis_that_is(trouble: Trouble, house: House, record_property):
    found, writers = await troubled_while_confirming(house, trouble)

    assert found == []
    record_property("slowest_answer_seconds", round(writers.slowest, 2))
    print(f"slowest answer: {writers.slowest:.2f} s")


async def test_the_checker_catches_a_page_that_tells_others_before_it_answers(careless):
    found, _ = await troubled_while_confirming(careless.at("tells others before it answers"), stopped)

    assert "answered 500" in found
