"""Three sentences that read the fill of the breaks aloud, so that a director need not read a table."""

from spot.reports.queries import Fill, Report

FULL, SPACIOUS = 85, 50
SPOT_SECONDS = 30
WEEKDAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")


def sentences(report: Report) -> list[tuple[str, str]]:
    """(title, explanation), at most three; none when no break was open."""
    rows = [row for row in report.fill if row.whole is not None]
    if not rows:
        return []
    fullest, emptiest = max(rows, key=_whole), min(rows, key=_whole)
    return [_fullest(fullest), _emptiest(emptiest, report.period.days), _best_weekday(rows)]


def _whole(row: Fill) -> int:
    return row.whole or 0


def _fullest(row: Fill) -> tuple[str, str]:
    if _whole(row) >= FULL:
        return f"{row.daypart} est plein.", f"{row.whole} % des secondes ouvertes sont vendues."
    return f"{row.daypart} se vend le mieux.", f"{row.whole} % des secondes ouvertes, le reste est encore libre."


def _emptiest(row: Fill, days: int) -> tuple[str, str]:
    free = (sum(row.capacity) - sum(row.booked)) * 7 // days
    title = f"{row.daypart} a de la place." if _whole(row) < SPACIOUS else f"{row.daypart} est le moins rempli."
    return title, f"{free // 60} minutes libres par semaine, soit {free // SPOT_SECONDS} spots de 30 s."


def _best_weekday(rows: list[Fill]) -> tuple[str, str]:
    shares = []
    for weekday in range(7):
        capacity = sum(row.capacity[weekday] for row in rows)
        shares.append(round(100 * sum(row.booked[weekday] for row in rows) / capacity) if capacity else 0)
    best = shares.index(max(shares))
    others = round((sum(shares) - shares[best]) / 6)
    return f"Le {WEEKDAYS[best]} est le jour le plus rempli.", f"{shares[best]} % contre {others} % les autres jours."
