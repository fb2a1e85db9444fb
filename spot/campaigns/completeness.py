"""What an order still lacks before the station can look at it, as sentences that lead to the step to mend."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.formats import date_format

from spot.campaigns.models import Campaign, LineKind, OrderLine
from spot.clearance.models import Rule
from spot.common import clock
from spot.common.refusals import Refused

WEEK = 7


@dataclass(frozen=True)
class Problem:
    """`step` is the step of the order form where it is mended."""

    code: str
    step: str
    sentence: str


def problems(campaign: Campaign) -> list[Problem]:
    """Everything that keeps an order from being submitted; empty when it is whole."""
    lines = [line for line in campaign.lines.all() if line.kind == LineKind.AIRTIME]
    return [*_of_campaign(campaign), *_of_order(campaign, lines), *_of_price(campaign)]


def require(campaign: Campaign) -> None:
    """Refused (422): the first problem's code and sentence, all sentences in `problems`."""
    if found := problems(campaign):
        raise Refused(found[0].code, found[0].sentence, status=422, problems=[problem.sentence for problem in found])


def _of_campaign(campaign: Campaign) -> Iterator[Problem]:
    if not campaign.title.strip():
        yield Problem("incomplete", "campaign", "Donnez un nom à la campagne.")
    category = campaign.product_category
    if category.rule == Rule.FORBIDDEN:
        article = f" ({category.article})" if category.article else ""
        yield Problem(
            "clearance", "campaign", f"{category.name} : la publicité en est interdite à la télévision{article}."
        )


def _of_order(campaign: Campaign, lines: list[OrderLine]) -> Iterator[Problem]:
    if campaign.starts_on < clock.broadcast_today():
        sentence = (
            f"Le premier jour, {_said(campaign.starts_on)}, est passé : choisissez une date à partir d’aujourd’hui."
        )
        yield Problem("incomplete", "diffusion", sentence)
    if not lines:
        yield Problem("incomplete", "diffusion", "Choisissez au moins un moment de diffusion.")
    for number, line in enumerate(lines, start=1):
        yield from _of_line(campaign, line, number)


def _of_line(campaign: Campaign, line: OrderLine, number: int) -> Iterator[Problem]:
    if line.starts_on < campaign.starts_on or line.ends_on > campaign.ends_on:
        yield Problem("incomplete", "diffusion", f"Le moment {number} sort des dates de la campagne.")
    elif not _has_a_day(line):
        yield Problem(
            "incomplete", "diffusion", f"Le moment {number} ne tombe sur aucun des jours choisis entre ses dates."
        )


def _of_price(campaign: Campaign) -> Iterator[Problem]:
    if campaign.quote.get("on_request"):
        sentence = (
            "Une des tranches choisies est vendue sur devis : contactez la régie, ou choisissez une autre tranche."
        )
        yield Problem("on_request", "diffusion", sentence)


def _has_a_day(line: OrderLine) -> bool:
    span = min((line.ends_on - line.starts_on).days, WEEK - 1)
    return any(str((line.starts_on + timedelta(days=day)).weekday()) in line.weekdays for day in range(span + 1))


def _said(day: date) -> str:
    return date_format(day, "j F Y")
