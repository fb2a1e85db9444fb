"""The reference, run by itself: the `websockets` library broadcasting what `/publish` sends it to everybody else.

python -m benchmarks.fanout.reference PORT asyncio|uvloop
"""

import asyncio
import sys
from typing import Any

from websockets.asyncio.server import ServerConnection, broadcast, serve

listeners: set[ServerConnection] = set()


async def stay(socket: ServerConnection) -> None:
    if socket.request and socket.request.path == "/publish":
        async for frame in socket:
            broadcast(listeners, frame)
        return
    listeners.add(socket)
    try:
        await socket.wait_closed()
    finally:
        listeners.discard(socket)


async def main(port: int) -> None:
    async with serve(stay, "127.0.0.1", port, compression=None, backlog=2048):
        await asyncio.Future()


def loop_named(name: str) -> Any:
    if name == "uvloop":
        import uvloop

        return uvloop.new_event_loop
    return asyncio.new_event_loop


if __name__ == "__main__":
    with asyncio.Runner(loop_factory=loop_named(sys.argv[2])) as runner:
        runner.run(main(int(sys.argv[1])))
