"""How Django's administration shows these tables: to look at, and without a secret."""

from spot.airings.models import Airing, HandOver, Presence
from spot.common.reading import Reading


class AiringReading(Reading):
    list_display = ("spot", "day", "ad_break", "organisation", "campaign", "rank", "status", "aired_at")
    details = (
        "position",
        "spot_version",
        "line",
        "seconds",
        "net_ht_fcfa",
        "reason",
        "remark",
        "severity",
        "gratis",
        "acted_by",
        "acted_at",
        "makegood_for",
        "created_at",
        "version",
    )
    list_filter = ("status", "severity", "gratis", "daypart")
    search_fields = ("spot__title", "organisation__name", "campaign__title")
    date_hierarchy = "day"


class HandOverReading(Reading):
    list_display = ("day", "written_by", "written_at", "taken_by", "taken_at")
    details = ("text",)
    search_fields = ("text", "written_by__full_name")
    date_hierarchy = "day"


class PresenceReading(Reading):
    list_display = ("user", "day", "ad_break", "handling", "seen_at")
    search_fields = ("user__full_name",)
    date_hierarchy = "day"


READINGS = {
    Airing: AiringReading,
    HandOver: HandOverReading,
    Presence: PresenceReading,
}
