"""The amounts of an order add up, and its state is one of the table's."""

from django.db.models import F, Sum

from spot.campaigns.models import Campaign
from spot.campaigns.workflow import Status
from spot.common.invariants import Check, Found, found


def money() -> Found:
    """HT + tax = TTC, and the lines add up to the order, to the franc."""
    wrong = Campaign.objects.exclude(total_ttc_fcfa=F("net_ht_fcfa") + F("vat_fcfa"))
    sums = Campaign.objects.order_by().annotate(lines_fcfa=Sum("lines__net_ht_fcfa", default=0))
    apart = sums.exclude(lines_fcfa=F("net_ht_fcfa")).values_list("pk", "lines_fcfa", "net_ht_fcfa")
    return found(
        Campaign.objects.count(),
        [
            *(f"campaign {row.pk}: HT and tax do not add up to TTC" for row in wrong),
            *(f"campaign {pk}: lines {lines} F, order {order} F" for pk, lines, order in apart),
        ],
    )


def states() -> Found:
    """A known state; what was decided says when and at what price list."""
    unknown = Campaign.objects.exclude(status__in=Status.values)
    unpriced = Campaign.objects.filter(status=Status.APPROVED, rate_card=None)
    return found(
        Campaign.objects.count(),
        [
            *(f"campaign {row.pk}: state {row.status}" for row in unknown),
            *(f"campaign {row.pk}: approved without a rate card" for row in unpriced),
        ],
    )


CHECKS: dict[str, Check] = {"campaign_money": money, "campaign_states": states}
