"""The order lines of a campaign, each with what became of its airings."""

from dataclasses import dataclass

from django.db.models import Count

from spot.airings.models import Airing
from spot.campaigns.models import Campaign, OrderLine
from spot.desks.campaign_sheet import weekdays_words


@dataclass(frozen=True)
class LineRow:
    line: OrderLine
    counts: dict[str, int]

    @property
    def weekdays(self) -> str:
        return weekdays_words(self.line.weekdays)

    @property
    def note(self) -> str:
        left = self.line.airings - sum(self.counts.get(status, 0) for status in ("aired", "missed", "preempted"))
        return f"{left} à venir" if left > 0 else ""


def rows(campaign: Campaign) -> list[LineRow]:
    """Two queries: the lines, and the counts of their airings by status."""
    counted: dict[object, dict[str, int]] = {}
    placed = Airing.objects.filter(campaign=campaign, line__isnull=False).order_by()
    for line, status, count in placed.values_list("line", "status").annotate(Count("pk")):
        counted.setdefault(line, {})[status] = count
    return [LineRow(line, counted.get(line.pk, {})) for line in campaign.lines.select_related("daypart")]
