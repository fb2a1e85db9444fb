"""Hostile handshakes and frames: each refused or closed with its code; nobody else notices, and no error in the log."""

import asyncio
import itertools
import json
from collections.abc import AsyncIterator

import pytest
from websockets.asyncio.client import ClientConnection

from spot.operations.demonstration import uvicorn
from tests.live.hostile import BINARY, CONTINUED, PING, PLANNING, PONG, TEXT, Wire, frame, knock, say
from tests.live.screens import Screen
from tests.live.station import Station

HERE = json.dumps({"type": "here", "break": None, "airing": None}).encode()
numbers = itertools.count()


@pytest.fixture
async def aminata(station: Station) -> AsyncIterator[Screen]:
    """Aminata's open screen: whatever is done to the server, it still hears the next change."""
    log = station.data_dir / f"server-{station.ports[0]}.log"
    before = len(log.read_text())
    ws: ClientConnection
    async with station.screen(who="aminata") as ws:
        screen = await Screen(ws).start()
        yield screen
        told = await asyncio.to_thread(station.miss, next(numbers))
        seq = (await asyncio.to_thread(station.get, f"planning/snapshot?day={told['day']}"))["seq"]
        await screen.up_to(seq, within=20)
        assert screen.items[told["id"]] == told
    assert "Traceback" not in log.read_text()[before:]


async def salif(station: Station) -> Wire:
    """A wire that came in as Salif, its first frame read."""
    wire = await knock(station, **station.key("salif"))
    assert json.loads(await wire.text())["type"] == "snapshot"
    return wire


ORIGINS: dict[str, str] = {
    "another scheme": "https://127.0.0.1:{port}",
    "a scheme of nothing": "//127.0.0.1:{port}",
    "a file": "file://",
    "an extension": "chrome-extension://abcdefgh",
    "another port": "http://127.0.0.1:1",
    "no port": "http://127.0.0.1",
    "a prefix": "http://evil127.0.0.1:{port}",
    "a suffix": "http://127.0.0.1.evil.example:{port}",
    "a suffix of the port": "http://127.0.0.1:{port}.evil.example",
    "our name as a user": "http://127.0.0.1:{port}@evil.example",
    "a user of ours": "http://evil@127.0.0.1:{port}",
    "capitals": "HTTP://127.0.0.1:{port}",
    "a dot at the end": "http://127.0.0.1.:{port}",
    "a path": "http://127.0.0.1:{port}/",
    "two of them": "http://127.0.0.1:{port}, http://evil.example",
    "null": "null",
    "nothing": "",
    "half an address": "http://[",
    "another number for this machine": "http://2130706433:{port}",
}


@pytest.mark.parametrize("origin", ORIGINS)
async def test_another_origin_with_salifs_own_session(station: Station, origin: str):
    wire = await knock(station, Origin=ORIGINS[origin].format(port=station.ports[0]), **station.cookie("salif"))

    assert await wire.end() == 4403


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "[", "[::1", "a" * 300, "127.0.0.1:x", "é"])
async def test_another_host_that_agrees_with_its_origin(station: Station, host: str, aminata: Screen):
    wire = await knock(station, Host=host, Origin=f"http://{host}", **station.cookie("salif"))

    assert await wire.end() == 4403


@pytest.mark.parametrize(
    "cookie",
    [
        "sessionid=", "sessionid", "sessionid=../../etc/passwd", "sessionid=" + "a" * 5000, "=;=;;;", "sessionid=é" * 9,
        'sessionid="\\000\\001aaaaaaaa"', "sessionid=' OR 1=1 --",
    ],
)  # fmt: skip
async def test_a_forged_session(station: Station, cookie: str, aminata: Screen):
    wire = await knock(station, Origin=f"http://127.0.0.1:{station.ports[0]}", Cookie=cookie)

    assert await wire.end() == 4401


async def test_an_expired_session(station: Station):
    expired = (
        "from django.contrib.sessions.models import Session\n"
        f"Session.objects.filter(pk='{station.seeded['sessions']['hamidou']}').update(expire_date='2020-01-01T00:00Z')"
    )
    await asyncio.to_thread(station.shell, expired)
    wire = await knock(station, Origin=f"http://127.0.0.1:{station.ports[0]}", **station.cookie("hamidou"))

    assert await wire.end() == 4401


