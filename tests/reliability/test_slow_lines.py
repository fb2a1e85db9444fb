"""A poor line costs whoever has it their own time, and nobody else's: forms, pieces, headings, and slow readers."""

import asyncio
import base64
from contextlib import suppress

import pytest

from tests.reliability.front import Front

pytestmark = [pytest.mark.reliability, pytest.mark.xdist_group("reliability")]
MEGABYTE = 1024 * 1024
BYTES_A_SECOND = 4096
WATCHED_SECONDS = 6
LINES_EACH = 5
# The seconds of the contract, or as many times those of the quiet site where the machine is shared with others.
ALIVE_WITHIN, PAGE_WITHIN, TIMES = 1.0, 2.0, 4
PEOPLE = ("awa", "aminata")


class SlowLine:
    """A request whose body comes at 4 kB a second, and never to its end."""

    def __init__(self, front: Front, path: str, method: str, headers: dict[str, str], size: int) -> None:
        named = {"Host": "127.0.0.1", "Content-Length": str(size), **headers}
        lines = [f"{method} {path} HTTP/1.1", *(f"{name}: {value}" for name, value in named.items())]
        self.port, self.head, self.answered = front.port, "\r\n".join([*lines, "", ""]).encode(), b""

    async def send(self) -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
        listening = asyncio.create_task(self._listen(reader))
        try:
            writer.write(self.head)
            while not self.answered:
                writer.write(b"x" * (BYTES_A_SECOND // 4))
                await asyncio.sleep(0.25)
        finally:
            listening.cancel()
            writer.close()

    async def _listen(self, reader: asyncio.StreamReader) -> None:
        with suppress(ConnectionError):
            self.answered = await reader.readline()


def pieces(front: Front) -> list[SlowLine]:
    """Files announced by two people, and the first piece of each on its way."""
    return [piece(front, who) for who in PEOPLE for _ in range(LINES_EACH)]


def piece(front: Front, who: str) -> SlowLine:
    tus = {**front.browser(who), "Tus-Resumable": "1.0.0"}
    title = base64.b64encode("Le fil d’or".encode()).decode()
    started = front.ask(
        f"/campaigns/{campaign(front)}/upload/resumable/", "POST",
        **tus, Upload_Length=str(8 * MEGABYTE), Upload_Metadata=f"title {title}",
    )  # fmt: skip
    assert started.status == 201, started.body
    kind = {"Content-Type": "application/offset+octet-stream", "Upload-Offset": "0"}
    return SlowLine(front, started.headers["Location"], "PATCH", tus | kind, 8 * MEGABYTE)


def forms(front: Front) -> list[SlowLine]:
    """Whole films in a form, from the same two people."""
    path = f"/campaigns/{campaign(front)}/upload/"
    kind = {"Content-Type": "multipart/form-data; boundary=film"}
    people = PEOPLE * LINES_EACH
    return [SlowLine(front, path, "POST", front.browser(who) | kind, 20 * MEGABYTE) for who in people]


def sign_ins(front: Front) -> list[SlowLine]:
    kind = {"Content-Type": "application/x-www-form-urlencoded"}
    return [SlowLine(front, "/login/", "POST", kind, MEGABYTE // 2) for _ in range(16)]


def campaign(front: Front) -> str:
    return str(front.rows("SELECT id FROM spot_campaign LIMIT 1")[0][0])


async def worst_while(front: Front, lines: list[SlowLine]) -> tuple[float, float]:
    """The longest that `/healthz` and a page took while the lines were sending."""
    sending = [asyncio.create_task(line.send()) for line in lines]
    alive, pages = [], []
    try:
        await asyncio.sleep(1)
        async with asyncio.timeout(WATCHED_SECONDS + 60):
            ends = asyncio.get_running_loop().time() + WATCHED_SECONDS
            while asyncio.get_running_loop().time() < ends:
                alive.append((await asyncio.to_thread(front.ask, "/healthz")).seconds)
                page = await asyncio.to_thread(front.ask, "/home/", **front.browser("awa"))
                assert page.status == 200
                pages.append(page.seconds)
    finally:
        for task in sending:
            task.cancel()
        await asyncio.gather(*sending, return_exceptions=True)
    return max(alive), max(pages)


@pytest.mark.parametrize("sent", [pieces, forms, sign_ins])
async def test_slow_lines_hold_no_page(sent, front: Front, record_property):
    quiet = await worst_while(front, [])
    lines = await asyncio.to_thread(sent, front)
    alive, pages = await worst_while(front, lines)

    record_property("seconds", f"healthz {alive:.2f}, page {pages:.2f}; quiet {quiet[0]:.2f}, {quiet[1]:.2f}")
    assert {line.answered for line in lines} == {b""}  # all of them were still sending
    assert alive <= max(ALIVE_WITHIN, TIMES * quiet[0])
    assert pages <= max(PAGE_WITHIN, TIMES * quiet[1])


@pytest.mark.parametrize("careless_front", ["hands bodies on as they come"], indirect=True)
async def test_the_checker_catches_a_door_that_hands_bodies_on_as_they_come(careless_front: Front):
    quiet = await worst_while(careless_front, [])
    lines = await asyncio.to_thread(pieces, careless_front)
    try:
        alive, pages = await worst_while(careless_front, lines)
    except TimeoutError:
        return  # nothing answered for half a minute

    assert alive > max(ALIVE_WITHIN, TIMES * quiet[0])
    assert pages > max(PAGE_WITHIN, TIMES * quiet[1])


async def test_one_person_sends_six_things_at_a_time(front: Front):
    lines = [await asyncio.to_thread(piece, front, "awa") for _ in range(8)]
    sending = [asyncio.create_task(line.send()) for line in lines]
    await asyncio.sleep(2)
    answered = [line.answered for line in lines if line.answered]
    for task in sending:
        task.cancel()
    await asyncio.gather(*sending, return_exceptions=True)

    assert answered == [b"HTTP/1.1 429 Too Many Requests\r\n"] * 2


async def test_a_heading_that_does_not_come_is_not_waited_for(front: Front):
    reader, writer = await asyncio.open_connection("127.0.0.1", front.port)
    writer.write(b"GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\n")
    async with asyncio.timeout(25):
        with suppress(ConnectionResetError):
            assert await reader.read() == b""
    writer.close()
