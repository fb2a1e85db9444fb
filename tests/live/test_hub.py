"""The hub reads once and encodes once: what follows close is joined, and a day is made once for all who open it."""

import asyncio
import json

import pytest

from spot.accounts.models import User
from spot.airings import services
from spot.airings.models import Airing
from spot.breaks.queries import stream
from spot.journal.services import last_seq
from spot.live import days
from tests.live.screens import Screen, frame
from tests.live.station import Station

TWENTY_AT_ONCE = """
from spot.accounts.models import User
from spot.airings import services
from spot.airings.models import Airing
salif = User.objects.get(username="salif")
for pk in {airings}:
    services.miss(Airing.objects.get(pk=pk), by=salif, version=1, reason="technical")
"""


async def test_changes_that_follow_close_are_joined_and_none_is_lost(own_station: Station):
    """Twenty transactions one behind the other: fewer frames than changes, every number once."""
    station = own_station.open()
    code = TWENTY_AT_ONCE.format(airings=station.seeded["airings"][:20])
    async with station.screen() as ws:
        screen = await Screen(ws).start()
        start = screen.seq
        changing = asyncio.create_task(asyncio.to_thread(station.shell, code))
        frames = await frames_up_to(screen, start + 20)
        await changing

    assert screen.numbers == list(range(start + 1, start + 21))
    assert frames < 20


async def frames_up_to(screen: Screen, seq: int) -> int:
    """How many frames brought a screen there."""
    count = 0
    async with asyncio.timeout(30):
        while screen.seq < seq:
            told = json.loads(await screen.ws.recv())
            count += told["type"] in {"update", "updates"}
            if told["type"] != "heartbeat":
                screen.apply(told)
    return count


@pytest.mark.usefixtures("live_threads")
@pytest.mark.django_db(transaction=True)
async def test_a_day_is_made_once_for_all_the_screens_that_open_it(planned_airing: Airing):
    day = days.Day(planned_airing.day)
    seq, _ = await day._snapshot(0)
    made = day.kept
    await asyncio.gather(*(day._snapshot(seq) for _ in range(5)))

    assert day.kept is made


async def test_a_day_kept_says_the_hour_at_which_it_is_sent(own_station: Station):
    """Screens set their clock by it: what was made a while ago must not set them back."""
    station = own_station.open()
    async with station.screen() as stays_open:
        made = await frame(stays_open, "snapshot")
        await asyncio.sleep(1.1)
        async with station.screen() as comes_later:
            opened = await frame(comes_later, "snapshot")

    assert opened["at"] > made["at"]
    assert opened == {**made, "at": opened["at"]}


def test_a_hub_far_behind_lets_its_screens_start_afresh(
    monkeypatch: pytest.MonkeyPatch, salif: User, planned_airing: Airing
):
    """After three changes where two can be told: the last number, and no events."""
    monkeypatch.setattr(days, "REACH", 2)
    day = planned_airing.day
    before = last_seq(stream(day))
    services.miss(planned_airing, by=salif, version=1, reason="technical")
    services.undo(planned_airing, by=salif, version=2)
    services.miss(planned_airing, by=salif, version=3, reason="technical")

    assert days.changed({day: before}) == {day: days.News(before + 3, None)}
    told = days.changed({day: before + 1})[day]
    assert told.events is not None
    assert [seq for seq, _ in told.events] == [before + 2, before + 3]
    assert days.changed({day: before + 3}) == {}
