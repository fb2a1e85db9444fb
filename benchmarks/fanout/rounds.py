"""The rounds of a run: the two sides by turns, the same changes, the same listeners."""

import socket
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.fanout.listening import Heard, Listeners, first_thread_ns, memory_kb, processor_ns
from benchmarks.fanout.sides import CHANGES_AT_ONCE, Ours, Reference
from tests.reliability.deaf import ASKS, deaf_screen

RATE = 5.0  # changes a second
SETTLE_SECONDS = 1.5  # processes of others are measured: what was asked of them must have reached the last socket
BURST_WITHIN_SECONDS = 20.0
Publish = Callable[[], tuple[int, int]]


@dataclass
class Round:
    """What one round saw. Microseconds of processor per delivery; milliseconds from the answer to each receipt."""

    cpu_us: float
    first_thread_us: float
    p50_ms: float
    p99_ms: float
    p99_from_asking_ms: float
    received: float  # the share of what was due that arrived
    doubled: int


@dataclass
class Crowd:
    """The open sockets of one side, the processes that serve them, and what a socket weighs there."""

    pids: list[int]
    groups: list[Listeners]
    kb_per_socket: float

    @property
    def count(self) -> int:
        return sum(group.count for group in self.groups)

    def heard(self) -> Heard:
        together = Heard()
        for group in self.groups:
            together.add(group.heard())
        return together

    def processor_ns(self) -> tuple[int, int]:
        return sum(map(processor_ns, self.pids)), sum(map(first_thread_ns, self.pids))

    def close(self) -> None:
        for group in self.groups:
            group.close()


@dataclass
class Seen:
    """The rounds of each situation by its name, and what was measured once."""

    rounds: dict[str, list[Round]] = field(default_factory=dict)
    bursts_ms: dict[str, list[float]] = field(default_factory=dict)
    kb_per_socket: dict[str, float] = field(default_factory=dict)
    idle_ms_per_second: dict[str, float] = field(default_factory=dict)


