"""What the sockets say, to the letter of the contract, by a real server to a real client."""

import asyncio
import json
import time

import pytest

from tests.live.screens import Screen, frame
from tests.live.station import DAY, Station

PLANNING = f"planning/snapshot?day={DAY}"


async def test_the_first_frame_is_the_snapshot_of_the_http_twin(station: Station):
    async with station.screen() as ws:
        first = await frame(ws)

    twin = await asyncio.to_thread(station.get, PLANNING)
    assert set(first) == {"type", "day", "seq", "at", "breaks", "items"}
    assert {**first, "at": ""} == {**twin, "at": ""}


async def test_without_a_day_it_is_todays(station: Station):
    async with station.screen("diffusion/planning/") as ws:
        assert (await frame(ws))["day"] == DAY


async def test_a_missed_airing_reaches_an_open_screen_at_once(station: Station):
    async with station.screen(who="hamidou") as ws:
        start = (await frame(ws))["seq"]
        item = await asyncio.to_thread(station.miss, 0)
        told = time.monotonic()
        update = await frame(ws, "update")

    assert time.monotonic() - told < 1
    assert update == {"type": "update", "seq": start + 1, "action": "upsert", "item": item}


async def test_a_cancelled_airing_leaves_the_screen(station: Station):
    airing = station.seeded["airings"][1]
    async with station.screen() as ws:
        screen = await Screen(ws).start()
        before = len(screen.items)
        await asyncio.to_thread(station.post, f"airings/{airing}/cancel", {"version": 1, "reason": "did_not_air"})
        snapshot = await asyncio.to_thread(station.get, PLANNING)
        await screen.up_to(snapshot["seq"])

    assert airing not in screen.items
    assert len(screen.items) == before - 1
    assert screen.is_like(snapshot)


async def test_a_booking_and_a_move_end_as_a_fresh_snapshot(station: Station):
    async with station.screen() as ws:
        screen = await Screen(ws).start()
        breaks = (await asyncio.to_thread(station.get, f"breaks?day={DAY}"))["items"]
        airing = station.seeded["airings"][2]
        other = next(place["id"] for place in breaks if place["id"] != station.seeded["break"])
        await asyncio.to_thread(station.post, f"airings/{airing}/move", {"version": 1, "break": other})
        await asyncio.to_thread(station.post, f"breaks/{other}/retime", {"starts_at": f"{DAY}T20:50:00Z"})
        snapshot = await asyncio.to_thread(station.get, PLANNING)
        await screen.up_to(snapshot["seq"])

    assert screen.numbers == list(range(screen.numbers[0], snapshot["seq"] + 1))
    assert screen.is_like(snapshot)


async def test_a_screen_that_was_cut_resumes_where_it_was(station: Station):
    async with station.screen() as ws:
        since = (await frame(ws))["seq"]
    for number in (3, 4, 5):
        await asyncio.to_thread(station.miss, number)

    async with station.screen(f"diffusion/planning/?day={DAY}&since={since}") as ws:
        resumed = await frame(ws)

    assert set(resumed) == {"type", "day", "seq", "events"}
    assert (resumed["type"], resumed["day"], resumed["seq"]) == ("resume", DAY, since + 3)
    assert [event["seq"] for event in resumed["events"]] == [since + 1, since + 2, since + 3]
    assert all(set(event) == {"seq", "action", "item"} for event in resumed["events"])


async def test_nothing_missed_resumes_with_no_event(station: Station):
    seq = (await asyncio.to_thread(station.get, PLANNING))["seq"]

    async with station.screen(f"diffusion/planning/?day={DAY}&since={seq}") as ws:
        assert await frame(ws) == {"type": "resume", "day": DAY, "seq": seq, "events": []}


async def test_a_number_of_the_future_gets_a_snapshot(station: Station):
    async with station.screen(f"diffusion/planning/?day={DAY}&since=999999") as ws:
        assert (await frame(ws))["type"] == "snapshot"


