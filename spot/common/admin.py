"""How Django's administration shows these tables: to look at, and without a secret."""

from spot.common.models import IdempotencyKey, Incident
from spot.common.reading import Reading


class IdempotencyKeyReading(Reading):
    list_display = ("path", "user", "status", "created_at")
    list_filter = ("status",)
    search_fields = ("path", "user__full_name")
    date_hierarchy = "created_at"


class IncidentReading(Reading):
    list_display = ("kind", "at")
    list_filter = ("kind",)
    date_hierarchy = "at"


READINGS = {
    Incident: IncidentReading,
    IdempotencyKey: IdempotencyKeyReading,
}
