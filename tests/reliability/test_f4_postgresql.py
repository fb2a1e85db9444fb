"""F4: PostgreSQL is restarted under the product. Meanwhile pages and programs hear 503 and when to try again; afterwards
everything goes on, and nothing of the product was restarted.
"""

import asyncio
import json
import signal

import pytest

from tests.live.screens import close_code
from tests.live.station import DAY
from tests.reliability.conftest import rounds
from tests.reliability.follower import differences, open_screens
from tests.reliability.house import House
from tests.reliability.writers import Answer, Ledger, Writers, ask

pytestmark = [pytest.mark.reliability, pytest.mark.xdist_group("reliability")]
PAGES = ("/diffusion/planning/", "/diffusion/late/", "/login/")
CALLS = (f"/api/v1/breaks?day={DAY}", f"/api/v1/planning/snapshot?day={DAY}", "/api/v1/notifications")


def unclean(path: str, answer: Answer) -> list[str]:
    """What is wrong with an answer given while the database is away."""
    said = [] if answer.status == 503 else [f"{path} answered {answer.status}"]
    said += [] if "retry-after" in answer.headers else [f"{path} does not say when to try again"]
    if path.startswith("/api/") and json.loads(answer.content).get("error") != "unavailable":
        said.append(f"{path} says {answer.content[:60]!r}")
    return said


async def asked_meanwhile(house: House) -> list[str]:
    """Every page and call, once, while the database is away; and a new screen."""
    asked = [(path, house.cookie("salif")) for path in PAGES] + [(path, house.key("salif")) for path in CALLS]
    answers = await asyncio.gather(*(ask(house.pages, path, headers) for path, headers in asked))
    found = [fault for (path, _), answer in zip(asked, answers, strict=True) for fault in unclean(path, answer)]
    async with house.screen(port=house.sockets) as ws:
        code = await close_code(ws, within=15)
    return [*found, *([] if code == 1013 else [f"a new socket was closed with {code}"])]


async def restarted_while_confirming(house: House, times: int) -> list[str]:
    before = Ledger.read(house)
    async with open_screens(house, house.ports, each=2) as screens:
        writers = Writers(house, house.pages)
        async with writers.at_work():
            for number in range(times):
                await writers.written(5)
                await asyncio.to_thread(house.postgres.stop, (signal.SIGINT, signal.SIGQUIT)[number % 2])
                found = await asked_meanwhile(house)
                await asyncio.to_thread(house.postgres.start)
                await writers.written(5)
                await writers.pause()
                if found := [*found, *await differences(house, screens)]:
                    return found
                writers.resume()
    refused = [fault for answer in writers.refusals for fault in unclean("/api/v1/airings/", answer)]
    codes = [f"a screen was closed with {code}" for it in screens for code in it.codes if code != 1013]
    return [*refused, *codes, *Ledger.read(house).faults(before, writers)]


async def test_everybody_hears_when_to_come_back_and_can(house: House):
    assert await restarted_while_confirming(house, rounds(2)) == []


async def test_the_checker_catches_a_site_that_calls_it_its_own_fault(careless):
    assert "/api/v1/notifications answered 500" in await restarted_while_confirming(
        careless.at("calls it its own fault"), 1
    )
