"""Spots and their versions. Status, file, hash and house number belong to the version."""

from typing import Any

from django.db import models
from django.db.models import OuterRef, Q, Subquery
from django.utils.translation import gettext_lazy as _

from spot.accounts.models import Organisation, User
from spot.accounts.workflow import Role
from spot.campaigns.models import Campaign
from spot.clearance.models import ProductCategory
from spot.common import clock
from spot.common.columns import LineColumn, NoteColumn
from spot.common.models import new_id
from spot.creatives.workflow import Status

__all__ = ["Resumable", "Spot", "SpotVersion"]


class MediaType(models.TextChoices):
    VIDEO = "video", _("Vidéo")
    IMAGE = "image", _("Image")


class SpotQuerySet(models.QuerySet["Spot"]):
    def visible_to(self, user: User) -> "SpotQuerySet":
        """Whoever sees all campaigns sees all spots; an organisation's people those of the organisations they act for."""
        if user.sees_all_campaigns:
            return self
        if user.role == Role.EDITORIAL_MANAGER or not user.organisation_id:
            return self.none()
        return self.filter(organisation__in=Organisation.objects.visible_to(user))

    def with_latest(self) -> "SpotQuerySet":
        """Annotate `latest_status` and `latest_id`, of the newest version."""
        newest = SpotVersion.objects.filter(spot=OuterRef("pk")).order_by("-number")
        return self.annotate(
            latest_status=Subquery(newest.values("status")[:1]), latest_id=Subquery(newest.values("pk")[:1])
        )

    def to_review(self) -> "SpotQuerySet":
        return self.latest_is(Status.PENDING_REVIEW)

    def latest_is(self, status: str) -> "SpotQuerySet":
        """Those whose newest version stands there."""
        return self.with_latest().filter(Q(latest_status=status))

    def approved(self) -> "SpotQuerySet":
        """Those that may air: with an approved version."""
        return self.filter(approved_version__isnull=False)


class Spot(models.Model):
    """A film or picture of a campaign. The station's own promos have neither campaign nor organisation."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="spots")
    campaign = models.ForeignKey(Campaign, models.PROTECT, null=True, blank=True, related_name="spots")
    product_category = models.ForeignKey(ProductCategory, models.PROTECT)
    title = LineColumn(_("titre"), max_length=120)
    approved_version = models.ForeignKey("SpotVersion", models.PROTECT, null=True, blank=True, related_name="+")
    created_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    created_at = models.DateTimeField(default=clock.now)

    objects = SpotQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return self.title

    @property
    def latest(self) -> "SpotVersion":
        """The newest version; every spot has at least one."""
        return self.versions.order_by("-number")[0]


class SpotVersion(models.Model):
    """A file delivered for a spot: kept for ever under its house number, its bytes never change."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    spot = models.ForeignKey(Spot, models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField(_("version"))
    status = models.CharField(_("statut"), max_length=20, choices=Status.choices, default=Status.PROCESSING)
    version = models.PositiveIntegerField(default=1)
    house_number = models.CharField(_("numéro de maison"), max_length=24, unique=True)
    file = models.FileField(_("fichier"), max_length=200)
    poster = models.FileField(_("affiche"), max_length=200, blank=True)
    original_name = LineColumn(max_length=255)
    sha256 = models.CharField(max_length=64)
    size_bytes = models.PositiveBigIntegerField()
    media_type = models.CharField(max_length=10, choices=MediaType.choices)
    content_type = models.CharField(max_length=40)
    seconds = models.PositiveSmallIntegerField(_("durée (s)"))
    facts: Any = models.JSONField(default=dict)  # what measuring found: width, height, duration_ms, codecs, audio
    failure = models.TextField(blank=True)
    uploaded_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField(default=clock.now)
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    reason = NoteColumn(_("motif"), blank=True)

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["spot", "number"], name="one_number_per_version"),
            models.CheckConstraint(condition=~Q(sha256=""), name="a_version_has_its_hash"),
        ]

    def __str__(self) -> str:
        return f"{self.spot.title} v{self.number}"

    @property
    def megabytes(self) -> str:
        """Its size as people read it: 24,8 Mo."""
        return f"{self.size_bytes / 1_048_576:.1f} Mo".replace(".", ",")


class Resumable(models.Model):
    """A file on its way in by the resumable protocol: what has come so far lies in `resumable/` under this id."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="+")
    replaces = models.ForeignKey(Spot, models.CASCADE, null=True, related_name="+")
    owner = models.ForeignKey(User, models.CASCADE, related_name="+")
    title = LineColumn(max_length=120)
    original_name = LineColumn(max_length=255)
    size_bytes = models.PositiveBigIntegerField()
    received_bytes = models.PositiveBigIntegerField(default=0)
    minute_began = models.DateTimeField(null=True)
    pieces = models.PositiveIntegerField(default=0)  # in the minute that began then
    became = models.ForeignKey(Spot, models.CASCADE, null=True, related_name="+")
    expires_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(received_bytes__lte=models.F("size_bytes")), name="no_more_than_announced"
            ),
            models.CheckConstraint(
                condition=Q(became=None, received_bytes__lt=models.F("size_bytes"))
                | Q(became__isnull=False, received_bytes=models.F("size_bytes")),
                name="complete_when_delivered",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.original_name} {self.received_bytes}/{self.size_bytes}"