class Rounds:
    def __init__(self, ours: Ours, reference: Reference, folder: Path, *, sockets: int, seconds: float) -> None:
        self.ours, self.reference, self.folder = ours, reference, folder
        self.sockets, self.changes = sockets, round(seconds * RATE)
        self.seen = Seen()

    def run(self, rounds: int) -> Seen:
        with closing(self._crowd_of_reference()) as theirs:
            with closing(self._crowd_of_ours()) as mine:
                self._one_process(mine, theirs, rounds)
            with closing(self._crowd_of_ours(processes=2)) as halves:
                self._two_processes(halves, theirs, rounds)
        return self.seen

    def _one_process(self, mine: Crowd, theirs: Crowd, rounds: int) -> None:
        self.seen.kb_per_socket = {"ours": mine.kb_per_socket, "reference": theirs.kb_per_socket}
        self._warm(mine, theirs)
        self.seen.idle_ms_per_second = idle_ms_per_second({"ours": mine, "reference": theirs})
        for _ in range(rounds):
            self._round("ours", mine, self.ours.publish)
            self._round("reference", theirs, self.reference.publish)
            with closing(self._deaf(mine)):
                self._round("beside a deaf one", mine, self.ours.publish)
            self._burst("ours", mine, self.ours.burst)
            self._burst("reference", theirs, self.reference.burst)

    def _two_processes(self, halves: Crowd, theirs: Crowd, rounds: int) -> None:
        self._warm(halves, theirs)
        for _ in range(rounds):
            self._round("two processes", halves, self.ours.publish)
            self._round("reference beside two", theirs, self.reference.publish)
            self._burst("two processes", halves, self.ours.burst)

    def _crowd_of_reference(self) -> Crowd:
        return self._crowd([(self.reference.port, self.reference.pid)], "/", keys=[])

    def _crowd_of_ours(self, processes: int = 1) -> Crowd:
        served = [self.ours.serve_sockets() for _ in range(processes)]
        self.port = served[0][0]
        return self._crowd(served, self.ours.path(), keys=self.ours.keys)

    def _crowd(self, served: list[tuple[int, int]], path: str, *, keys: list[str]) -> Crowd:
        """Open the sockets. A first one loads the code, so that what a socket weighs is the sockets' alone."""
        for port, _ in served:
            Listeners(self.folder, port, path, 1, keys).close()
        pids = [pid for _, pid in served]
        before = sum(map(memory_kb, pids))
        groups = [Listeners(self.folder, port, path, self.sockets // len(served), keys) for port, _ in served]
        time.sleep(SETTLE_SECONDS)
        return Crowd(pids, groups, (sum(map(memory_kb, pids)) - before) / self.sockets)

    def _deaf(self, mine: Crowd) -> socket.socket:
        """It is given time to get stuck, and is put out ten seconds later: during the round it waits."""
        deaf = deaf_screen(self.ours.station, self.port)
        deaf.sendall(ASKS * 18)
        time.sleep(SETTLE_SECONDS)
        mine.heard()
        return deaf

    def _warm(self, mine: Crowd, theirs: Crowd) -> None:
        for _ in range(5):
            self.ours.publish()
            self.reference.publish()
        time.sleep(SETTLE_SECONDS)
        mine.heard(), theirs.heard()

    def _round(self, name: str, crowd: Crowd, publish: Publish) -> None:
        before = crowd.processor_ns()
        published = steadily(self.changes, publish)
        time.sleep(SETTLE_SECONDS)
        spent = [now - then for now, then in zip(crowd.processor_ns(), before, strict=True)]
        found = judged(crowd, published, spent)
        self.seen.rounds.setdefault(name, []).append(found)
        print(
            f"{name:22} {found.cpu_us:6.1f} µs a delivery ({found.first_thread_us:.1f} in the first thread), p50 {found.p50_ms:.1f}, p99 {found.p99_ms:6.1f} ms, {found.received:.2%}",
            flush=True,
        )

    def _burst(self, name: str, crowd: Crowd, burst: Callable[[], int]) -> None:
        began, heard, due = burst(), Heard(), CHANGES_AT_ONCE * crowd.count
        until = time.monotonic() + BURST_WITHIN_SECONDS
        while len(heard.hits) < due and time.monotonic() < until:
            time.sleep(0.3)  # to be asked takes a listener from its sockets
            heard.add(crowd.heard())
        took = (heard.last - began) / 1e6 if len(heard.hits) >= due else BURST_WITHIN_SECONDS * 1000
        self.seen.bursts_ms.setdefault(name, []).append(took)
        print(f"{name:22} burst of {CHANGES_AT_ONCE}: {took:.0f} ms", flush=True)


def steadily(count: int, publish: Publish) -> list[tuple[int, int]]:
    """So many changes, five a second."""
    published, next_one = [], time.monotonic()
    for _ in range(count):
        published.append(publish())
        next_one += 1 / RATE
        time.sleep(max(0.0, next_one - time.monotonic()))
    return published


def judged(crowd: Crowd, published: list[tuple[int, int]], spent_ns: list[int]) -> Round:
    """What the listeners heard of these changes, each of which is one event. Numbers rise in the order published."""
    heard = crowd.heard()
    moment = dict(zip(sorted({seq for seq, _ in heard.hits}), published, strict=False))
    known = [(at, *moment[seq]) for seq, at in heard.hits if seq in moment]
    after_answer = sorted(at - answered for at, _, answered in known)
    after_asking = sorted(at - asked for at, asked, _ in known)
    due = len(published) * crowd.count
    return Round(
        cpu_us=spent_ns[0] / due / 1e3,
        first_thread_us=spent_ns[1] / due / 1e3,
        p50_ms=percentile(after_answer, 0.5) / 1e6,
        p99_ms=percentile(after_answer, 0.99) / 1e6,
        p99_from_asking_ms=percentile(after_asking, 0.99) / 1e6,
        received=len(known) / due,
        doubled=max(0, len(heard.hits) - due),
    )


def percentile(ordered: list[int], share: float) -> float:
    return float(ordered[int((len(ordered) - 1) * share)]) if ordered else float("inf")


def idle_ms_per_second(crowds: dict[str, Crowd], seconds: float = 10.0) -> dict[str, float]:
    """What a process with all its sockets open costs while nothing changes: pings, and our short poll and checks."""
    before = {name: crowd.processor_ns()[0] for name, crowd in crowds.items()}
    time.sleep(seconds)
    return {name: (crowd.processor_ns()[0] - before[name]) / seconds / 1e6 for name, crowd in crowds.items()}
