"""How Django's administration shows these tables: to look at, and without a secret."""

from spot.common.reading import Reading
from spot.pricing.models import DaypartRate, RateCard, ServiceRate


class RateCardReading(Reading):
    list_display = ("name", "number", "status", "valid_from", "vat_bp")
    details = ("short_bp", "extra_second_bp", "position_bp", "agency_bp", "created_at", "version")
    list_filter = ("status",)
    search_fields = ("name",)
    date_hierarchy = "valid_from"


class DaypartRateReading(Reading):
    list_display = ("card", "daypart", "base_ht_fcfa")
    list_filter = ("daypart",)
    search_fields = ("card__name",)


class ServiceRateReading(Reading):
    list_display = ("label", "card", "family", "slug", "ttc_fcfa", "order")
    list_filter = ("family",)
    search_fields = ("label", "card__name")


READINGS = {
    RateCard: RateCardReading,
    DaypartRate: DaypartRateReading,
    ServiceRate: ServiceRateReading,
}
