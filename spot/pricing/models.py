"""Dated rate cards: the published sheet, as data."""

from datetime import date

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from spot.accounts.models import User
from spot.accounts.workflow import Role
from spot.breaks.models import Daypart
from spot.common import clock
from spot.common.columns import LineColumn
from spot.common.models import new_id
from spot.pricing.workflow import Status

__all__ = ["DaypartRate", "RateCard", "ServiceRate"]

KNOWN = (Status.PUBLISHED, Status.SUPERSEDED)


class RateCardQuerySet(models.QuerySet["RateCard"]):
    def visible_to(self, user: User) -> "RateCardQuerySet":
        """Administrators prepare cards; everybody else knows those that were published."""
        return self if user.role == Role.ADMIN else self.filter(status__in=KNOWN)

    def in_force_on(self, day: date) -> "RateCardQuerySet":
        """The card of a day first. A superseded one still prices the days before its successor's."""
        return self.filter(status__in=KNOWN, valid_from__lte=day).order_by("-valid_from", "-number")


class RateCard(models.Model):
    """The prices in force from a date. Percentages are basis points; amounts FCFA before tax."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    name = LineColumn(_("nom"), max_length=60)
    number = models.PositiveIntegerField(unique=True)
    status = models.CharField(max_length=20, choices=Status.choices, default=Status.DRAFT)
    version = models.PositiveIntegerField(default=1)
    valid_from = models.DateField(_("en vigueur à partir du"))
    vat_bp = models.PositiveIntegerField(_("TVA"), default=1800)
    short_bp = models.PositiveIntegerField(_("0 à 30 s, part du tarif 31–60 s"), default=9000)
    extra_second_bp = models.PositiveIntegerField(_("par seconde au-delà de 60 s"), default=200)
    position_bp = models.PositiveIntegerField(_("première ou dernière position"), default=1500)
    agency_bp = models.PositiveIntegerField(_("commission d’agence"), default=1500)
    created_at = models.DateTimeField(default=clock.now)

    objects = RateCardQuerySet.as_manager()

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["valid_from"], condition=Q(status="published"), name="one_card_from_a_date")
        ]

    def __str__(self) -> str:
        return self.name


class DaypartRate(models.Model):
    """The price before tax of an airing of 31 to 60 seconds in a daypart."""

    card = models.ForeignKey(RateCard, models.CASCADE, related_name="rates")
    daypart = models.ForeignKey(Daypart, models.PROTECT)
    base_ht_fcfa = models.PositiveIntegerField(_("31–60 s, HT"))

    class Meta:
        ordering = ["daypart__order"]
        constraints = [models.UniqueConstraint(fields=["card", "daypart"], name="one_rate_per_daypart")]

    def __str__(self) -> str:
        return f"{self.daypart} {self.base_ht_fcfa}"


class ServiceRate(models.Model):
    """A service of the sheet sold at a fixed price, tax included (communiqué, message défilant, publireportage…)."""

    card = models.ForeignKey(RateCard, models.CASCADE, related_name="services")
    slug = models.SlugField(max_length=60)
    family = LineColumn(_("famille"), max_length=60)
    label = LineColumn(_("prestation"), max_length=120)
    ttc_fcfa = models.PositiveIntegerField(_("TTC"))
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["order"]
        constraints = [models.UniqueConstraint(fields=["card", "slug"], name="one_price_per_service")]

    def __str__(self) -> str:
        return self.label
