"""F8: the pages of `make stack` are started again under people who read and confirm; nobody sees a 502, nothing is lost."""

import asyncio
import signal
from contextlib import suppress

import pytest

from tests.reliability import writers as writers_module
from tests.reliability.conftest import rounds
from tests.reliability.front import Front
from tests.reliability.patience import until
from tests.reliability.writers import Ledger, Writers, ask

pytestmark = [pytest.mark.reliability, pytest.mark.xdist_group("reliability")]
STARTS_WITHIN_SECONDS = 60.0
# Longer than nginx waits for the pages: what is cut was dropped, and not only slow on a loaded machine.
WAITS_SECONDS = 90.0


async def reads(front: Front, seen: list[int]) -> None:
    while True:
        seen.append((await ask(front.port, "/home/", front.browser("awa"))).status)


async def started_again(front: Front, word: str, how: signal.Signals) -> None:
    """The launcher starts again what ended; a reload keeps the process."""
    former = front.child(word)
    front.send(word, how)
    if how != signal.SIGHUP:
        await until(lambda: _another(front, word, former), within=STARTS_WITHIN_SECONDS)


def _another(front: Front, word: str, former: int) -> bool:
    with suppress(StopIteration):
        return front.child(word) != former
    return False


async def test_pages_start_again_under_readers_and_writers(front: Front, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(writers_module, "ANSWER_SECONDS", WAITS_SECONDS)
    seen: list[int] = []
    before = await asyncio.to_thread(Ledger.read, front)
    reading = asyncio.create_task(reads(front, seen))
    async with Writers(front, front.port, rest=0.05).at_work() as writers:
        for number in range(rounds(5)):
            await started_again(front, "gunicorn", (signal.SIGTERM, signal.SIGHUP)[number % 2])
            await writers.written(10)
    reading.cancel()

    after = await asyncio.to_thread(Ledger.read, front)
    assert [answer.status for answer in writers.refusals] == []
    assert writers.cuts == 0
    assert set(seen) == {200}
    assert after.faults(before, writers) == []