@pytest.mark.parametrize("key", ["Bearer", "Bearer ", "bearer é", "Bearer " + "a" * 5000, "Bearer a b"])
async def test_a_forged_key(station: Station, key: str, aminata: Screen):
    assert await (await knock(station, Authorization=key)).end() == 4401


@pytest.mark.parametrize("who", ["awa", "clarisse"])
async def test_a_session_of_a_wrong_role(station: Station, who: str):
    wire = await knock(station, Origin=f"http://127.0.0.1:{station.ports[0]}", **station.cookie(who))

    assert await wire.end() == 4403


@pytest.mark.parametrize(
    "day", ["0000-00-00", "0001-01-01", "9999-12-31", "-001-01-01", "2026-11-2１", "2026-11-21%00"]
)
async def test_a_day_that_is_none(station: Station, day: str, aminata: Screen):
    path = PLANNING.split("=")[0] + "=" + day
    wire = await say(_request(path, station), station.ports[0])

    assert (wire.status, await wire.end()) in {(101, 4400), (400, None)}


@pytest.mark.parametrize("path", ["/ws/../ws/", "/ws/%00", "/ws/%ff%fe", "/ws/é", "/ws//", "/ws/" + "a" * 8000])
async def test_an_unknown_path(station: Station, path: str, aminata: Screen):
    wire = await say(_request(path, station), station.ports[0])

    assert (wire.status, await wire.end()) in {(101, 4404), (400, None)}


def _request(path: str, station: Station) -> bytes:
    key = station.key("salif")["Authorization"]
    head = (
        f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: {key}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
        "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"
    )
    return head.encode()


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec_WebSocket_Version": "12"},
        {"Sec_WebSocket_Key": "short"},
        {"Sec_WebSocket_Key": ""},
        {"Connection": "keep-alive, Upgrade", "Upgrade": "websocket, h2c"},
    ],
)
async def test_half_a_handshake(station: Station, headers: dict[str, str], aminata: Screen):
    assert 400 <= (await knock(station, **headers)).status < 500


@pytest.mark.parametrize(
    "request_bytes",
    [b"\x16\x03\x01\x02\x00\x01\x00", b"GET /ws/ HTTP/9.9\r\n\r\n", b"\x00" * 100, b"GET " + b"a" * 200_000],
)
async def test_what_is_no_handshake(station: Station, request_bytes: bytes, aminata: Screen):
    wire = await say(request_bytes + b"\r\n\r\n", station.ports[0])

    assert wire.status in {0, 400, 404, 405, 505}


UNHEARD = {
    "not JSON": frame(TEXT, b"hello"),
    "nothing": frame(TEXT),
    "a list": frame(TEXT, b'[{"type":"resume","since":0}]'),
    "deep": frame(TEXT, b"[" * 60_000),
    "deep objects": frame(TEXT, b'{"a":' * 12_000),
    "a number without end": frame(TEXT, b'{"type":"resume","since":' + b"9" * 60_000 + b"}"),
    "a number that is none": frame(TEXT, b'{"type":"resume","since":NaN}'),
    "a number below zero": frame(TEXT, b'{"type":"resume","since":-1}'),
    "half a pair": frame(TEXT, b'{"type":"here","break":"\\ud800"}'),
    "a verb": frame(TEXT, b'{"type":"confirm","airing":"x"}'),
    "bytes": frame(BINARY, bytes(range(256))),
    "bytes that are no text": frame(BINARY, b'\xff\xfe{"type"'),
    "a pong nobody asked for": frame(PONG, b"x" * 125),
}


@pytest.mark.parametrize("said", UNHEARD)
async def test_what_means_nothing_is_not_heard(station: Station, said: str, aminata: Screen):
    wire = await salif(station)
    await wire.send(UNHEARD[said], frame(TEXT, b'{"type":"resume",', fin=False), frame(CONTINUED, b'"since":0}'))

    assert json.loads(await wire.text())["type"] in {"resume", "snapshot"}
    wire.hang_up()


