"""What a run saw, as figures with their targets: medians of its rounds, and ratios of the two sides."""

from dataclasses import asdict, dataclass
from statistics import median
from typing import Any

from benchmarks.fanout.rounds import Round, Seen


@dataclass(frozen=True)
class Figure:
    """A figure beside its reference. `target` bounds `value`: from above, but for a share, which must be whole."""

    name: str
    value: float
    target: float
    ours: float
    reference: float
    unit: str

    @property
    def passes(self) -> bool:
        return self.value >= self.target if self.unit == "share" else self.value <= self.target

    def line(self) -> str:
        word = "yes" if self.passes else "NO "
        return f"{word} {self.name:34} {self.value:6.2f} (target {self.target}): {self.ours:.1f} beside {self.reference:.1f} {self.unit}"

    def as_json(self) -> dict[str, Any]:
        return {
            **{name: round(thing, 3) if isinstance(thing, float) else thing for name, thing in asdict(self).items()},
            "passes": self.passes,
        }


def ratio(name: str, ours: float, reference: float, target: float, unit: str) -> Figure:
    return Figure(name, ours / reference if reference else float("inf"), target, ours, reference, unit)


def figures(seen: Seen) -> list[Figure]:
    reference, beside_two = seen.rounds["reference"], seen.rounds["reference beside two"]
    mine, deaf, halves = seen.rounds["ours"], seen.rounds["beside a deaf one"], seen.rounds["two processes"]
    burst = median(seen.bursts_ms["reference"])
    return [
        _cpu("processor per delivery", mine, reference),
        _p99("p99 from commit to receipt", mine, reference),
        ratio("burst of 100 changes", median(seen.bursts_ms["ours"]), burst, 0.5, "ms"),
        ratio("memory per socket", seen.kb_per_socket["ours"], seen.kb_per_socket["reference"], 3.0, "kB"),
        _received("received", mine),
        _received("received beside a deaf one", deaf),
        _p99("p99 beside a deaf one", deaf, mine),
        _cpu("two processes: processor", halves, beside_two),
        _p99("two processes: p99", halves, beside_two),
        ratio("two processes: burst", median(seen.bursts_ms["two processes"]), burst, 0.5, "ms"),
        _received("two processes: received", halves),
    ]


def _cpu(name: str, ours: list[Round], reference: list[Round]) -> Figure:
    return ratio(name, _median(ours, "cpu_us"), _median(reference, "cpu_us"), 1.3, "µs")


def _p99(name: str, ours: list[Round], reference: list[Round]) -> Figure:
    return ratio(name, _median(ours, "p99_ms"), _median(reference, "p99_ms"), 2.0, "ms")


def _received(name: str, rounds: list[Round]) -> Figure:
    share = min(found.received for found in rounds) if not any(found.doubled for found in rounds) else 0.0
    return Figure(name, share, 1.0, share, 1.0, "share")


def _median(rounds: list[Round], fact: str) -> float:
    return float(median(getattr(found, fact) for found in rounds))


def besides(seen: Seen) -> dict[str, Any]:
    """What helps to read the figures. Processor counts every thread and includes what a process costs when idle."""
    return {
        "idle_ms_per_second": seen.idle_ms_per_second,
        "first_thread_us": {name: _median(rounds, "first_thread_us") for name, rounds in seen.rounds.items()},
        "p50_ms": {name: _median(rounds, "p50_ms") for name, rounds in seen.rounds.items()},
        "p99_from_asking_ms": {name: _median(rounds, "p99_from_asking_ms") for name, rounds in seen.rounds.items()},
    }
