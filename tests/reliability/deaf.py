"""A screen that opens, asks for whole days again and again, and never reads a byte of them."""

import os
import socket
import time

from tests.live.station import DAY, Station


def _masked(text: bytes) -> bytes:
    mask = os.urandom(4)
    return bytes([0x81, 0x80 | len(text)]) + mask + bytes(byte ^ mask[at % 4] for at, byte in enumerate(text))


ASKS = _masked(b'{"type":"resume","since":999999999}')


def deaf_screen(station: Station, port: int) -> socket.socket:
    """The handshake, and nothing read of it."""
    made = socket.socket()
    made.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    made.connect(("127.0.0.1", port))
    made.sendall(
        (
            f"GET /ws/diffusion/planning/?day={DAY} HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: websocket\r\n"
            "Connection: Upgrade\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n"
            f"Authorization: {station.key('salif')['Authorization']}\r\n\r\n"
        ).encode()
    )
    return made


def is_cut(deaf: socket.socket, *, within: float) -> bool:
    """Ask for whole days, as often as one may (20 frames in 10 seconds), until the server drops the line: True, or never."""
    deaf.settimeout(1)
    ends = time.monotonic() + within
    try:
        deaf.sendall(ASKS * 8)
        while time.monotonic() < ends:
            time.sleep(1)
            deaf.sendall(ASKS)
    except OSError:
        return True
    return False
