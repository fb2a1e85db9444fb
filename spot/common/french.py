"""How dates and percentages are written in French, for templates and for the desks that build a sentence."""

from datetime import date, datetime
from typing import Any

from django.utils.formats import date_format

from spot.common import clock, money

Moment = date | datetime | str | None


def written(moment: Moment, pattern: str) -> str:
    """A date or an instant (on the station's clock) by Django's pattern; the first of a month is “1er”; nothing is a dash."""
    if not moment:
        return "–"
    at = _local(moment)
    return date_format(at, pattern.replace("j", r"1\e\r") if at.day == 1 else pattern)


def day_long(moment: Moment) -> str:
    """20 novembre 2026."""
    return written(moment, "j F Y")


def percent_bp(rate_bp: int) -> str:
    """1800 basis points → 18 %; 250 → 2,5 %."""
    whole, rest = divmod(rate_bp, 100)
    decimals = f",{rest:02}".rstrip("0") if rest else ""
    return f"{whole}{decimals}{money.HARD}%"


def counted(number: int, one: str, several: str) -> str:
    """1 passage retiré; 3 passages retirés; nothing is one in French: 0 passage retiré."""
    return f"{money.grouped(number)} {several if number > 1 else one}"


def uncapitalised(sentence: Any) -> str:
    """The first letter small: an error after a colon."""
    text = str(sentence)
    return text[:1].lower() + text[1:]


def _local(moment: date | datetime | str) -> date | datetime:
    if isinstance(moment, str):
        moment = datetime.fromisoformat(moment)
    return clock.local(moment) if isinstance(moment, datetime) else moment
