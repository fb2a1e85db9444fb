"""The price explained line by line: the same cascade in simulator, quote, order and campaign."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import template
from django.utils.translation import gettext as _

from spot.common.french import percent_bp
from spot.common.money import grouped
from spot.pricing.cascade import POSITIONS

register = template.Library()

Line = dict[str, Any]


@register.inclusion_tag("spot/components/_cascade.html")
def price_cascade(quote: Mapping[str, Any], vat_bp: int) -> dict[str, Any]:
    """The cascade of a quote, given as the contract's JSON (`Quote.as_dict()` or what a campaign froze).

    Order: tariff, majorations, gross, discounts and commission, net, VAT; the total stands apart.
    """
    lines = [_base(quote["lines"]), *_majorations(quote["lines"])]
    if len(lines) > 1 or quote["steps"]:
        lines.append({"label": _("Prix brut"), "amount_fcfa": _gross(quote["lines"]), "kind": "subtotal"})
    lines += [_whole(step) for step in quote["steps"]]
    lines.append({"label": _("Net HT"), "amount_fcfa": quote["net_ht_fcfa"], "kind": "subtotal"})
    lines.append(_share(_("TVA"), quote["vat_fcfa"], vat_bp, quote["net_ht_fcfa"]))
    return {"lines": lines, "total_label": _("Total TTC"), "total_fcfa": quote["total_ttc_fcfa"]}


def _base(lines: Sequence[Mapping[str, Any]]) -> Line:
    terms = [(line["airings"], _tariff_of(line)) for line in lines]
    why = " + ".join(f"{airings} × {grouped(unit)}" for airings, unit in terms)
    return {"label": _("Tarif de base"), "amount_fcfa": sum(airings * unit for airings, unit in terms), "why": why}


def _tariff_of(line: Mapping[str, Any]) -> int:
    """One airing before its majoration, which is the last step of a line that asks for a position."""
    extra = line["steps"][-1]["amount_fcfa"] if line.get("position") else 0
    return int(line["unit_ht_fcfa"] - extra)


def _majorations(lines: Sequence[Mapping[str, Any]]) -> list[Line]:
    found = []
    for position, label in POSITIONS.items():
        asked = [line for line in lines if line.get("position") == position]
        if asked:
            base = sum(line["airings"] * line["steps"][-1]["base_fcfa"] for line in asked)
            amount = sum(line["airings"] * line["steps"][-1]["amount_fcfa"] for line in asked)
            found.append(_share(_(label), amount, asked[0]["steps"][-1]["rate_bp"], base))
    return found


def _gross(lines: Sequence[Mapping[str, Any]]) -> int:
    return sum(line["airings"] * line["unit_ht_fcfa"] for line in lines)


def _whole(step: Mapping[str, Any]) -> Line:
    return _share(step["label"], step["amount_fcfa"], abs(step["rate_bp"]), step["base_fcfa"])


def _share(label: str, amount_fcfa: int, rate_bp: int, base_fcfa: int) -> Line:
    why = _("%(rate)s de %(base)s") % {"rate": percent_bp(rate_bp), "base": grouped(base_fcfa)}
    return {"label": label, "amount_fcfa": amount_fcfa, "why": why, "kind": "less" if amount_fcfa < 0 else "more"}
