"""How Django's administration shows these tables: to look at, and without a secret."""

from spot.breaks.models import AdBreak, BreakTemplate, BroadcastDay, Daypart
from spot.common.reading import Reading


class DaypartReading(Reading):
    list_display = ("name", "slug", "starts", "ends", "order")
    search_fields = ("name",)


class BreakTemplateReading(Reading):
    list_display = ("code", "title", "weekday", "starts", "capacity_seconds", "daypart")
    list_filter = ("weekday", "daypart")
    search_fields = ("code", "title")


class BroadcastDayReading(Reading):
    list_display = ("day", "closed_at", "is_special")
    list_filter = ("is_special",)
    date_hierarchy = "day"


class AdBreakReading(Reading):
    list_display = ("code", "title", "day", "starts_at", "daypart", "capacity_seconds", "booked_seconds", "status")
    details = ("reason", "version")
    list_filter = ("status", "daypart")
    search_fields = ("code", "title")
    date_hierarchy = "starts_at"


READINGS = {
    Daypart: DaypartReading,
    BreakTemplate: BreakTemplateReading,
    BroadcastDay: BroadcastDayReading,
    AdBreak: AdBreakReading,
}
