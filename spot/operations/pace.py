"""When what died is started again: at once, then ever later while it dies young."""

import time
from dataclasses import dataclass, field

YOUNG_SECONDS = 30
PAUSES = (0.0, 1.0, 2.0, 4.0, 8.0, 15.0, 30.0)


@dataclass
class Pace:
    """One process and those that take its place; `young_deaths` are those in a row."""

    young_deaths: int = 0
    began: float = field(default_factory=time.monotonic)
    again_at: float | None = None

    def may_start(self) -> bool:
        """Asked of a dead process, as often as one likes: whether another may take its place now."""
        now = time.monotonic()
        if self.again_at is None:
            self.young_deaths = self.young_deaths + 1 if now - self.began < YOUNG_SECONDS else 1
            self.again_at = now + PAUSES[min(self.young_deaths, len(PAUSES)) - 1]
        return now >= self.again_at

    def started(self) -> None:
        self.began, self.again_at = time.monotonic(), None
