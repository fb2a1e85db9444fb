"""Asking a price, and everything that changes a rate card."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.db.models import Max, QuerySet

from spot.accounts.models import User
from spot.common.refusals import Refused
from spot.journal import services as journal
from spot.pricing import queries
from spot.pricing.cascade import LineAsked, Quote, price
from spot.pricing.models import DaypartRate, RateCard, ServiceRate
from spot.pricing.workflow import VERBS, Status

__all__ = ["LineAsked", "Quote", "draft_from", "publish", "quote", "save"]


def quote(lines: Sequence[LineAsked], *, agency: bool = False, on: date | None = None) -> Quote:
    """The price of order lines by the rate card in force on a day (today if None).

    Refused, all 422: `on_request` for a daypart the card does not price, `bad_line`, `no_rate_card`.
    """
    card = queries.rate_card_on(on)
    return price(lines, card, queries.tariffs_of(card), agency=agency)


def draft_from(card: RateCard, *, by: User, name: str, valid_from: date) -> RateCard:
    """A new draft with the prices of another card, to be edited and published."""
    with journal.act():
        number = (RateCard.objects.aggregate(last=Max("number"))["last"] or 0) + 1
        draft = RateCard(
            name=name, number=number, valid_from=valid_from, vat_bp=card.vat_bp, short_bp=card.short_bp,
            extra_second_bp=card.extra_second_bp, position_bp=card.position_bp, agency_bp=card.agency_bp,
        )  # fmt: skip
        VERBS.check("draft", draft, by=by)
        draft.save(force_insert=True)
        _copy_prices(card, draft)
        journal.record("rate_cards.draft", draft, by=by, after={"name": name, "from": card.name})
    return draft


def save(card: RateCard, *, by: User, rates: Mapping[str, int | None], **facts: Any) -> RateCard:
    """Change a draft: its percentages and dates (`facts`), and its price per daypart slug (None: on request).

    Refused: `wrong_state` once it is published.
    """
    with journal.act():
        card = VERBS.apply("draft", card, by=by, **facts)
        for slug, base_ht_fcfa in rates.items():
            _set_rate(card, slug, base_ht_fcfa)
    return card


def publish(card: RateCard, *, by: User | None) -> RateCard:
    """Put a card in force from its date; those no coming day will use any more are superseded.

    Refused: `wrong_state`, `no_prices` (422).
    """
    with journal.act():
        if not card.rates.exists():
            raise Refused("no_prices", "Cette grille ne porte aucun prix : saisissez au moins une tranche.", status=422)
        _supersede(RateCard.objects.filter(valid_from=card.valid_from).exclude(pk=card.pk), by=by)
        card = VERBS.apply("publish", card, by=by)
        _supersede(RateCard.objects.filter(valid_from__lt=queries.rate_card_on().valid_from), by=by)
    return card


def _supersede(cards: QuerySet[RateCard], *, by: User | None) -> None:
    for former in cards.filter(status=Status.PUBLISHED):
        VERBS.apply("supersede", former, by=by)


def _copy_prices(source: RateCard, target: RateCard) -> None:
    DaypartRate.objects.bulk_create(
        DaypartRate(card=target, daypart_id=slug, base_ht_fcfa=tariff.base_ht_fcfa)
        for slug, tariff in queries.tariffs_of(source).items()
    )
    services = source.services.values("slug", "family", "label", "ttc_fcfa", "order")
    ServiceRate.objects.bulk_create(ServiceRate(card=target, **facts) for facts in services)


def _set_rate(card: RateCard, slug: str, base_ht_fcfa: int | None) -> None:
    if base_ht_fcfa is None:
        card.rates.filter(daypart=slug).delete()
    else:
        card.rates.update_or_create(daypart_id=slug, defaults={"base_ht_fcfa": base_ht_fcfa})
