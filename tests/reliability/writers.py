"""Broadcasters who confirm and undo without pause, as the screen does: each act is sent, with its key, until it is answered."""

import asyncio
import json
import time
import uuid
from collections import Counter
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from tests.reliability.house import House
from tests.reliability.patience import until

ANSWER_SECONDS = 30.0
AGAIN_SECONDS = 0.05


@dataclass
class Answer:
    status: int
    headers: dict[str, str]
    content: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.content)


async def ask(port: int, path: str, headers: dict[str, str], body: dict[str, Any] | None = None) -> Answer:
    """One request on a connection of its own. OSError or EOFError when it is cut before the whole answer."""
    text = b"" if body is None else json.dumps(body).encode()
    facts = {"Host": f"127.0.0.1:{port}", "Connection": "close", "Content-Length": str(len(text)), **headers}
    head = [
        f"{'GET' if body is None else 'POST'} {path} HTTP/1.1",
        *(f"{name}: {fact}" for name, fact in facts.items()),
    ]
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        writer.write("\r\n".join([*head, "Content-Type: application/json", "", ""]).encode() + text)
        return await _answer(reader)
    finally:
        writer.close()


async def _answer(reader: asyncio.StreamReader) -> Answer:
    top = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
    headers = {name.lower(): fact.strip() for name, _, fact in (line.partition(":") for line in top[1:] if line)}
    content = await reader.read()
    if len(content) < int(headers.get("content-length", 0)):
        raise EOFError("cut in the middle of an answer")
    return Answer(int(top[0].split()[1]), headers, content)


@dataclass
class Writers:
    """Each has airings of their own. `acknowledged` counts the acts that were answered 200, by airing and verb."""

    house: House
    port: int
    together: int = 4
    rest: float = 0.0
    versions: dict[str, int] = field(default_factory=dict)
    acknowledged: Counter = field(default_factory=Counter)
    refusals: list[Answer] = field(default_factory=list)
    cuts: int = 0
    slowest: float = 0.0
    _open: asyncio.Event = field(default_factory=asyncio.Event)
    _busy: int = 0

    @asynccontextmanager
    async def at_work(self) -> AsyncIterator["Writers"]:
        known = await asyncio.to_thread(self.house.rows, "SELECT id, version, status FROM spot_airing ORDER BY rank")
        self.versions = {str(airing): version for airing, version, status in known if status in {"planned", "aired"}}
        self._planned = {str(airing): status == "planned" for airing, _, status in known}
        mine = [list(self.versions)[place :: self.together] for place in range(self.together)]
        self.resume()
        tasks = [asyncio.create_task(self._work(airings)) for airings in mine]
        try:
            yield self
            await self.pause()
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
        for task in tasks:
            if not task.cancelled() and (failure := task.exception()):
                raise failure

    async def pause(self) -> None:
        """Until everything that was begun is answered."""
        self._open.clear()
        await until(lambda: not self._busy, within=60)

    def resume(self) -> None:
        self._open.set()

    async def written(self, count: int) -> None:
        """Until that many more acts are answered."""
        target = self.acknowledged.total() + count
        await until(lambda: self.acknowledged.total() >= target, within=60)

    async def _work(self, airings: Iterable[str]) -> None:
        while True:
            for airing in airings:
                await self._open.wait()
                self._busy += 1
                try:
                    await self._act(airing)
                finally:
                    self._busy -= 1
                await asyncio.sleep(self.rest)

    async def _act(self, airing: str) -> None:
        verb, key = "confirm" if self._planned[airing] else "undo", uuid.uuid4().hex
        while (answer := await self._tried(airing, verb, key)) is None or answer.status != 200:
            if answer is not None:
                self.refusals.append(answer)
            await asyncio.sleep(AGAIN_SECONDS)
        self.versions[airing] += 1
        self._planned[airing] = verb == "undo"
        self.acknowledged[airing, f"airings.{verb}"] += 1

    async def _tried(self, airing: str, verb: str, key: str) -> Answer | None:
        """The answer, or None when the line was cut."""
        headers = {**self.house.key("salif"), "Idempotency-Key": key}
        began = time.monotonic()
        try:
            async with asyncio.timeout(ANSWER_SECONDS):
                answer = await ask(
                    self.port, f"/api/v1/airings/{airing}/{verb}", headers, {"version": self.versions[airing]}
                )
        except (OSError, EOFError):  # a time that ran out is an OSError
            self.cuts += 1
            return None
        self.slowest = max(self.slowest, time.monotonic() - began)
        return answer


@dataclass(frozen=True)
class Ledger:
    """What the database holds of the confirmations, to be compared with what writers were told."""

    entries: Counter
    versions: dict[str, int]

    @classmethod
    def read(cls, house: House) -> "Ledger":
        told = house.rows(
            "SELECT thing_id, verb, count(*) FROM spot_entry WHERE verb IN ('airings.confirm', 'airings.undo') GROUP BY 1, 2"
        )
        airings = house.rows("SELECT id, version FROM spot_airing")
        return cls(
            Counter({(airing, verb): count for airing, verb, count in told}),
            {str(airing): version for airing, version in airings},
        )

    def since(self, before: "Ledger") -> Counter:
        return Counter(self.entries) - Counter(before.entries)

    def faults(self, before: "Ledger", writers: Writers) -> list[str]:
        """Every acknowledged act that is not there once, and every one that is there unasked."""
        done, told = self.since(before), writers.acknowledged
        return [
            *(f"lost: {act} told {told[act]} times, written {done[act]}" for act in told if done[act] < told[act]),
            *(f"doubled: {act} told {told[act]} times, written {done[act]}" for act in done if done[act] > told[act]),
            *(
                f"version of {airing} is {self.versions[airing]}, not {version}"
                for airing, version in writers.versions.items()
                if self.versions[airing] != version
            ),
        ]
