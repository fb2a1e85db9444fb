"""A browser that keeps no rule: any bytes for a handshake, any bytes for a frame."""

import asyncio
import os
from dataclasses import dataclass

from tests.live.station import DAY, Station

TEXT, BINARY, CONTINUED, CLOSE, PING, PONG = 0x1, 0x2, 0x0, 0x8, 0x9, 0xA
PLANNING = f"/ws/diffusion/planning/?day={DAY}"


class Kept(asyncio.StreamReader):
    """What arrived stays readable after a reset, as in the kernel: asyncio forgets it."""

    def set_exception(self, exc: BaseException) -> None:
        self.feed_eof()


@dataclass
class Wire:
    """The two ends of a connection, and what the server answered to the handshake."""

    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter
    status: int

    async def send(self, *frames: bytes) -> "Wire":
        """Write, unless the server has already hung up on us."""
        try:
            for each in frames:
                self.writer.write(each)
                await self.writer.drain()
        except ConnectionError:
            pass
        return self

    async def end(self, *, within: float = 20) -> int | None:
        """The code of the server's goodbye; None when it just hangs up."""
        async with asyncio.timeout(within):
            try:
                while True:
                    opcode, payload = await self.frame()
                    if opcode == CLOSE:
                        return int.from_bytes(payload[:2], "big")
            except (asyncio.IncompleteReadError, ConnectionError):
                return None

    async def text(self, *, within: float = 20) -> str:
        async with asyncio.timeout(within):
            while True:
                opcode, payload = await self.frame()
                if opcode == TEXT:
                    return payload.decode()

    async def frame(self) -> tuple[int, bytes]:
        first, size = await self.reader.readexactly(2)
        if size >= 126:
            size = int.from_bytes(await self.reader.readexactly(2 if size == 126 else 8), "big")
        return first & 0x0F, await self.reader.readexactly(size)

    def hang_up(self) -> None:
        self.writer.transport.abort()


async def knock(station: Station, path: str = PLANNING, *, port: int | None = None, **headers: str) -> Wire:
    """A handshake with these headers, whatever they are; `Host`, `Origin` and the rest as given."""
    port = port or station.ports[0]
    asked = {
        "Host": f"127.0.0.1:{port}", "Connection": "Upgrade", "Upgrade": "websocket", "Sec-WebSocket-Version": "13",
        "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==", **{name.replace("_", "-"): text for name, text in headers.items()},
    }  # fmt: skip
    lines = [f"GET {path} HTTP/1.1", *(f"{name}: {text}" for name, text in asked.items()), "", ""]
    return await say("\r\n".join(lines).encode("latin-1"), port)


async def say(request: bytes, port: int) -> Wire:
    loop = asyncio.get_running_loop()
    reader = Kept()
    protocol = asyncio.StreamReaderProtocol(reader)
    transport, _ = await loop.create_connection(lambda: protocol, "127.0.0.1", port)
    writer = asyncio.StreamWriter(transport, protocol, reader, loop)
    writer.write(request)
    async with asyncio.timeout(20):
        try:
            head = await reader.readuntil(b"\r\n\r\n")
        except asyncio.IncompleteReadError as cut:
            head = cut.partial
    return Wire(reader, writer, int(head.split()[1]) if head else 0)


def frame(opcode: int, payload: bytes = b"", *, fin: bool = True, rsv: int = 0, masked: bool = True) -> bytes:
    """A frame as RFC 6455 has it, or not."""
    size = len(payload)
    first = (fin << 7) | (rsv << 4) | opcode
    bit = masked << 7
    if size < 126:
        head = bytes([first, bit | size])
    elif size < 65_536:
        head = bytes([first, bit | 126]) + size.to_bytes(2, "big")
    else:
        head = bytes([first, bit | 127]) + size.to_bytes(8, "big")
    if not masked:
        return head + payload
    mask = os.urandom(4)
    return head + mask + bytes(byte ^ mask[at % 4] for at, byte in enumerate(payload))
