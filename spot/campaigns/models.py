"""Campaigns and their order lines."""

from datetime import date
from typing import Any

from django.db import models
from django.db.models import Case, CharField, F, Q, Value, When
from django.utils.translation import gettext_lazy as _

from spot.accounts.models import Organisation, User
from spot.breaks.models import Daypart
from spot.campaigns.workflow import Shown, Status
from spot.clearance.models import ProductCategory
from spot.common import clock
from spot.common.columns import LineColumn, NoteColumn
from spot.common.models import new_id
from spot.pricing.models import RateCard

__all__ = ["Campaign", "OrderLine"]

EVERY_DAY = "0123456"


class Objective(models.TextChoices):
    AWARENESS = "notoriete", _("Notoriété")
    PROMOTION = "promotion", _("Promotion")
    PUBLIC_GOOD = "sensibilisation", _("Sensibilisation")


class Channel(models.TextChoices):
    TV = "tv", _("Télévision")
    CITY_SCREEN = "ecran_urbain", _("Écran urbain")
    ONLINE = "en_ligne", _("En ligne")


class SpotSource(models.TextChoices):
    OWN = "own", _("Je fournis le spot")
    STATION = "station", _("Faites-le pour moi")


class CampaignQuerySet(models.QuerySet["Campaign"]):
    def visible_to(self, user: User) -> "CampaignQuerySet":
        """Staff of the desk see all; an advertiser's people their organisation's; an agency also its mandates'."""
        if user.sees_all_campaigns:
            return self
        if not user.organisation_id:
            return self.none()
        return self.filter(organisation__in=Organisation.objects.visible_to(user))

    def pending(self) -> "CampaignQuerySet":
        return self.filter(status=Status.PENDING)

    def shown_as(self, status: str) -> "CampaignQuerySet":
        """By shown status: `active` and `completed` are approved campaigns by their dates; `approved` is all of them."""
        today = clock.today()
        if status == Shown.ACTIVE:
            return self.filter(status=Status.APPROVED, starts_on__lte=today, ends_on__gte=today)
        if status == Shown.COMPLETED:
            return self.filter(status=Status.APPROVED, ends_on__lt=today)
        return self.filter(status=status)

    def with_shown_status(self) -> "CampaignQuerySet":
        today, approved = clock.today(), Q(status=Status.APPROVED)
        return self.annotate(
            shown=Case(
                When(approved & Q(ends_on__lt=today), then=Value(Shown.COMPLETED.value)),
                When(approved & Q(starts_on__lte=today), then=Value(Shown.ACTIVE.value)),
                default=F("status"),
                output_field=CharField(),
            )
        )


class Campaign(models.Model):
    """An order of airtime by an organisation. Price and rate card are frozen when it is approved."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    reference = models.CharField(_("référence"), max_length=20, unique=True)
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="campaigns", verbose_name=_("annonceur")
    )
    agency = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("agence")
    )
    title = LineColumn(_("nom de la campagne"), max_length=120)
    product_category = models.ForeignKey(ProductCategory, models.PROTECT, verbose_name=_("catégorie de produit"))
    objective = models.CharField(_("objectif"), max_length=20, choices=Objective.choices)
    channel = models.CharField(_("canal"), max_length=20, choices=Channel.choices, default=Channel.TV)
    languages = LineColumn(_("langues"), max_length=120, blank=True)
    audience = LineColumn(_("public visé"), max_length=200, blank=True)
    key_message = NoteColumn(_("message clé"), max_length=500, blank=True)
    spot_source = models.CharField(_("le spot"), max_length=20, choices=SpotSource.choices, default=SpotSource.OWN)
    starts_on = models.DateField(_("premier jour"))
    ends_on = models.DateField(_("dernier jour"))

    status = models.CharField(_("statut"), max_length=20, choices=Status.choices, default=Status.DRAFT)
    version = models.PositiveIntegerField(default=1)
    created_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    created_at = models.DateTimeField(default=clock.now)
    submitted_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    submitted_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    reason = NoteColumn(_("motif"), blank=True)

    rate_card = models.ForeignKey(RateCard, models.PROTECT, null=True, related_name="+")
    net_ht_fcfa = models.PositiveBigIntegerField(default=0)
    vat_fcfa = models.PositiveBigIntegerField(default=0)
    total_ttc_fcfa = models.PositiveBigIntegerField(default=0)
    quote: Any = models.JSONField(
        default=dict
    )  # the contract's quote, as computed at the last save, frozen at approval

    objects = CampaignQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at"]
        indexes = [models.Index(fields=["status", "starts_on", "ends_on"], name="campaigns_by_state")]
        constraints = [
            models.CheckConstraint(condition=Q(starts_on__lte=F("ends_on")), name="a_campaign_ends_after_it_starts"),
            models.CheckConstraint(
                condition=Q(total_ttc_fcfa=F("net_ht_fcfa") + F("vat_fcfa")), name="a_campaign_total_adds_up"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def shown_status(self) -> str:
        """The status people read: `active` and `completed` come from the dates, never from a column."""
        if self.status != Status.APPROVED or self.starts_on > clock.today():
            return self.status
        return Shown.COMPLETED if self.ends_on < clock.today() else Shown.ACTIVE

    @property
    def is_editable(self) -> bool:
        return self.status in {Status.DRAFT, Status.REJECTED}

    @property
    def takes_uploads(self) -> bool:
        return self.status != Status.CANCELLED and self.ends_on >= clock.today()


class LineKind(models.TextChoices):
    AIRTIME = "airtime", _("Passages")
    SERVICE = "service", _("Prestation")


class OrderLine(models.Model):
    """So many airings of one length in a daypart (or an écran code) between two dates, on some weekdays."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="lines")
    kind = models.CharField(max_length=20, choices=LineKind.choices, default=LineKind.AIRTIME)
    daypart = models.ForeignKey(Daypart, models.PROTECT, null=True, verbose_name=_("tranche"))
    code = LineColumn(_("écran"), max_length=10, blank=True)
    starts_on = models.DateField(_("premier jour"))
    ends_on = models.DateField(_("dernier jour"))
    weekdays = models.CharField(_("jours de la semaine"), max_length=7, default=EVERY_DAY)
    seconds = models.PositiveSmallIntegerField(_("durée du spot (s)"))
    airings = models.PositiveIntegerField(_("nombre de passages"))
    position = models.CharField(  # noqa: DJ001  the contract says null
        _("position"), max_length=5, null=True, blank=True, choices=[("first", _("Première")), ("last", _("Dernière"))]
    )
    service = models.SlugField(max_length=60, blank=True)
    unit_ht_fcfa = models.PositiveIntegerField(default=0)
    net_ht_fcfa = models.PositiveBigIntegerField(default=0)
    created_at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["created_at", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(starts_on__lte=F("ends_on")), name="a_line_ends_after_it_starts"),
            models.CheckConstraint(
                condition=Q(airings__gt=0, seconds__gt=0) | Q(kind="service"), name="a_line_orders_something"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.airings} × {self.seconds} s, {self.daypart or self.code}"

    def covers(self, day: date, *, daypart: str, code: str, seconds: int) -> bool:
        """Whether an airing of this length in such a break on this broadcast day is what the line orders."""
        return (
            self.kind == LineKind.AIRTIME
            and self.seconds == seconds
            and self.starts_on <= day <= self.ends_on
            and str(day.weekday()) in self.weekdays
            and (self.code == code if self.code else self.daypart_id == daypart)
        )
