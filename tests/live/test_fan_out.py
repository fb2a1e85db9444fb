"""Many screens over several processes: each gets every number once. Screens that never read: tests/reliability (W5)."""

import asyncio
import time
import uuid
from collections.abc import Iterator
from contextlib import AsyncExitStack
from pathlib import Path

import psycopg
import pytest

from tests.live.screens import Screen, frame
from tests.live.station import DAY, Station, answers

SCREENS, CHANGES = 40, 30
SERVER = "postgresql://root@127.0.0.1"
REDIS = "redis://127.0.0.1:6379"


@pytest.fixture
def on_postgres(tmp_path: Path) -> Iterator[Station]:
    """Two server processes over PostgreSQL, with Redis between them."""
    if not (answers(5432) and answers(6379)):
        pytest.skip("PostgreSQL and Redis are not both here")
    name = f"spot_live_{uuid.uuid4().hex[:8]}"
    with psycopg.connect(f"{SERVER}/postgres", autocommit=True) as server:
        server.execute(f'CREATE DATABASE "{name}"')
    made = Station(tmp_path, {"DATABASE_URL": f"{SERVER}/{name}", "REDIS_URL": REDIS, "DJANGO_USE_SQLITE": "0"})
    try:
        yield made.seed()
    finally:
        made.close()
        with psycopg.connect(f"{SERVER}/postgres", autocommit=True) as server:
            server.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


async def fan_out(station: Station) -> list[Screen]:
    """Forty screens on two servers, thirty changes through both; every screen as it is when the last number came."""
    async with AsyncExitStack() as open_ones:
        screens = []
        for number in range(SCREENS):
            ws = await open_ones.enter_async_context(station.screen(port=station.ports[number % 2]))
            screens.append(await Screen(ws).start())
        start = screens[0].seq
        await asyncio.gather(
            *(asyncio.to_thread(station.miss, number, port=station.ports[number % 2]) for number in range(CHANGES))
        )
        await asyncio.gather(*(screen.up_to(start + CHANGES, within=30) for screen in screens))
        assert all(screen.numbers == list(range(start + 1, start + CHANGES + 1)) for screen in screens)
        return screens


async def test_forty_screens_of_two_processes_hear_everything_once(own_station: Station):
    screens = await fan_out(own_station.open(servers=2))

    snapshot = await asyncio.to_thread(own_station.get, f"planning/snapshot?day={DAY}")
    assert all(screen.is_like(snapshot) for screen in screens)


@pytest.mark.reliability
async def test_the_same_on_postgresql_and_redis(on_postgres: Station):
    screens = await fan_out(on_postgres.open(servers=2))

    snapshot = await asyncio.to_thread(on_postgres.get, f"planning/snapshot?day={DAY}")
    assert all(screen.is_like(snapshot) for screen in screens)


@pytest.mark.reliability
async def test_without_a_redis_that_answers_nothing_is_missed(on_postgres: Station):
    """Saving is not held up by it either."""
    on_postgres.variables["REDIS_URL"] = "redis://127.0.0.1:1"
    station = on_postgres.open(servers=2)
    async with station.screen(port=station.ports[1]) as ws:
        await frame(ws)
        await asyncio.to_thread(station.get, "breaks", port=station.ports[0])  # loads the pages' code
        began = time.monotonic()
        await asyncio.to_thread(station.miss, 0, port=station.ports[0])
        saved = time.monotonic()
        await frame(ws, "update")

    assert saved - began < 2
    assert time.monotonic() - saved < 1


async def test_a_slow_screen_catches_up_when_it_reads_again(own_station: Station):
    """Stalled for a few seconds, then told what it lacks: every number once, or a snapshot."""
    station = own_station.open()
    async with station.screen(max_queue=1) as ws:
        screen = await Screen(ws).start()
        for _ in range(15):
            await ws.send('{"type":"resume","since":9999}')
        for number in range(20):
            await asyncio.to_thread(station.miss, number)
        last = (await asyncio.to_thread(station.get, f"planning/snapshot?day={DAY}"))["seq"]
        await screen.up_to(last, within=20)

        assert screen.is_like(await asyncio.to_thread(station.get, f"planning/snapshot?day={DAY}"))
