"""F6: a server told to stop finishes what it has begun, and its screens hear that it restarts."""

import asyncio
import json
import signal
from contextlib import AsyncExitStack

import pytest

from tests.live.screens import close_code, frame
from tests.live.station import free_port
from tests.reliability.house import GUNICORN, House
from tests.reliability.patience import PATIENCE_SECONDS

pytestmark = [pytest.mark.reliability, pytest.mark.xdist_group("reliability")]
BEGUN = b"HTTP/1.1 100"
AT_ONCE = 3


async def begun(house: House, port: int, airing: str) -> tuple[asyncio.StreamReader, asyncio.StreamWriter, bytes]:
    """A confirmation that the server has begun to read: it said 100, and waits for the rest."""
    version = (await asyncio.to_thread(house.rows, f"SELECT version FROM spot_airing WHERE id = '{airing}'"))[0][0]
    body = json.dumps({"version": version}).encode()
    head = {
        "Host": f"127.0.0.1:{port}", "Content-Type": "application/json", "Content-Length": len(body),
        "Expect": "100-continue", **house.key("salif"),
    }  # fmt: skip
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    lines = [f"POST /api/v1/airings/{airing}/confirm HTTP/1.1", *(f"{name}: {fact}" for name, fact in head.items())]
    writer.write("\r\n".join([*lines, "", ""]).encode())
    async with asyncio.timeout(PATIENCE_SECONDS):
        assert (await reader.readuntil(b"\r\n\r\n")).startswith(BEGUN)
    return reader, writer, body


async def finished(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, body: bytes) -> str:
    """The first line of the answer; nothing when it was dropped."""
    try:
        writer.write(body)
        async with asyncio.timeout(PATIENCE_SECONDS):
            return (await reader.readline()).decode().strip()
    except ConnectionError:
        return ""
    finally:
        writer.close()


async def stopped_while_it_works(house: House, command: tuple[str, ...], how: signal.Signals) -> list[str]:
    """What the requests that had begun were answered."""
    port = free_port()
    house.start(port, command, BIND=f"127.0.0.1:{port}", WEB_CONCURRENCY="1")
    await asyncio.to_thread(house.ready, port)
    await asyncio.to_thread(house.get, "breaks", port=port)  # a cold server may need more than its grace
    free = "SELECT id FROM spot_airing WHERE status = 'planned' ORDER BY rank DESC LIMIT 3"
    airings = [str(airing) for (airing,) in await asyncio.to_thread(house.rows, free)]
    requests = await asyncio.gather(*(begun(house, port, airing) for airing in airings))
    house.running[port].send_signal(how)
    await asyncio.sleep(0.3)  # it has heard
    answers = await asyncio.gather(*(finished(*request) for request in requests))
    await asyncio.to_thread(house.running.pop(port).wait, PATIENCE_SECONDS)
    return answers


@pytest.mark.parametrize("command", [(), GUNICORN], ids=["uvicorn", "gunicorn"])
async def test_what_has_begun_is_finished(command: tuple[str, ...], house: House):
    assert await stopped_while_it_works(house, command, signal.SIGTERM) == ["HTTP/1.1 200 OK"] * AT_ONCE


async def test_the_checker_catches_a_server_that_just_ends(house: House):
    assert await stopped_while_it_works(house, (), signal.SIGKILL) == [""] * AT_ONCE


async def test_screens_hear_that_it_restarts(house: House):
    async with AsyncExitStack() as opened:
        screens = [await opened.enter_async_context(house.screen(port=house.sockets)) for _ in range(5)]
        for screen in screens:
            await frame(screen)
        house.running[house.sockets].terminate()

        assert {await close_code(screen, within=PATIENCE_SECONDS) for screen in screens} <= {1001, 1012}
    await asyncio.to_thread(house.running[house.sockets].wait, PATIENCE_SECONDS)
