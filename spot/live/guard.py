"""uvicorn's connection with a limit on what it takes in (`--ws spot.live.guard:Guarded`).

The app hears whole messages. Pings, pieces of messages, and whatever comes after a goodbye never reach it, yet each costs
the loop that serves everybody: one socket sending them without end stopped a process for as long as it liked. uvicorn
loads this module before the app is set up: it knows nothing of the app.
"""

from typing import Any

from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from websockets.frames import Frame

TOO_MANY, NO_TEXT = 4429, 1007
FRAMES, WITHIN_SECONDS = 200, 10.0
SLICE_BYTES = 4096  # read a little, then count: what arrives at once may hold forty thousand frames
READS_WITHIN_SECONDS = 5.0  # for the goodbye to cross a poor line: closing with bytes unread resets it


class Guarded(WebSocketsSansIOProtocol):
    """Ends the socket (4429) of whoever sends more than 200 frames of any kind in ten seconds."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.counted, self.counts_until = 0, 0.0
        self.is_deaf = False

    def data_received(self, data: bytes) -> None:
        for at in range(0, len(data), SLICE_BYTES):
            if self.is_deaf or self.transport.is_closing():
                return
            super().data_received(data[at : at + SLICE_BYTES])

    def handle_ping(self) -> None:
        if self._counts():
            super().handle_ping()

    def handle_pong(self, event: Frame) -> None:
        if self._counts():
            super().handle_pong(event)

    def handle_cont(self, event: Frame) -> None:
        if self._counts():
            super().handle_cont(event)

    def handle_text(self, event: Frame) -> None:
        if self._counts():
            super().handle_text(event)

    def handle_bytes(self, event: Frame) -> None:
        if self._counts():
            super().handle_bytes(event)

    def send_receive_event_to_app(self) -> None:
        """A text that is none ends the socket, as in uvicorn, without its traceback in the log."""
        if self.curr_msg_data_type == "text" and not self.close_sent and not _is_text(b"".join(self.frames)):
            self.frames = []
            self.conn.send_close(NO_TEXT)
            self.handle_parser_exception()
        else:
            super().send_receive_event_to_app()

    def _counts(self) -> bool:
        """Count a frame; False when the socket takes no more."""
        now = self.loop.time()
        if now > self.counts_until:
            self.counted, self.counts_until = 0, now + WITHIN_SECONDS
        self.counted += 1
        if self.counted > FRAMES and not self.is_deaf:
            self._stop_listening()
        return not self.is_deaf

    def _stop_listening(self) -> None:
        """Say goodbye, read nothing more, and hang up once the goodbye can have been read."""
        self.is_deaf = True
        if not self.close_sent:
            self.queue.put_nowait({"type": "websocket.disconnect", "code": TOO_MANY})
            self.conn.send_close(TOO_MANY)
            self.transport.write(b"".join(self.conn.data_to_send()))
            self.close_sent = self.disconnected = True
        self.transport.pause_reading()
        if self.close_timer is not None:
            self.close_timer.cancel()
        # uvicorn closes at once behind an app that ended, unless this is set.
        self.close_timer = self.loop.call_later(READS_WITHIN_SECONDS, self.transport.abort)


def _is_text(data: bytes) -> bool:
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    return True
