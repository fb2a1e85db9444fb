"""How Django's administration shows these tables: to look at, and without a secret."""

from spot.common.reading import Reading
from spot.creatives.models import Resumable, Spot, SpotVersion


class SpotReading(Reading):
    list_display = ("title", "organisation", "campaign", "product_category", "created_by", "created_at")
    details = ("approved_version",)
    search_fields = ("title", "organisation__name", "campaign__title")
    date_hierarchy = "created_at"


class SpotVersionReading(Reading):
    list_display = ("spot", "number", "status", "house_number", "seconds", "uploaded_by", "uploaded_at")
    details = (
        "original_name",
        "sha256",
        "size_bytes",
        "media_type",
        "content_type",
        "facts",
        "failure",
        "decided_by",
        "decided_at",
        "reason",
        "version",
    )
    list_filter = ("status", "media_type")
    search_fields = ("spot__title", "house_number")
    date_hierarchy = "uploaded_at"


class ResumableReading(Reading):
    list_display = ("original_name", "owner", "campaign", "received_bytes", "size_bytes", "expires_at")
    details = ("title", "replaces", "busy_until", "became")
    search_fields = ("original_name", "title", "owner__full_name")
    date_hierarchy = "expires_at"


READINGS = {
    Spot: SpotReading,
    SpotVersion: SpotVersionReading,
    Resumable: ResumableReading,
}