async def test_an_open_screen_asks_again_from_a_number(station: Station):
    async with station.screen() as ws:
        seq = (await frame(ws))["seq"]
        await ws.send(json.dumps({"type": "resume", "since": seq - 1}))
        resumed = await frame(ws)
        await ws.send(json.dumps({"type": "resume", "since": seq + 1000}))
        restarted = await frame(ws)

    assert [event["seq"] for event in resumed["events"]] == [seq]
    assert restarted["type"] == "snapshot"


@pytest.mark.parametrize("nonsense", ["", "{", "[]", '{"type":"resume"}', '{"type":"resume","since":-1}', "[" * 9000])
async def test_nonsense_is_left_unanswered(station: Station, nonsense: str):
    async with station.screen() as ws:
        await frame(ws)
        await ws.send(nonsense)
        await ws.send(json.dumps({"type": "resume", "since": 0}))

        assert (await frame(ws))["type"] == "resume"


async def test_a_burst_is_joined_and_each_number_comes_once(station: Station):
    async with station.screen() as ws:
        screen = await Screen(ws).start()
        start = screen.seq
        await asyncio.gather(*(asyncio.to_thread(station.miss, number) for number in range(10, 30)))
        await screen.up_to(start + 20)

    assert screen.numbers == list(range(start + 1, start + 21))
    assert screen.is_like(await asyncio.to_thread(station.get, PLANNING))


async def test_a_heartbeat_says_the_number_the_database_has(station: Station):
    async with station.screen() as ws:
        await frame(ws)
        beat = await frame(ws, "heartbeat", within=17)

    assert set(beat) == {"type", "seq", "at"}
    assert beat["seq"] == (await asyncio.to_thread(station.get, PLANNING))["seq"]
    assert beat["at"].startswith(DAY)


async def test_a_change_by_another_process_shows_within_a_second(station: Station):
    """No hint comes from there: the hub looks by itself."""
    code = """
import time
from spot.accounts.models import User
from spot.airings import services
from spot.airings.models import Airing
airing = Airing.objects.get(pk="{airing}")
services.miss(airing, by=User.objects.get(username="salif"), version=1, reason="technical")
print(time.monotonic())
""".format(airing=station.seeded["airings"][40])
    async with station.screen() as ws:
        await frame(ws)
        done = asyncio.create_task(asyncio.to_thread(station.run, "-c", f"import django; django.setup()\n{code}"))
        await frame(ws, "update", within=30)
        seen = time.monotonic()
        committed = float(await done)

    assert seen - committed < 1


async def test_pending_counts_come_on_connection_and_when_they_change(station: Station):
    async with station.screen("admin/pending-counts/", who="aminata") as ws:
        first = await frame(ws)
        code = (
            'from spot.campaigns.models import Campaign; c = Campaign.objects.get(); c.pk = None; c.reference = "C-2";'
        )
        await asyncio.to_thread(station.shell, code + 'c.status = "pending"; c.id = None; c.save()')
        second = await frame(ws)

    assert first == {f"count_{name}_pending": 0 for name in ("campaigns", "spots", "messages", "coverages")}
    assert second == {**first, "count_campaigns_pending": 1}


async def test_a_notification_rings_on_every_page_of_its_person(station: Station):
    async with station.screen("notifications/", who="awa") as one, station.screen("notifications/", who="awa") as two:
        first = await frame(one)
        await frame(two)
        await asyncio.to_thread(station.miss, 41)
        rung = [await frame(ws, "notification") for ws in (one, two)]

    assert set(first) == {"type", "unread", "latest"}
    assert rung[0] == rung[1]
    assert rung[0]["unread"] == first["unread"] + 1
    assert set(rung[0]["item"]) == {"id", "kind", "title", "text", "url", "at"}
    assert "Le fil d’or du Faso" in rung[0]["item"]["text"]


async def test_somebody_elses_notification_does_not_ring(station: Station):
    async with station.screen("notifications/", who="clarisse") as ws:
        assert await frame(ws) == {"type": "notifications", "unread": 0, "latest": []}
        await asyncio.to_thread(station.miss, 42)
        with pytest.raises(TimeoutError):
            await frame(ws, within=2)
