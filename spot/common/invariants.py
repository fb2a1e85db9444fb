"""What a check of invariants answers. Each room keeps its own in `invariants.py`, as `CHECKS`: name → function."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Found:
    """How many rows were looked at, and a sentence for each that is not as it must be."""

    count: int
    breaches: list[str] = field(default_factory=list)


Check = Callable[[], Found]


def found(count: int, breaches: Iterable[str]) -> Found:
    return Found(count, list(breaches))
