"""The positive controls: the same site with one promise broken, named in DATA_DIR/careless. Each must be caught."""

import os
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.reliability.house import House

FAULTS = (
    "numbers after commit", "skips numbers", "forgets what was missed", "tells others before it answers",
    "calls it its own fault", "waits for ever", "joins once", "asks Redis unguarded",
    "finishes after the spot", "rows before bytes", "nothing",
)  # fmt: skip


@dataclass
class CarelessHouse(House):
    site: str = "tests.reliability.careless_site"

    def at(self, fault: str) -> "CarelessHouse":
        assert fault in FAULTS
        (self.data_dir / "careless").write_text(fault)
        return self


def broken(fault: str, right: Callable[..., Any], wrong: Callable[..., Any]) -> Callable[..., Any]:
    """`wrong` while the fault is asked for, else `right`."""
    chosen = Path(os.environ.get("DATA_DIR", ".")) / "careless"

    def either(*args: Any, **named: Any) -> Any:
        asked = chosen.read_text() if chosen.exists() else "nothing"
        return (wrong if asked == fault else right)(*args, **named)

    return either


def pause_in_which_a_process_may_die(seconds: float = 0.1) -> None:
    time.sleep(seconds)
