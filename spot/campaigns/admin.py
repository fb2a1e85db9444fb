"""How Django's administration shows these tables: to look at, and without a secret."""

from spot.campaigns.models import Campaign, OrderLine
from spot.common.reading import Reading


class CampaignReading(Reading):
    list_display = ("reference", "title", "organisation", "status", "starts_on", "ends_on", "total_ttc_fcfa")
    details = (
        "agency",
        "product_category",
        "objective",
        "channel",
        "languages",
        "audience",
        "key_message",
        "spot_source",
        "created_by",
        "created_at",
        "submitted_by",
        "submitted_at",
        "decided_by",
        "decided_at",
        "reason",
        "rate_card",
        "net_ht_fcfa",
        "vat_fcfa",
        "quote",
        "version",
    )
    list_filter = ("status", "objective")
    search_fields = ("reference", "title", "organisation__name")
    date_hierarchy = "starts_on"


class OrderLineReading(Reading):
    list_display = ("campaign", "kind", "daypart", "code", "starts_on", "ends_on", "seconds", "airings", "net_ht_fcfa")
    details = ("weekdays", "position", "service", "unit_ht_fcfa", "created_at")
    list_filter = ("kind", "daypart")
    search_fields = ("campaign__title", "campaign__reference")
    date_hierarchy = "starts_on"


READINGS = {
    Campaign: CampaignReading,
    OrderLine: OrderLineReading,
}
