"""How Django's administration shows these tables: to look at, and without a secret."""

from spot.common.models import IdempotencyKey
from spot.common.reading import Reading


class IdempotencyKeyReading(Reading):
    list_display = ("path", "user", "status", "created_at")
    list_filter = ("status",)
    search_fields = ("path", "user__full_name")
    date_hierarchy = "created_at"


READINGS = {
    IdempotencyKey: IdempotencyKeyReading,
}
