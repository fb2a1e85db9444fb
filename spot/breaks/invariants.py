"""A break never holds more than its capacity, and stands in its own day."""

from django.db.models import F

from spot.breaks.models import AdBreak
from spot.breaks.workflow import Status
from spot.common import clock
from spot.common.invariants import Check, Found, found


def capacity() -> Found:
    over = AdBreak.objects.filter(booked_seconds__gt=F("capacity_seconds"))
    return found(
        AdBreak.objects.count(),
        (f"break {row.pk}: {row.booked_seconds} s booked of {row.capacity_seconds}" for row in over.iterator()),
    )


def days() -> Found:
    rows = AdBreak.objects.values_list("pk", "day", "starts_at").iterator()
    wrong = [f"break {pk}: {at.isoformat()} is not in {day}" for pk, day, at in rows if clock.broadcast_day(at) != day]
    return found(AdBreak.objects.count(), wrong)


def states() -> Found:
    unknown = AdBreak.objects.exclude(status__in=Status.values)
    return found(AdBreak.objects.count(), (f"break {row.pk}: state {row.status}" for row in unknown))


CHECKS: dict[str, Check] = {"capacity": capacity, "break_days": days, "break_states": states}
