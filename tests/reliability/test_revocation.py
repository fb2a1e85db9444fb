"""Somebody who may no longer stay leaves within five seconds, Redis stopped or hung: only the database is asked."""

import asyncio
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.live.screens import close_code, frame
from tests.live.station import DAY, Station
from tests.reliability.servers import OwnRedis, missing

pytestmark = [
    pytest.mark.reliability,
    pytest.mark.xdist_group("reliability"),
    pytest.mark.skipif("redis-server" in missing(), reason="no redis-server"),
]
PLANNING = f"diffusion/planning/?day={DAY}"
REVOCATIONS = {
    "salif": ("UPDATE spot_user SET is_active = 0 WHERE username = 'salif'", 4401),
    "hamidou": ("UPDATE spot_user SET role = 'accountant' WHERE username = 'hamidou'", 4403),
    "aminata": ("DELETE FROM django_session WHERE session_key = '{session}'", 4401),
}


@pytest.fixture
def redis() -> Iterator[OwnRedis]:
    own = OwnRedis()
    try:
        yield own.start()
    finally:
        own.stop()


@pytest.fixture
def station(tmp_path: Path, redis: OwnRedis) -> Iterator[Station]:
    made = Station(tmp_path, variables={"REDIS_URL": redis.url}).seed()
    try:
        yield made.open()
    finally:
        made.close()


@pytest.mark.parametrize("trouble", ["stop", "hang"])
async def test_who_may_no_longer_stay_leaves_while_redis_is_away(station: Station, redis: OwnRedis, trouble: str):
    origin = f"http://127.0.0.1:{station.ports[0]}"
    screens = {who: await station.screen(PLANNING, headers=station.cookie(who), origin=origin) for who in REVOCATIONS}
    for ws in screens.values():
        await frame(ws, "snapshot")
    await asyncio.to_thread(getattr(redis, trouble))

    for who, (change, code) in REVOCATIONS.items():
        with sqlite3.connect(station.data_dir / "spot.sqlite3") as database:
            database.execute(change.format(session=station.seeded["sessions"][who]))
        assert await close_code(screens[who], within=5) == code
