"""Airings: one spot in one break of one day."""

from datetime import date, timedelta

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from spot.accounts.models import Organisation, User
from spot.airings.workflow import SETTLED, WHO, Reason, Severity, Status
from spot.breaks.models import AdBreak, Daypart
from spot.campaigns.models import Campaign, OrderLine
from spot.common import clock
from spot.common.columns import NoteColumn
from spot.common.models import new_id
from spot.creatives.models import Spot, SpotVersion

__all__ = ["Airing", "HandOver", "Presence"]

LATE_AFTER = timedelta(minutes=10)


class Position(models.TextChoices):
    FIRST = "first", _("Première")
    LAST = "last", _("Dernière")


class AiringQuerySet(models.QuerySet["Airing"]):
    def visible_to(self, user: User) -> "AiringQuerySet":
        """Whoever sees all campaigns sees all airings; an organisation's people those of their spots."""
        if user.sees_all_campaigns:
            return self
        return self.filter(spot__in=Spot.objects.visible_to(user))

    def of_day(self, day: date) -> "AiringQuerySet":
        return self.filter(day=day)

    def taking_seconds(self) -> "AiringQuerySet":
        """Those that keep their seconds in the break and their place in the order line."""
        return self.exclude(status=Status.CANCELLED)

    def planned(self) -> "AiringQuerySet":
        return self.filter(status=Status.PLANNED)

    def aired(self) -> "AiringQuerySet":
        return self.filter(status=Status.AIRED)

    def owing(self) -> "AiringQuerySet":
        """Missed or pre-empted, with no make-good yet."""
        made_good = Airing.objects.taking_seconds().filter(makegood_for__isnull=False).values("makegood_for")
        return self.filter(status__in=[Status.MISSED, Status.PREEMPTED]).exclude(pk__in=made_good)

    def late(self) -> "AiringQuerySet":
        """Still planned though their break has passed: nobody has said what became of them."""
        return self.planned().filter(ad_break__starts_at__lt=clock.now() - LATE_AFTER)


class Airing(models.Model):
    """Planned, aired, missed and pre-empted airings keep their seconds; a make-good or a gratis one takes no line."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    version = models.PositiveIntegerField(default=1)
    ad_break = models.ForeignKey(AdBreak, models.PROTECT, related_name="airings")
    day = models.DateField()
    daypart = models.ForeignKey(Daypart, models.PROTECT)
    rank = models.PositiveSmallIntegerField(_("rang"))
    position = models.CharField(max_length=5, choices=Position.choices, null=True, blank=True)  # noqa: DJ001  the contract says null
    spot = models.ForeignKey(Spot, models.PROTECT, related_name="airings")
    spot_version = models.ForeignKey(SpotVersion, models.PROTECT, null=True, related_name="+")
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+")
    campaign = models.ForeignKey(Campaign, models.PROTECT, null=True, related_name="passages")
    line = models.ForeignKey(OrderLine, models.PROTECT, null=True, related_name="placed")
    seconds = models.PositiveSmallIntegerField()
    net_ht_fcfa = models.PositiveIntegerField(default=0)
    status = models.CharField(max_length=20, choices=Status.choices, default=Status.PLANNED)
    aired_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=30, choices=Reason.choices, null=True)  # noqa: DJ001  likewise
    severity = models.CharField(max_length=10, choices=Severity.choices, blank=True)
    remark = NoteColumn(blank=True)
    acted_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    acted_at = models.DateTimeField(null=True)
    makegood_for = models.ForeignKey("self", models.PROTECT, null=True, related_name="makegoods")
    gratis = models.BooleanField(_("gracieux"), default=False)
    created_at = models.DateTimeField(default=clock.now)

    objects = AiringQuerySet.as_manager()

    class Meta:
        ordering = ["day", "ad_break__starts_at", "rank"]
        indexes = [
            models.Index(
                fields=["day", "campaign", "daypart", "status", "seconds", "net_ht_fcfa", "line"],
                name="airings_reported",
            ),
            models.Index(fields=["ad_break", "rank"], name="airings_in_order"),
            models.Index(fields=["line", "status"], name="airings_of_a_line"),
        ]
        constraints = [
            models.CheckConstraint(condition=~Q(status="aired") | Q(aired_at__isnull=False), name="aired_has_its_time"),
            models.UniqueConstraint(
                fields=["ad_break", "position"],
                condition=Q(position__isnull=False) & ~Q(status="cancelled"),
                name="one_first_and_one_last",
            ),
            models.CheckConstraint(
                condition=Q(line__isnull=True) | Q(gratis=False, makegood_for__isnull=True), name="free_takes_no_line"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.spot.title}, {self.day:%Y-%m-%d}"

    @property
    def shown_version(self) -> SpotVersion | None:
        """What it aired, else what would air now."""
        return self.spot_version or self.spot.approved_version

    @property
    def is_settled(self) -> bool:
        return self.status in SETTLED


class HandOverQuerySet(models.QuerySet["HandOver"]):
    def visible_to(self, user: User) -> "HandOverQuerySet":
        """The control room's own words."""
        return self if user.role in WHO else self.none()

    def to_read_on(self, day: date) -> "HandOverQuerySet":
        """Those about this day, and those of the week before that nobody has taken."""
        waiting = Q(taken_at=None, day__lt=day, day__gte=day - timedelta(days=7))
        return self.filter(Q(day=day) | waiting).select_related("written_by", "taken_by")

    def untaken(self) -> "HandOverQuerySet":
        return self.filter(taken_at=None)


class HandOver(models.Model):
    """What a shift leaves to the next about a broadcast day, in words."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    day = models.DateField(db_index=True)
    text = NoteColumn(_("note de passation"), max_length=2000)
    written_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    written_at = models.DateTimeField(default=clock.now)
    taken_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    taken_at = models.DateTimeField(null=True)

    objects = HandOverQuerySet.as_manager()

    class Meta:
        ordering = ["-written_at"]

    def __str__(self) -> str:
        return f"{self.written_by}, {self.day:%Y-%m-%d}"


class Presence(models.Model):
    """Where a person is on an open planning day. Renewed while their screen is open; old ones count for nothing."""

    user = models.ForeignKey(User, models.CASCADE, related_name="+")
    day = models.DateField(db_index=True)
    ad_break = models.ForeignKey(AdBreak, models.CASCADE, null=True, related_name="+")
    handling = models.ForeignKey(Airing, models.CASCADE, null=True, related_name="+")
    seen_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "day"], name="one_place_on_a_day")]

    def __str__(self) -> str:
        return f"{self.user}, {self.day:%Y-%m-%d}"
