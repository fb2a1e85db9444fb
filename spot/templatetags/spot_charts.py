"""Bars and the skyline: the arithmetic of their SVG, so that templates only place what is given."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django import template

from spot.breaks.models import Daypart
from spot.common import clock
from spot.pricing.queries import SheetRow

register = template.Library()

HATCHED = {"missed", "waiting"}
DAY_STARTS_HOUR = 6
NIGHT_STUB_HOURS = 1.2
NUMBER_FITS_FROM = 26


def _percent(part: float, whole: float) -> str:
    return f"{100 * part / whole:.3f}".rstrip("0").rstrip(".")


@register.inclusion_tag("spot/components/_bar.html")
def bar(
    segments: Iterable[Mapping[str, Any]], total: int | None = None, height: int = 8, label: str = ""
) -> dict[str, Any]:
    """One bar to scale. A segment: {"tone": "aired", "value": 14}; what `total` leaves over stays empty.

    Tones: aired, onair, planned, planned-full, waiting, missed, preempted, ink.
    """
    shown = [segment for segment in segments if segment["value"]]
    whole = max(total or 0, sum(segment["value"] for segment in shown)) or 1
    drawn, at = [], 0
    for segment in shown:
        drawn.append(
            {
                "x": _percent(at, whole),
                "width": _percent(segment["value"], whole),
                "tone": segment["tone"],
                "hatched": segment["tone"] in HATCHED,
            }
        )
        at += segment["value"]
    return {"segments": drawn, "height": height, "label": label}


@register.inclusion_tag("spot/components/_bar.html")
def fill_bar(value: int, total: int, tone: str = "ink", height: int = 8, label: str = "") -> dict[str, Any]:
    """A bar with one value: {% fill_bar 95 120 %}."""
    return dict(bar([{"tone": tone, "value": value}], total, height, label))


@register.inclusion_tag("spot/components/_progress.html")
def progress(counts: Mapping[str, int], ordered: int, note: str = "", height: int = 8) -> dict[str, Any]:
    """The progress of a campaign or of a line, in words above its bar.

    `counts`: aired, onair, planned, waiting, missed, preempted (absent ones are 0). `note` stands on the right.
    """
    order = ("aired", "onair", "planned", "waiting", "missed", "preempted")
    segments = [{"tone": tone, "value": counts.get(tone, 0)} for tone in order]
    return {"aired": counts.get("aired", 0), "ordered": ordered, "note": note, "segments": segments, "height": height}


@register.inclusion_tag("spot/components/_skyline.html")
def skyline(
    sheet: Iterable[SheetRow], chosen: Mapping[str, int] | None = None, height: int = 84, *, names: bool = False
) -> dict[str, Any]:
    """The day in profile, from `pricing.queries.sheet()`; a daypart without price is left out.

    `chosen` maps slugs to the number written in the column (0 selects it without a number).
    """
    priced = [row for row in sheet if not row.is_on_request]
    whole = sum(hours(row.daypart) for row in priced)
    dearest = max((row.short_ttc_fcfa or 0 for row in priced), default=1)
    drawn, at = [], 0.0
    for row in priced:
        tall = round(height * (row.short_ttc_fcfa or 0) / dearest)
        place = _place(at, hours(row.daypart), whole)
        drawn.append(
            place | {"daypart": row.daypart, "price_fcfa": row.short_ttc_fcfa, "y": height - tall, "tall": tall}
        )
        at += hours(row.daypart)
    return {"columns": [column | _choice(column, chosen or {}) for column in drawn], "height": height, "names": names,
            "total_height": height + (24 if names else 2)}  # fmt: skip


def hours(daypart: Daypart) -> float:
    """The length of a daypart in hours; one that ends at midnight ends at 24:00."""
    minutes = (daypart.ends.hour or 24) * 60 + daypart.ends.minute - daypart.starts.hour * 60 - daypart.starts.minute
    return minutes / 60


def _place(at: float, length: float, whole: float) -> dict[str, Any]:
    return {"x": _percent(at, whole), "width": _percent(length, whole), "middle": _percent(at + length / 2, whole)}


def _choice(column: Mapping[str, Any], chosen: Mapping[str, int]) -> dict[str, Any]:
    slug = column["daypart"].slug
    fits = column["tall"] >= NUMBER_FITS_FROM
    return {"chosen": slug in chosen, "number": (chosen.get(slug) or "") if fits else ""}


@register.inclusion_tag("spot/components/_bar_list.html")
def bar_list(rows: Iterable[tuple[str, int]], unit: str = "", main: str = "") -> dict[str, Any]:
    """Sorted bars with their value at the right: rows of (label, value); `main` is the label drawn in ink."""
    kept = list(rows)
    most = max((value for _label, value in kept), default=1) or 1
    bars = [
        {"label": label, "value": value, "width": _percent(value, most), "main": not main or label == main}
        for label, value in kept
    ]
    return {"bars": bars, "unit": unit}


@register.inclusion_tag("spot/components/_columns.html")
def columns(
    rows: Iterable[tuple[str, int]], height: int = 120, top: int | None = None, unit: str = ""
) -> dict[str, Any]:
    """Upright bars, the last one in ink: rows of (label, value); `top` is the value of the full height."""
    kept = list(rows)
    most = top or max((value for _label, value in kept), default=1) or 1
    step = 100 / (len(kept) or 1)
    drawn = [
        {
            "label": label,
            "value": value,
            "x": f"{index * step + step * 0.18:.3f}",
            "width": f"{step * 0.64:.3f}",
            "middle": f"{index * step + step / 2:.3f}",
            "y": height - round(height * min(value, most) / most),
            "tall": round(height * min(value, most) / most),
            "last": index == len(kept) - 1,
        }
        for index, (label, value) in enumerate(kept)
    ]
    return {"columns": drawn, "height": height, "base": height + 20, "most": most, "unit": unit}


@register.filter
def scale(sheet: Iterable[SheetRow]) -> list[dict[str, Any]]:
    """The columns of the large skyline: width in hours (the night, unpriced, is a stub), share of the dearest price."""
    rows = list(sheet)
    dearest = max((row.short_ttc_fcfa or 0 for row in rows), default=0) or 1
    return [
        {
            "row": row,
            "slug": row.daypart.slug,
            "name": row.daypart.name,
            "width": f"{NIGHT_STUB_HOURS if row.is_on_request else hours(row.daypart):g}",
            "share": f"{(row.short_ttc_fcfa or 0) / dearest:.4f}",
        }
        for row in rows
    ]


def _scale_hours(sheet: Iterable[SheetRow]) -> tuple[float, float]:
    """How many hours the large skyline shows to scale, and its whole width with the stubs."""
    rows = list(sheet)
    shown = sum(hours(row.daypart) for row in rows if not row.is_on_request)
    return shown, shown + NIGHT_STUB_HOURS * sum(row.is_on_request for row in rows)


@register.filter
def position(sheet: Iterable[SheetRow], at: datetime) -> str:
    """Where an instant stands on the large skyline, in per cent of its width; "" when that hour is not to scale."""
    local = clock.local(at)
    since = (local.hour - DAY_STARTS_HOUR) % 24 + local.minute / 60
    shown, whole = _scale_hours(sheet)
    return _percent(since, whole) if since < shown else ""


@register.filter
def hour_marks(sheet: Iterable[SheetRow]) -> list[dict[str, str]]:
    """The hours written under the large skyline: 06, 07 … 00."""
    shown, whole = _scale_hours(sheet)
    marks = range(int(shown) + 1)
    return [{"x": _percent(mark, whole), "word": f"{(DAY_STARTS_HOUR + mark) % 24:02}"} for mark in marks]
