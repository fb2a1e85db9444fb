"""Which rate card is in force, and the published sheet as people read it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from spot.breaks.models import Daypart
from spot.common import clock, money
from spot.common.refusals import Refused
from spot.pricing.cascade import LONG_SECONDS, LineAsked, Tariff, price
from spot.pricing.models import DaypartRate, RateCard, ServiceRate


@dataclass(frozen=True)
class SheetRow:
    """A daypart of the sheet, in FCFA; every price is None when it is sold on request."""

    daypart: Daypart
    short_ht_fcfa: int | None = None
    short_ttc_fcfa: int | None = None
    long_ht_fcfa: int | None = None
    long_ttc_fcfa: int | None = None
    extra_second_ht_fcfa: int | None = None
    extra_second_ttc_fcfa: int | None = None

    @property
    def is_on_request(self) -> bool:
        return self.long_ht_fcfa is None


def rate_card_on(day: date | None = None) -> RateCard:
    """The card in force on a day (today if None). Refused: `no_rate_card` (422)."""
    card = RateCard.objects.in_force_on(day or clock.today()).first()
    if card is None:
        raise Refused("no_rate_card", "Aucune grille tarifaire n’est en vigueur à cette date.", status=422)
    return card


def tariffs_of(card: RateCard) -> dict[str, Tariff]:
    """The prices of a card by daypart slug."""
    rows = DaypartRate.objects.filter(card=card).values_list("daypart_id", "daypart__name", "base_ht_fcfa")
    return {slug: Tariff(slug, name, base) for slug, name, base in rows}


def on_request(dayparts: Iterable[str], day: date | None = None) -> list[str]:
    """Those of the dayparts (slugs) the card in force does not price, in the order given."""
    priced = tariffs_of(rate_card_on(day))
    return [slug for slug in dict.fromkeys(dayparts) if slug not in priced]


def sheet(day: date | None = None) -> list[SheetRow]:
    """Every daypart in the order of the day, with its prices."""
    return rows_of(rate_card_on(day))


def rows_of(card: RateCard) -> list[SheetRow]:
    """The sheet of one card, a draft's too."""
    tariffs = tariffs_of(card)
    return [_row(card, daypart, tariffs.get(daypart.slug)) for daypart in Daypart.objects.all()]


def services_sheet(day: date | None = None) -> list[ServiceRate]:
    """The services sold at a fixed price, tax included, in the order of the sheet."""
    return list(ServiceRate.objects.filter(card=rate_card_on(day)))


def _row(card: RateCard, daypart: Daypart, tariff: Tariff | None) -> SheetRow:
    if tariff is None:
        return SheetRow(daypart)
    short = price([LineAsked(daypart.slug, 30, 1)], card, {daypart.slug: tariff})
    long = price([LineAsked(daypart.slug, LONG_SECONDS, 1)], card, {daypart.slug: tariff})
    second = money.share_bp(tariff.base_ht_fcfa, card.extra_second_bp)
    return SheetRow(
        daypart, short.net_ht_fcfa, short.total_ttc_fcfa, long.net_ht_fcfa, long.total_ttc_fcfa,
        second, second + money.share_bp(second, card.vat_bp),
    )  # fmt: skip
