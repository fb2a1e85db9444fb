"""Dayparts, the week template, broadcast days and their ad breaks."""

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from spot.accounts.models import User
from spot.breaks.workflow import READS_PLANNING, Status
from spot.common.columns import LineColumn
from spot.common.models import new_id

__all__ = ["AdBreak", "BreakTemplate", "BroadcastDay", "Daypart"]


class Daypart(models.Model):
    """A part of the broadcast day that the rate card prices (prime 19:15–21:15)."""

    slug = models.SlugField(primary_key=True, max_length=20)
    name = LineColumn(_("nom"), max_length=40)
    starts = models.TimeField(_("début"))
    ends = models.TimeField(_("fin"))
    order = models.PositiveSmallIntegerField(unique=True)

    class Meta:
        ordering = ["order"]

    def __str__(self) -> str:
        return self.name


class BreakTemplateQuerySet(models.QuerySet["BreakTemplate"]):
    def visible_to(self, user: User) -> "BreakTemplateQuerySet":
        return self if user.role in READS_PLANNING else self.none()


class BreakTemplate(models.Model):
    """An ad break of every week: Monday (0) to Sunday (6), at this time of the broadcast day."""

    weekday = models.PositiveSmallIntegerField(_("jour"))
    starts = models.TimeField(_("heure"))
    code = LineColumn(_("code"), max_length=10)
    title = LineColumn(_("titre"), max_length=60, blank=True)
    capacity_seconds = models.PositiveSmallIntegerField(_("durée (s)"))
    daypart = models.ForeignKey(Daypart, models.PROTECT, verbose_name=_("tranche"))

    objects = BreakTemplateQuerySet.as_manager()

    class Meta:
        ordering = ["weekday", "starts"]
        constraints = [
            models.UniqueConstraint(fields=["weekday", "code"], name="one_code_a_weekday"),
            models.CheckConstraint(condition=Q(weekday__lte=6), name="a_weekday_is_0_to_6"),
            models.CheckConstraint(condition=Q(capacity_seconds__gt=0), name="a_template_has_seconds"),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.title}".strip()


class BroadcastDay(models.Model):
    """A day of the station, 06:00–05:59. Only the closing of the day writes `closed_at`."""

    day = models.DateField(primary_key=True)
    closed_at = models.DateTimeField(null=True)
    is_special = models.BooleanField(default=False)  # no longer follows the week template

    class Meta:
        ordering = ["day"]

    def __str__(self) -> str:
        return self.day.isoformat()

    @property
    def is_closed(self) -> bool:
        return self.closed_at is not None


class AdBreakQuerySet(models.QuerySet["AdBreak"]):
    def visible_to(self, user: User) -> "AdBreakQuerySet":
        """The grid is the station's business: those who read the planning."""
        return self if user.role in READS_PLANNING else self.none()

    def of_day(self, day: date) -> "AdBreakQuerySet":
        return self.filter(day=day).order_by("starts_at", "code")

    def open(self) -> "AdBreakQuerySet":
        return self.filter(status=Status.OPEN)


class AdBreak(models.Model):
    """An écran publicitaire of one day: booked by its code and context, the clock being only displayed."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    day = models.ForeignKey(BroadcastDay, models.PROTECT, db_column="day", related_name="breaks")
    code = LineColumn(_("code"), max_length=10)
    title = LineColumn(_("titre"), max_length=60, blank=True)
    starts_at = models.DateTimeField(_("heure"))
    daypart = models.ForeignKey(Daypart, models.PROTECT)
    capacity_seconds = models.PositiveSmallIntegerField(_("durée (s)"))
    booked_seconds = models.PositiveSmallIntegerField(default=0)
    status = models.CharField(max_length=20, choices=Status.choices, default=Status.OPEN)
    reason = models.CharField(_("motif"), max_length=30, blank=True)  # why it was cancelled
    version = models.PositiveIntegerField(default=1)

    objects = AdBreakQuerySet.as_manager()

    class Meta:
        ordering = ["starts_at", "code"]
        indexes = [models.Index(fields=["day", "starts_at"], name="breaks_of_a_day")]
        constraints = [
            models.CheckConstraint(condition=Q(booked_seconds__lte=F("capacity_seconds")), name="never_above_capacity"),
            models.UniqueConstraint(fields=["day", "code"], condition=Q(status="open"), name="one_open_code_a_day"),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.title}".strip()

    @property
    def remaining_seconds(self) -> int:
        return self.capacity_seconds - self.booked_seconds

    @property
    def is_cancelled(self) -> bool:
        return self.status == Status.CANCELLED
