"""The figures of any part of a report: a day, a daypart, a campaign, an advertiser, the whole."""

from dataclasses import dataclass, fields
from typing import Any, Self

from spot.airings.workflow import Status


@dataclass
class Figures:
    """Counts of airings, seconds, and value before tax in FCFA.

    *Sold* is what order lines placed (a make-good or a gratis airing is not sold twice); *aired* is what went out, those
    included; *lost* is missed or pre-empted.
    """

    sold: int = 0
    planned: int = 0
    aired: int = 0
    missed: int = 0
    preempted: int = 0
    sold_seconds: int = 0
    aired_seconds: int = 0
    lost_seconds: int = 0
    sold_fcfa: int = 0
    aired_fcfa: int = 0

    def add(self, group: dict[str, Any]) -> None:
        """Count a group of airings alike: `status`, `is_sold`, `count`, `length` (seconds), `value` (FCFA)."""
        status, count, seconds, value = group["status"], group["count"], group["length"], group["value"]
        setattr(self, status, getattr(self, status) + count)
        if group["is_sold"]:
            self.sold += count
            self.sold_seconds += seconds
            self.sold_fcfa += value
        if status == Status.AIRED:
            self.aired_seconds += seconds
            self.aired_fcfa += value
        elif status in {Status.MISSED, Status.PREEMPTED}:
            self.lost_seconds += seconds

    def __iadd__(self, other: Self) -> Self:
        for one in fields(self):
            setattr(self, one.name, getattr(self, one.name) + getattr(other, one.name))
        return self

    @property
    def lost(self) -> int:
        return self.missed + self.preempted

    @property
    def as_planned_bp(self) -> int | None:
        """Aired over what was settled, in basis points; None before anything was."""
        settled = self.aired + self.lost
        return self.aired * 10_000 // settled if settled else None


def total(parts: "list[Figures]") -> Figures:
    whole = Figures()
    for part in parts:
        whole += part
    return whole
