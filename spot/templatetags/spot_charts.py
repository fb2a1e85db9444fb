"""Bars and the skyline: the arithmetic of their SVG, so that templates only place what is given."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import template

from spot.breaks.models import Daypart
from spot.pricing.queries import SheetRow

register = template.Library()

HATCHED = {"missed", "waiting"}


def _percent(part: float, whole: float) -> str:
    return f"{100 * part / whole:.3f}".rstrip("0").rstrip(".")


@register.inclusion_tag("spot/components/_bar.html")
def bar(segments: Iterable[Mapping[str, Any]], total: int | None = None, height: int = 8, label: str = "") -> dict[str, Any]:
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
    lengths = [hours(row.daypart) for row in priced]
    dearest = max((row.short_ttc_fcfa or 0 for row in priced), default=1)
    starts = [sum(lengths[:index]) for index in range(len(lengths))]
    drawn = [
        _column(row, at, length, sum(lengths), round(height * (row.short_ttc_fcfa or 0) / dearest), height, chosen or {})
        for row, at, length in zip(priced, starts, lengths, strict=True)
    ]
    return {"columns": drawn, "height": height, "names": names, "total_height": height + (24 if names else 2)}


def hours(daypart: Daypart) -> float:
    """The length of a daypart in hours; one that ends at midnight ends at 24:00."""
    minutes = (daypart.ends.hour or 24) * 60 + daypart.ends.minute - daypart.starts.hour * 60 - daypart.starts.minute
    return minutes / 60


def _column(
    row: SheetRow, at: float, length: float, whole: float, tall: int, height: int, chosen: Mapping[str, int]
) -> dict[str, Any]:
    slug = row.daypart.slug
    return {
        "slug": slug,
        "name": row.daypart.name,
        "price_fcfa": row.short_ttc_fcfa,
        "x": _percent(at, whole),
        "width": _percent(length, whole),
        "middle": _percent(at + length / 2, whole),
        "y": height - tall,
        "tall": tall,
        "chosen": slug in chosen,
        "number": chosen.get(slug) or "",
    }


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
def columns(rows: Iterable[tuple[str, int]], height: int = 120, top: int | None = None, unit: str = "") -> dict[str, Any]:
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
