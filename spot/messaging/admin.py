"""How Django's administration shows these tables: to look at, and without a secret."""

from spot.common.reading import Reading
from spot.messaging.models import Alarm, Alert, Notification


class NotificationReading(Reading):
    list_display = ("title", "user", "kind", "at", "read_at")
    details = ("text", "url", "entry")
    search_fields = ("title", "user__full_name")
    date_hierarchy = "at"


class AlertReading(Reading):
    list_display = ("airing", "kind", "given_at")
    list_filter = ("kind",)
    search_fields = ("airing__spot__title",)
    date_hierarchy = "given_at"
    list_select_related = ("airing__spot",)


class AlarmReading(Reading):
    list_display = ("title", "name", "since", "ended_at")
    details = ("text",)
    search_fields = ("title", "text")
    date_hierarchy = "since"


READINGS = {
    Notification: NotificationReading,
    Alert: AlertReading,
    Alarm: AlarmReading,
}
