"""What waits for administrators, on every open console: sent when it changes."""

from dataclasses import dataclass, field

from spot.live import frames
from spot.live.socket import Socket
from spot.live.threads import in_database
from spot.messaging import counts


@dataclass(eq=False)
class Counts:
    """The consoles of this process. Each keeps the last frame it was sent."""

    sockets: set[Socket] = field(default_factory=set)

    async def join(self, socket: Socket) -> None:
        socket.drained = self.catch_up
        self.latest = await in_database(read)
        self.sockets.add(socket)
        self.catch_up(socket)

    latest: str = ""

    def leave(self, socket: Socket) -> None:
        self.sockets.discard(socket)

    def deliver(self, latest: str) -> None:
        self.latest = latest
        for socket in list(self.sockets):
            self.catch_up(socket)

    def catch_up(self, socket: Socket) -> None:
        if socket.takes_frames and socket.last != self.latest:
            socket.last = self.latest
            socket.write(self.latest)


def read() -> str:
    return frames.encode(counts.pending())
