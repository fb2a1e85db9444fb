"""A backup restored while screens are open or away: each ends at the day as it is, never in a past that was undone."""

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.live.station import Station
from tests.reliability.follower import Follower, differences, open_screens
from tests.reliability.house import House

pytestmark = [pytest.mark.reliability, pytest.mark.xdist_group("reliability")]
BEFORE, UNDONE, SINCE = 3, 6, 9  # acts before the backup, between it and the restore, and after
NOTICED_WITHIN_SECONDS = 40.0  # a heartbeat, on a busy machine


@pytest.fixture(params=["sqlite", "postgresql"])
def running(request, tmp_path: Path) -> Iterator[Station]:
    """A station of two servers on each database."""
    if request.param == "postgresql":
        yield request.getfixturevalue("house")
        return
    made = Station(tmp_path / "station")
    made.data_dir.mkdir()
    made.seed()
    try:
        yield made.open(2)
    finally:
        made.close()


def act(station: Station, count: int, *, latest: bool = False) -> None:
    """So many acts on airings that wait, each a number of the day: the first ones, or the last ones of the evening."""
    told = station.get("planning/snapshot?day=2026-11-21")
    waiting = [item for item in told["items"] if item["status"] == "planned"]
    for item in waiting[-count:] if latest else waiting[:count]:
        body = {"version": item["version"], "reason": "technical"}
        station.post(f"airings/{item['id']}/miss", body)


async def restored(station: Station, folder: Path, *, begins_anew: bool = True) -> list[str]:
    """What is wrong with screens that stayed open, and with those that were away meanwhile."""
    await asyncio.to_thread(act, station, BEFORE)
    await asyncio.to_thread(station.manage, "backup", str(folder))
    async with open_screens(station, station.ports, each=2) as screens:
        await asyncio.to_thread(act, station, UNDONE)
        assert await differences(station, screens) == []
        for away in screens[::2]:
            await leave(away)
        await asyncio.to_thread(station.manage, "restore", str(folder), "--force")
        if not begins_anew:
            await asyncio.to_thread(station.shell, AS_BEFORE)
        # Other airings than those that were undone: a screen that missed the undoing still shows it.
        await asyncio.to_thread(act, station, SINCE, latest=True)
        for away in screens[::2]:
            away.task = asyncio.create_task(away._follow())
        return await differences(station, screens, within=NOTICED_WITHIN_SECONDS)


async def leave(screen: Follower) -> None:
    """Its line is cut; what it knows stays, as on a computer that sleeps."""
    screen.task.cancel()
    await asyncio.gather(screen.task, return_exceptions=True)
    screen.is_open = False


async def test_every_screen_ends_at_the_day_as_it_is(running, tmp_path):
    found = await restored(running, tmp_path / "kept")

    assert found == []


async def test_the_checker_catches_numbers_given_twice(house: House, tmp_path):
    found = await restored(house, tmp_path / "kept", begins_anew=False)

    assert [each for each in found if "another day than the snapshot" in each or "stays at" in each]


AS_BEFORE = """
from django.db.models import Max
from spot.journal.models import Entry, Stream
for stream in Stream.objects.exclude(name="restored"):
    greatest = Entry.objects.filter(stream=stream.name).aggregate(greatest=Max("seq"))["greatest"]
    Stream.objects.filter(pk=stream.pk).update(last_seq=greatest or 0)
Stream.objects.filter(name="restored").delete()
"""
