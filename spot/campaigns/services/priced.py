"""The price an order carries: computed at each save by the rate card in force, never by hand."""

from spot.campaigns.models import Campaign, LineKind, OrderLine
from spot.pricing import queries
from spot.pricing.services import LineAsked, quote

PRICE = ("rate_card", "net_ht_fcfa", "vat_fcfa", "total_ttc_fcfa", "quote")


def price(campaign: Campaign) -> None:
    """Write the campaign's quote and its lines' prices; `quote["on_request"]` names dayparts without a tariff."""
    lines = list(campaign.lines.filter(kind=LineKind.AIRTIME))
    unpriced = queries.on_request([line.daypart_id or "" for line in lines]) if lines else []
    if unpriced or not lines:
        _write_nothing(campaign, lines, unpriced)
    else:
        _write_quote(campaign, lines)


def _write_quote(campaign: Campaign, lines: list[OrderLine]) -> None:
    asked = [LineAsked(line.daypart_id or "", line.seconds, line.airings, line.position) for line in lines]
    answer = quote(asked, agency=campaign.agency_id is not None)
    for line, quoted in zip(lines, answer.lines, strict=True):
        line.unit_ht_fcfa, line.net_ht_fcfa = quoted.unit_ht_fcfa, quoted.net_ht_fcfa
    OrderLine.objects.bulk_update(lines, ["unit_ht_fcfa", "net_ht_fcfa"])
    campaign.rate_card, campaign.quote = answer.rate_card, answer.as_dict()
    campaign.net_ht_fcfa, campaign.vat_fcfa, campaign.total_ttc_fcfa = (
        answer.net_ht_fcfa, answer.vat_fcfa, answer.total_ttc_fcfa,
    )  # fmt: skip
    campaign.save(update_fields=PRICE)


def _write_nothing(campaign: Campaign, lines: list[OrderLine], unpriced: list[str]) -> None:
    for line in lines:
        line.unit_ht_fcfa = line.net_ht_fcfa = 0
    OrderLine.objects.bulk_update(lines, ["unit_ht_fcfa", "net_ht_fcfa"])
    campaign.rate_card, campaign.quote = None, {"on_request": unpriced} if unpriced else {}
    campaign.net_ht_fcfa = campaign.vat_fcfa = campaign.total_ttc_fcfa = 0
    campaign.save(update_fields=PRICE)
