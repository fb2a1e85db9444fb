"""Changes made by a colleague, five a second, through the API; and the other screens that are open meanwhile."""

import asyncio
import itertools
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field

from tests.live.station import Station

EVERY_SECONDS = 0.2


@dataclass
class Colleague:
    """Misses and undoes the airings of the break on air and of the next one, in turn. `sent` and `answered` are in
    milliseconds of this program's clock, by "id:version" of what came out.
    """

    station: Station
    versions: dict[str, int] = field(default_factory=dict)
    sent: dict[str, float] = field(default_factory=dict)
    answered: dict[str, float] = field(default_factory=dict)

    def change(self, airing: str) -> None:
        version = self.versions.get(airing, 1)
        verb, facts = ("miss", {"reason": "technical"}) if version % 2 else ("undo", {})
        begun = time.time()
        item = self.station.post(f"airings/{airing}/{verb}", {"version": version, **facts})
        self.versions[airing] = item["version"]
        key = f"{airing}:{item['version']}"
        self.sent[key], self.answered[key] = 1000 * begun, 1000 * time.time()

    def work(self, changes: int) -> None:
        """So many changes, one each 200 ms whether or not the last was answered."""
        begun = time.monotonic()
        airings = itertools.cycle(self.station.seeded["near"])
        with ThreadPoolExecutor(4) as hands:
            done = []
            for number, airing in zip(range(changes), airings, strict=False):
                time.sleep(max(0.0, begun + number * EVERY_SECONDS - time.monotonic()))
                done.append(hands.submit(self.change, airing))
            for each in done:
                each.result()


@contextmanager
def others(station: Station, count: int) -> Iterator[list[int]]:
    """So many more screens that listen: plain sockets. Gives the frames each has heard."""
    heard = [0] * count
    ends, ready = threading.Event(), threading.Semaphore(0)

    async def listen(number: int) -> None:
        async with station.screen() as socket:
            ready.release()
            async for _ in socket:
                heard[number] += 1

    async def all_of_them() -> None:
        tasks = [asyncio.create_task(listen(number)) for number in range(count)]
        await asyncio.to_thread(ends.wait)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    crowd = threading.Thread(target=asyncio.run, args=[all_of_them()])
    crowd.start()
    try:
        assert all(ready.acquire(timeout=60) for _ in heard), "the other screens did not open"
        yield heard
    finally:
        ends.set()
        crowd.join()
