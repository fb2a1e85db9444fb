"""The station's own grid: the dayparts of the shipped rate card, and a believable week of ad breaks.

Both may stand in a real station from its first day; staff then edit them. Lengths are seconds.
"""

from datetime import time

from spot.breaks import queries
from spot.breaks.models import BreakTemplate, Daypart

DAYPARTS = [
    ("matinee", "Matinée", time(6), time(11)),
    ("midi", "Midi", time(11), time(14, 30)),
    ("apres-midi", "Après-midi", time(14, 30), time(17, 30)),
    ("access", "Access", time(17, 30), time(19, 15)),
    ("prime", "Prime", time(19, 15), time(21, 15)),
    ("soiree", "Soirée", time(21, 15), time(0)),
    ("nuit", "Nuit", time(0), time(6)),
]
SATURDAY, SUNDAY = 5, 6
WEEK = [
    ("0615", "Réveil Matin", 90),
    ("0650", "Avant flash 7 h", 90),
    ("0715", "Revue de presse", 120),
    ("0745", "Météo du matin", 90),
    ("0820", "Le débat du matin", 120),
    ("0855", "Avant magazine santé", 90),
    ("0935", "Mi-magazine", 90),
    ("1010", "Avant série", 90),
    ("1045", "Mi-série", 90),
    ("1115", "Avant cuisine du Faso", 120),
    ("1145", "Mi-cuisine", 120),
    ("1225", "Avant jeu de midi", 150),
    ("1255", "Avant JT 13 h", 180),
    ("1315", "Mi-JT 13 h", 120),
    ("1335", "Après JT 13 h", 180),
    ("1410", "Après sport", 120),
    ("1440", "Avant feuilleton", 120),
    ("1510", "Mi-feuilleton", 90),
    ("1545", "Après feuilleton", 90),
    ("1620", "Avant dessins animés", 90),
    ("1650", "Mi-dessins animés", 90),
    ("1715", "Avant musique", 90),
    ("1740", "Avant Faso Tube", 120),
    ("1805", "Mi-Faso Tube", 120),
    ("1830", "Avant langues nationales", 120),
    ("1850", "Après langues nationales", 120),
    ("1908", "Avant météo", 120),
    ("1925", "Avant JT", 180),
    ("1945", "Mi-JT", 120),
    ("2010", "Après JT", 240),
    ("2045", "Avant film", 240),
    ("2125", "Mi-film", 180),
    ("2205", "Fin de film", 180),
    ("2235", "Avant débat", 120),
    ("2305", "Mi-débat", 120),
    ("2340", "Dernier flash", 90),
    ("0030", "Après flash", 90),
    ("0145", "Nuit musicale", 60),
]
# What differs on the weekend: another title, or None where the break does not exist.
WEEKEND = {
    SATURDAY: {
        "0820": "Samedi en famille", "0855": None, "0935": "Mi-Samedi en famille", "1115": "Avant marchés du Faso",
        "1145": "Mi-marchés du Faso", "1510": "Avant match", "1545": "Mi-temps", "1620": "Après match",
        "1650": None, "2045": "Avant variétés", "2125": "Mi-variétés", "2205": "Fin de variétés",
        "2235": "Avant série du samedi", "2305": "Mi-série du samedi",
    },
    SUNDAY: {
        "0650": None, "0820": "Avant culte", "0855": "Après culte", "0935": "Avant messe", "1010": "Après messe",
        "1045": None, "1115": "Avant dimanche sport", "1145": "Mi-dimanche sport", "1510": "Avant théâtre",
        "1545": "Mi-théâtre", "1620": "Après théâtre", "2235": "Avant résumé des matchs",
        "2305": "Après résumé des matchs",
    },
}  # fmt: skip


def ensure_dayparts() -> None:
    """The dayparts, where they do not exist yet."""
    for order, (slug, name, starts, ends) in enumerate(DAYPARTS):
        facts = {"name": name, "starts": starts, "ends": ends, "order": order}
        Daypart.objects.get_or_create(slug=slug, defaults=facts)


def ensure_template() -> None:
    """A week of breaks, unless somebody has begun one."""
    if not BreakTemplate.objects.exists():
        BreakTemplate.objects.bulk_create(row for weekday in range(7) for row in _rows_of(weekday))


def _rows_of(weekday: int) -> list[BreakTemplate]:
    differs = WEEKEND.get(weekday, {})
    rows = [(code, differs.get(code, title), capacity) for code, title, capacity in WEEK]
    return [_row(weekday, code, title, capacity) for code, title, capacity in rows if title]


def _row(weekday: int, code: str, title: str, capacity: int) -> BreakTemplate:
    starts = time(int(code[:2]), int(code[2:]))
    return BreakTemplate(
        weekday=weekday, starts=starts, code=code, title=title, capacity_seconds=capacity,
        daypart=queries.daypart_at(starts),
    )  # fmt: skip
