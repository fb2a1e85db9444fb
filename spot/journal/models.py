"""The journal's tables: entries, and the counters of the numbered streams."""

from typing import Any

from django.conf import settings
from django.db import models

from spot.common import clock

__all__ = ["Entry", "Stream"]


class Stream(models.Model):
    """The counter of a numbered stream, such as `day:2026-11-21`; its row is locked while numbers are given."""

    name = models.CharField(max_length=40, primary_key=True)
    last_seq = models.PositiveBigIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.name} #{self.last_seq}"


class EntryQuerySet(models.QuerySet["Entry"]):
    def about(self, thing: models.Model) -> "EntryQuerySet":
        return self.filter(thing_kind=thing._meta.model_name, thing_id=str(thing.pk))

    def of_stream(self, name: str, *, after: int = 0) -> "EntryQuerySet":
        return self.filter(stream=name, seq__gt=after).order_by("seq")


class Entry(models.Model):
    """One change: the verb, the thing, the person, and the fields before and after (never personal data)."""

    at = models.DateTimeField(default=clock.now, db_index=True)
    verb = models.CharField(max_length=60)
    thing_kind = models.CharField(max_length=40)
    thing_id = models.CharField(max_length=40)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    role = models.CharField(max_length=20)
    before: Any = models.JSONField(default=dict)
    after: Any = models.JSONField(default=dict)
    note = models.TextField(blank=True)
    stream = models.CharField(max_length=40, blank=True)
    seq = models.PositiveBigIntegerField(null=True)

    objects = EntryQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["stream", "seq"], name="one_entry_per_number")]
        indexes = [models.Index(fields=["thing_kind", "thing_id", "at"], name="entry_of_a_thing")]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M:%S} {self.verb} {self.thing_kind} {self.thing_id}"
