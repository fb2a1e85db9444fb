"""How Django's administration shows these tables: to look at, and without a secret."""

from spot.common.reading import Reading
from spot.journal.models import Entry, Stream


class EntryReading(Reading):
    list_display = ("at", "verb", "thing_kind", "thing_id", "actor", "role")
    details = ("before", "after", "note", "stream", "seq")
    list_filter = ("role",)
    search_fields = ("verb", "thing_id", "actor__full_name")
    date_hierarchy = "at"


class StreamReading(Reading):
    list_display = ("name", "last_seq")
    search_fields = ("name",)


READINGS = {
    Entry: EntryReading,
    Stream: StreamReading,
}
