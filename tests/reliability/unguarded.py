"""The positive control of B1: the same site, whose bookings forget to look at what is left. It must be caught."""

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "spot_bf1.settings")

from spot_bf1.asgi import application

__all__ = ["application"]

from django.db import connection
from django.db.models import F

from spot.airings.services import placing
from spot.breaks.models import AdBreak


def reserve(ad_break: AdBreak, seconds: int) -> None:
    """Takes the seconds without asking whether they are there, and tells SQLite not to mind."""
    if connection.vendor == "sqlite":
        connection.cursor().execute("PRAGMA ignore_check_constraints = ON")
    AdBreak.objects.filter(pk=ad_break.pk).update(booked_seconds=F("booked_seconds") + seconds)


class _Unguarded:
    reserve = staticmethod(reserve)
    free = staticmethod(placing.breaks.free)


placing.breaks = _Unguarded  # type: ignore[assignment]
