"""F9: PostgreSQL is frozen, neither there nor away. Whoever watches the site hears so within two seconds."""

import asyncio
import time

import pytest

from tests.reliability.house import House
from tests.reliability.writers import Answer, ask

pytestmark = [pytest.mark.reliability, pytest.mark.xdist_group("reliability")]
WITHIN_SECONDS = 2
HANGING = 12  # more pages than a process works on at once


async def asked_while_frozen(house: House) -> list[tuple[Answer, float]]:
    """`/readyz` of both processes, three times, beside pages that hang; and how long each took."""
    signed_in = house.cookie("salif")
    await ask(house.pages, "/readyz", {})
    house.postgres.freeze()
    pages = [asyncio.create_task(ask(house.pages, "/diffusion/late/", signed_in)) for _ in range(HANGING)]
    try:
        await asyncio.sleep(0.5)
        return [await timed(port) for _ in range(3) for port in house.ports]
    finally:
        house.postgres.wake()
        await asyncio.gather(*pages, return_exceptions=True)


async def timed(port: int) -> tuple[Answer, float]:
    began = time.monotonic()
    answer = await ask(port, "/readyz", {})
    return answer, time.monotonic() - began


async def test_a_frozen_database_is_said_within_two_seconds_and_forgotten_when_it_wakes(house: House):
    answers = await asked_while_frozen(house)

    assert {answer.status for answer, _ in answers} == {503}
    assert max(seconds for _, seconds in answers) <= WITHIN_SECONDS
    assert all(b'"database": "failing"' in answer.content for answer, _ in answers)
    for port in house.ports:
        assert (await ask(port, "/readyz", {})).status == 200
