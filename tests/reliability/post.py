"""Mail servers that do what real ones do on a bad day, and keep what they were given."""

import socketserver
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage

OK, LATER, NEVER, SILENT = "250 OK", "451 Try again later", "550 No such mailbox", ""


class PostOffice(socketserver.ThreadingTCPServer):
    """`answer` is what it says to RCPT; SILENT accepts the connection and never says a word."""

    daemon_threads, block_on_close = True, False

    def __init__(self, answer: str = OK) -> None:
        super().__init__(("127.0.0.1", 0), Counter)
        self.answer, self.letters, self.asked, self.holds = answer, [], 0, 0.0

    @property
    def port(self) -> int:
        return self.server_address[1]


class Counter(socketserver.StreamRequestHandler):
    """One conversation in SMTP, as far as our side speaks it."""

    server: PostOffice

    def handle(self) -> None:
        self.server.asked += 1
        if not self.server.answer:
            self.rfile.readline()  # until the other side has had enough
            return
        self.say("220 post office")
        while line := self.rfile.readline():
            verb = line.split()[0].upper() if line.split() else b""
            if verb == b"DATA":
                self.say("354 go on")
                self.server.letters.append(self.letter())
                time.sleep(self.server.holds)
            self.say(self.server.answer if verb == b"RCPT" else OK)

    def letter(self) -> EmailMessage:
        lines = iter(self.rfile.readline, b".\r\n")
        return message_from_bytes(b"".join(lines), policy=policy.default)

    def say(self, line: str) -> None:
        self.wfile.write(f"{line}\r\n".encode())


@contextmanager
def open_post_office(answer: str = OK) -> Iterator[PostOffice]:
    with PostOffice(answer) as office:
        threading.Thread(target=office.serve_forever, daemon=True).start()
        yield office
        office.shutdown()
