"""A line between screens and the station that can be cut, in the ways lines are cut."""

import asyncio
import socket
import struct
from dataclasses import dataclass, field
from typing import Self

RESET_ON_CLOSE = struct.pack("ii", 1, 0)  # SO_LINGER 0: closing sends RST, what is under way is thrown away
KINDS = ("reset", "silent", "half-open", "half-closed")


@dataclass(eq=False)
class Link:
    """One connection through the line: the screen's end and the station's."""

    near: asyncio.StreamWriter
    far: asyncio.StreamWriter
    carries: asyncio.Event = field(default_factory=asyncio.Event)


@dataclass
class Line:
    """Listens on `port`, forwards to `target`. A cut takes every connection there is; new ones are refused while `is_down`."""

    target: int
    port: int = 0
    is_down: bool = False
    links: set[Link] = field(default_factory=set)
    tasks: set[asyncio.Task] = field(default_factory=set)

    async def __aenter__(self) -> Self:
        self.server = await asyncio.start_server(self._accept, "127.0.0.1", 0)
        self.port = self.server.sockets[0].getsockname()[1]
        return self

    async def __aexit__(self, *_: object) -> None:
        self.server.close()
        for link in self.links:
            link.near.transport.abort()
            link.far.transport.abort()
            link.carries.set()
        await asyncio.gather(*self.tasks, return_exceptions=True)

    def cut(self, kind: str) -> None:
        """`reset`: both ends are told at once. `silent`: nobody is told. `half-open`: the station still believes in it.
        `half-closed`: the screen still believes in it.
        """
        for link in [link for link in self.links if link.carries.is_set()]:
            link.carries.clear()
            ends = {"reset": (link.near, link.far), "half-open": (link.near,), "half-closed": (link.far,)}
            for end in ends.get(kind, ()):
                _reset(end)

    async def _accept(self, reader: asyncio.StreamReader, near: asyncio.StreamWriter) -> None:
        self.tasks.add(asyncio.current_task())
        if self.is_down:
            near.transport.abort()
            return
        there, far = await asyncio.open_connection("127.0.0.1", self.target)
        link = Link(near, far)
        link.carries.set()
        self.links.add(link)
        await asyncio.gather(_carry(reader, far, link), _carry(there, near, link), return_exceptions=True)


def _reset(end: asyncio.StreamWriter) -> None:
    if not end.is_closing():
        end.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET_ON_CLOSE)
        end.transport.abort()


async def _carry(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, link: Link) -> None:
    while data := await reader.read(65_536):
        await link.carries.wait()  # for ever once it is cut
        writer.write(data)
        await writer.drain()
    if link.carries.is_set():
        writer.close()
