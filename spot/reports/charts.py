"""The geometry of the report's charts, the same on screen (SVG) and on paper (PDF)."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from spot.reports.figures import Figures
from spot.reports.period import Period
from spot.reports.queries import Report, by_week

DAILY_UP_TO = 16
BELOW_SHARE = 0.25  # how much of the aired height missed and replaced airings may take under the axis


@dataclass(frozen=True)
class Bar:
    """One column: what aired stands on the axis, what was lost hangs below it at a larger scale. Lengths in units, to
    a tenth; `axis` is how far the axis lies under the top.
    """

    label: str
    title: str
    figures: Figures
    axis: float
    x: float
    width: float
    up: float
    missed: float
    preempted: float

    @property
    def middle(self) -> float:
        return round(self.x + self.width / 2, 1)

    @property
    def top(self) -> float:
        return round(self.axis - self.up, 1)

    @property
    def under_missed(self) -> float:
        return round(self.axis + self.missed, 1)


@dataclass(frozen=True)
class Columns:
    """Columns over an axis, `height` units of which are above it; `magnified` says by how much the losses are enlarged."""

    bars: list[Bar]
    width: float
    height: float
    top: int
    magnified: int
    lines: list[tuple[float, int]]


def columns(report: Report, *, width: float, height: float) -> Columns:
    """Airings by day up to sixteen days, by calendar week beyond."""
    parts = _parts(report)
    top = _round_up(max((figures.aired for _, figures in parts), default=0))
    lost = max((figures.lost for _, figures in parts), default=0)
    magnified = max(1, int(top * BELOW_SHARE / lost)) if lost else 1
    step, unit = width / max(1, len(parts)), height / top
    thickness = min(step * 0.5, 32)
    bars = [
        Bar(
            label=f"{part.start.day}/{part.start.month}",
            title=_title(part),
            figures=figures,
            axis=height,
            x=round(index * step + (step - thickness) / 2, 1),
            width=round(thickness, 1),
            up=round(figures.aired * unit, 1),
            missed=round(figures.missed * unit * magnified, 1),
            preempted=round(figures.preempted * unit * magnified, 1),
        )
        for index, (part, figures) in enumerate(parts)
    ]
    lines = [(height - height * part / 4, top * part // 4) for part in range(1, 5)]
    return Columns(bars, width, height, top, magnified, lines)


def by(report: Report) -> str:
    """What a column stands for: "jour" or "semaine"."""
    return "jour" if report.period.days <= DAILY_UP_TO else "semaine"


def step_of(share: int | None) -> int:
    """The step of the heat map, 0 to 6, of a share in per cent: under 40, 40–49 … 80–89, 90 and above."""
    return 0 if share is None else min(6, max(0, (share - 30) // 10))


def _parts(report: Report) -> Sequence[tuple[Period, Figures]]:
    if by(report) == "semaine":
        return by_week(report)
    return [(Period(line.key, line.key), line.figures) for line in report.by_day]


def _title(part: Period) -> str:
    if part.days == 1:
        return f"{part.start:%d/%m/%Y}"
    return f"du {part.start:%d/%m/%Y} au {part.end:%d/%m/%Y}"


def _round_up(most: int) -> int:
    """The top of the scale: the next multiple of four of a round step."""
    step: int = 10 ** max(0, len(str(max(most, 4))) - 2)
    return max(4, ceil(most / (4 * step)) * 4 * step)
