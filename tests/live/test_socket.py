"""Writing to one socket never waits; what cannot leave is finished aside."""

import asyncio
import uuid

from spot.live.days import Day, News
from spot.live.doors import Visitor
from spot.live.frames import encode
from spot.live.socket import Socket

VISITOR = Visitor(uuid.uuid4(), "broadcaster", "", "session", None, ("broadcaster",))


class Browser:
    """An ASGI server's side of a socket, whose browser reads or does not."""

    def __init__(self) -> None:
        self.reads = asyncio.Event()
        self.reads.set()
        self.got: list[dict] = []

    async def send(self, message: dict) -> None:
        await self.reads.wait()
        self.got.append(message)

    @property
    def texts(self) -> list[str]:
        return [message["text"] for message in self.got if "text" in message]


def numbered(*numbers: int) -> News:
    return News(numbers[-1], [(number, encode({"seq": number, "action": "upsert"})) for number in numbers])


def watched(seq: int, *sockets: Socket) -> Day:
    day = Day(None, seq=seq, reach=seq, sockets=set(sockets))
    for socket in sockets:
        socket.seq, socket.drained = seq, day.catch_up
    return day


async def test_a_frame_leaves_before_write_returns():
    browser = Browser()

    Socket(browser.send, VISITOR).write("hello")

    assert browser.texts == ["hello"]


async def test_a_browser_that_does_not_read_holds_nobody_and_gets_the_rest_in_one_frame():
    deaf, quick = Browser(), Browser()
    slow, fast = Socket(deaf.send, VISITOR), Socket(quick.send, VISITOR)
    day = watched(0, slow, fast)
    deaf.reads.clear()

    for number in range(1, 6):
        day.deliver(numbered(number))

    assert len(quick.texts) == 5
    assert slow.stuck_at is not None
    deaf.reads.set()
    await asyncio.sleep(0.01)
    assert [text.count('"seq"') for text in deaf.texts] == [1, 4]
    assert slow.seq == fast.seq == 5


async def test_a_lone_event_and_several_have_their_own_frames():
    browser = Browser()
    day = watched(0, Socket(browser.send, VISITOR))

    day.deliver(numbered(1))
    day.deliver(numbered(2, 3))

    assert browser.texts == [
        '{"type":"update","seq":1,"action":"upsert"}',
        '{"type":"updates","events":[{"seq":2,"action":"upsert"},{"seq":3,"action":"upsert"}]}',
    ]


async def test_what_was_already_sent_is_not_sent_again():
    browser = Browser()
    socket = Socket(browser.send, VISITOR)
    day = watched(3, socket)
    socket.seq = 5  # its snapshot was newer than what the hub had read

    day.deliver(numbered(4, 5, 6))

    assert browser.texts == ['{"type":"update","seq":6,"action":"upsert"}']


async def test_a_socket_held_for_its_first_frame_is_not_written_to():
    browser = Browser()
    socket = Socket(browser.send, VISITOR)
    day = watched(0, socket)
    socket.held = True

    day.deliver(numbered(1))

    assert browser.texts == []


async def test_a_goodbye_waits_for_the_frame_in_hand():
    browser = Browser()
    socket = Socket(browser.send, VISITOR)
    browser.reads.clear()
    socket.write("last words")

    socket.close(4408)
    browser.reads.set()
    await asyncio.sleep(0.01)

    assert [message["type"] for message in browser.got] == ["websocket.send", "websocket.close"]
    assert browser.got[-1]["code"] == 4408


async def test_ten_seconds_without_reading_is_stalled():
    browser = Browser()
    socket = Socket(browser.send, VISITOR)
    browser.reads.clear()
    socket.write("x")
    now = asyncio.get_running_loop().time()

    assert not socket.is_stalled(now + 9)
    assert socket.is_stalled(now + 11)
    browser.reads.set()
    await asyncio.sleep(0.01)
    assert not socket.is_stalled(now + 11)