BROKEN = {
    "an opcode of the future": ([frame(0x3, b"x")], 1002),
    "a control opcode of the future": ([frame(0xB)], 1002),
    "a reserved bit": ([frame(TEXT, b"{}", rsv=4)], 1002),
    "no mask": ([frame(TEXT, b"{}", masked=False)], 1002),
    "a long ping": ([frame(PING, b"x" * 126)], 1002),
    "a ping in pieces": ([frame(PING, b"x", fin=False)], 1002),
    "an end without a beginning": ([frame(CONTINUED, b"x")], 1002),
    "two beginnings": ([frame(TEXT, b"x", fin=False), frame(TEXT, b"x")], 1002),
    "no UTF-8": ([frame(TEXT, b'{"type":"\xff\xc0"}')], 1007),
    "no UTF-8, in pieces": ([frame(TEXT, b"\xe2\x82", fin=False), frame(CONTINUED, b"\xff")], 1007),
    "65 kB": ([frame(TEXT, b"x" * 65_537)], 1009),
    "65 kB of few signs": ([frame(TEXT, "é".encode() * 33_000)], 1009),
    "65 kB of bytes": ([frame(BINARY, b"\0" * 65_537)], 1009),
    "a length of 8 exabytes": ([bytes([0x81, 0xFF]) + b"\x7f" + b"\xff" * 7], 1009),
    "65 kB in pieces": ([frame(TEXT, b"x" * 65_536, fin=False), frame(CONTINUED, b"x")], 1009),
}


@pytest.mark.parametrize("said", BROKEN)
async def test_what_breaks_a_rule_ends_the_socket(station: Station, said: str, aminata: Screen):
    frames, code = BROKEN[said]
    wire = await (await salif(station)).send(*frames)

    assert await wire.end() == code


async def test_a_thousand_frames_a_second(station: Station, aminata: Screen):
    wire = await (await salif(station)).send(*[frame(TEXT, HERE)] * 1000)

    assert await wire.end() == 4429
    assert await wire.end() is None


FLOODS = {
    "pings": [frame(PING)],
    "pongs": [frame(PONG)],
    "pieces without end": [frame(TEXT, fin=False), frame(CONTINUED, fin=False)],
    "messages, also after the goodbye": [frame(TEXT, b"{}")],
}


@pytest.mark.parametrize("kind", FLOODS)
async def test_a_flood_is_stopped_and_nobody_waits(station: Station, kind: str, aminata: Screen):
    first, *rest = FLOODS[kind]
    wire = await salif(station)
    end = asyncio.create_task(wire.end())
    flood = asyncio.create_task(wire.send(first, *[(rest or [first])[0] * 20_000] * 50))
    told = await asyncio.to_thread(station.miss, next(numbers))
    while aminata.items[told["id"]]["status"] != "missed":
        await aminata.up_to(aminata.seq + 1)

    assert await end == 4429
    wire.hang_up()
    await flood


async def test_without_the_guard_every_ping_is_answered(own_station: Station):
    """The control: uvicorn alone lets a flood go on."""
    own_station.serve(*uvicorn("{port}"), "--ws", "auto")
    wire = await (await salif(own_station)).send(*[frame(PING)] * 1000)

    async with asyncio.timeout(20):
        assert {(await wire.frame())[0] for _ in range(1000)} == {PONG}


async def test_two_hundred_sockets_of_one_person(own_station: Station):
    own_station.variables |= {"SPOT_THROTTLE": "1"}
    station = own_station.open()
    async with station.screen(who="aminata") as ws:
        aminata = await Screen(ws).start()
        wires = await asyncio.gather(*[knock(station, **station.key("salif")) for _ in range(200)])
        ends = await asyncio.gather(*[_end_or_open(wire) for wire in wires])

        assert (ends.count(4429), ends.count("open")) == (180, 20)
        told = await asyncio.to_thread(station.miss, next(numbers))
        await aminata.up_to(1)
        assert aminata.items[told["id"]]["status"] == "missed"
    assert "Traceback" not in (station.data_dir / f"server-{station.ports[0]}.log").read_text()


async def _end_or_open(wire: Wire) -> int | str | None:
    """The goodbye, or that a first frame came instead."""
    async with asyncio.timeout(30):
        opcode, payload = await wire.frame()
    return "open" if opcode == TEXT else int.from_bytes(payload[:2], "big")
