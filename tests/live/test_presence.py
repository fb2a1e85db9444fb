"""Who else is on the day: told to screens that say where they are, in every process, and to no other socket."""

import asyncio
import json
import sqlite3
from uuid import uuid4

import pytest
from django.db import OperationalError
from websockets.exceptions import ConnectionClosed

from spot.live.doors import Visitor
from spot.live.standing import Standing
from spot.operations.demonstration import uvicorn
from tests.live.hostile import TEXT, knock
from tests.live.hostile import frame as of_text
from tests.live.screens import frame
from tests.live.station import DAY, Station

PLANNING = f"diffusion/planning/?day={DAY}"


def here(place: str | None = None, airing: str | None = None) -> str:
    return json.dumps({"type": "here", "break": place, "airing": airing})


async def people(ws, wanted) -> dict[str, dict]:
    """The people this screen is told of, once they are as `wanted`."""
    async with asyncio.timeout(12):
        while True:
            told = (await frame(ws, "presence", within=12))["people"]
            found = {person["name"].split()[0].lower(): person for person in told}
            if wanted(found):
                return found


async def test_salif_and_rasmatas_manager_see_each_other_where_they_are(station: Station):
    async with station.screen(PLANNING) as salif, station.screen(PLANNING, who="hamidou") as hamidou:
        await salif.send(here(station.seeded["break"], station.seeded["airings"][3]))
        await hamidou.send(here())

        seen = await people(hamidou, lambda found: found.keys() >= {"salif", "hamidou"})
        assert (seen["salif"]["break"], seen["salif"]["airing"]) == (
            station.seeded["break"],
            station.seeded["airings"][3],
        )
        assert (seen["salif"]["reads"], seen["hamidou"]["reads"]) == (False, True)
        assert (await people(salif, lambda found: "hamidou" in found))["hamidou"]["break"] is None


async def test_a_socket_that_does_not_say_where_it_is_keeps_to_the_contract(station: Station):
    async with station.screen(PLANNING) as program, station.screen(PLANNING, who="aminata") as aminata:
        await aminata.send(here())
        await people(aminata, lambda found: "aminata" in found)
        await asyncio.to_thread(station.miss, 40)

        kinds = [(await frame(program))["type"], (await frame(program))["type"]]
        assert kinds == ["snapshot", "update"]


async def test_whoever_closes_their_screen_is_gone_a_moment_later(station: Station):
    async with station.screen(PLANNING, who="aminata") as aminata:
        async with station.screen(PLANNING, who="hamidou") as hamidou:
            await hamidou.send(here(None, station.seeded["airings"][5]))
            await aminata.send(here())
            await people(aminata, lambda found: "hamidou" in found and found["hamidou"]["airing"])

        assert "hamidou" not in await people(aminata, lambda found: "hamidou" not in found)


async def test_the_people_of_another_process_are_told_too(own_station: Station):
    station = own_station.open(servers=2)
    first, second = station.ports
    async with (
        station.screen(PLANNING, port=first) as salif,
        station.screen(PLANNING, port=second, who="aminata") as aminata,
    ):
        await aminata.send(here())
        await salif.send(here(station.seeded["break"]))

        assert (await people(aminata, lambda found: "salif" in found))["salif"]["break"] == station.seeded["break"]


async def test_salifs_second_screen_keeps_him_there_when_the_first_closes(own_station: Station):
    station = own_station.open(servers=2)
    first, second = station.ports
    async with (
        station.screen(PLANNING, port=second) as salif,
        station.screen(PLANNING, port=second, who="aminata") as aminata,
    ):
        await salif.send(here(station.seeded["break"]))
        await aminata.send(here())
        await people(aminata, lambda found: "salif" in found and found["salif"]["break"])
        async with station.screen(PLANNING, port=first) as other:
            await other.send(here())
            await people(aminata, lambda found: "salif" in found and found["salif"]["break"] is None)

        assert await people(aminata, lambda found: "salif" in found and found["salif"]["break"])


@pytest.mark.parametrize(
    "said",
    [
        '{"type":"here","break":5}',
        '{"type":"here","break":"x"}',
        '{"type":"here","airing":[]}',
        '{"type":"here","break":"\\ud800"}',
        '{"type":["here"]}',
    ],
)
async def test_a_place_that_is_none_is_not_heard(station: Station, said: str):
    async with station.screen(PLANNING, who="hamidou") as ws:
        await frame(ws, "snapshot")
        await ws.send(said)
        await ws.send('{"type":"resume","since":0}')

        assert (await frame(ws))["type"] in {"resume", "snapshot"}


async def test_somebody_put_out_is_not_heard_even_before_the_hub_has_looked(own_station: Station):
    station = own_station.open()
    async with station.screen(PLANNING) as salif:
        await frame(salif)
        with sqlite3.connect(station.data_dir / "spot.sqlite3") as database:
            database.execute("UPDATE spot_user SET is_active = 0 WHERE username = 'salif'")
        await salif.send(here(station.seeded["break"]))
        await salif.send('{"type":"resume","since":0}')

        with pytest.raises(ConnectionClosed):
            await frame(salif)
        assert salif.close_code == 4401
    with sqlite3.connect(station.data_dir / "spot.sqlite3") as database:
        assert database.execute("SELECT count(*) FROM spot_presence").fetchone() == (0,)


async def test_a_browser_that_vanished_is_gone_with_its_ping(own_station: Station):
    station = own_station
    station.serve(*uvicorn("{port}"), "--ws-ping-interval", "1", "--ws-ping-timeout", "1")
    async with station.screen(PLANNING, who="aminata") as aminata:
        await aminata.send(here())
        vanished = await knock(station, **station.key("salif"))  # it answers no ping, and never hangs up
        await vanished.send(of_text(TEXT, here(station.seeded["break"]).encode()))
        await people(aminata, lambda found: "salif" in found)

        assert "salif" not in await people(aminata, lambda found: "salif" not in found)


async def test_screens_that_speak_at_one_moment_are_read_together():
    visitors = [Visitor(uuid4(), "broadcaster", "", f"session {number}", None, ()) for number in range(100)]
    readings = []

    def gone(asked):
        readings.append(set(asked))
        return {visitor: 4401 for visitor in asked if visitor is visitors[7]}

    standing = Standing(gone)
    first = asyncio.create_task(standing.code(visitors[0]))
    await asyncio.sleep(0)
    codes = await asyncio.gather(*[standing.code(visitor) for visitor in visitors])

    assert [number for number, code in enumerate(codes) if code] == [7]
    assert await first is None
    assert len(readings) <= 2


async def test_a_message_waits_for_a_database_that_is_away():
    visitor = Visitor(uuid4(), "broadcaster", "", "session", None, ())
    answers = [OperationalError("the server closed the connection"), {visitor: 4401}]

    def gone(asked):
        answer = answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer

    assert await Standing(gone).code(visitor) == 4401
