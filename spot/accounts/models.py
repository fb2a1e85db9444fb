"""Users, the organisations they act for, mandates and invitations."""

from typing import Any, ClassVar

from django.contrib.auth.models import AbstractUser, UserManager
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from phonenumber_field.modelfields import PhoneNumberField

from spot.accounts.workflow import SEES_ALL_CAMPAIGNS, STAFF, Access, Kind, Role, Status
from spot.common import clock
from spot.common.columns import LineColumn
from spot.common.models import new_id

__all__ = [
    "ApiToken", "Invitation", "MailedLink", "Mandate", "Organisation", "User", "WallScreen",
]  # fmt: skip


class OrganisationQuerySet(models.QuerySet["Organisation"]):
    def visible_to(self, user: "User") -> "OrganisationQuerySet":
        """One's own; an agency's also the advertisers it holds a mandate for; staff all."""
        if user.role in STAFF:
            return self
        mine = Q(pk=user.organisation_id) | Q(
            mandates__agency=user.organisation_id, mandates__in=Mandate.objects.current()
        )
        return self.filter(mine).distinct() if user.organisation_id else self.none()

    def to_verify(self) -> "OrganisationQuerySet":
        return self.filter(status=Status.TO_VERIFY)


class Organisation(models.Model):
    """An advertiser, or an agency that acts for advertisers by mandate."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    name = LineColumn(_("nom"), max_length=120, unique=True)
    kind = models.CharField(_("type"), max_length=20, choices=Kind.choices, default=Kind.ADVERTISER)
    status = models.CharField(_("statut"), max_length=20, choices=Status.choices, default=Status.TO_VERIFY)
    version = models.PositiveIntegerField(default=1)
    code = models.CharField(_("code du numéro de maison"), max_length=4, unique=True)
    ifu = LineColumn(_("IFU"), max_length=20, blank=True)
    rccm = LineColumn(_("RCCM"), max_length=40, blank=True)
    address = LineColumn(_("adresse"), max_length=200, blank=True)
    phone = PhoneNumberField(_("téléphone"), blank=True)
    email = models.EmailField(_("courriel"), blank=True)
    created_at = models.DateTimeField(default=clock.now)

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    @property
    def is_verified(self) -> bool:
        return self.status == Status.VERIFIED


class UserQuerySet(models.QuerySet["User"]):
    def visible_to(self, user: "User") -> "UserQuerySet":
        """Administrators see everybody; the station's people each other; clients those of their organisation."""
        if user.role == Role.ADMIN:
            return self
        return self.filter(role__in=STAFF) if user.is_station else self.filter(organisation=user.organisation_id)


class People(UserManager.from_queryset(UserQuerySet)):  # type: ignore[misc]
    """Django's own manager, with `visible_to`."""

    def create_superuser(
        self, username: str, email: str | None = None, password: str | None = None, **facts: Any
    ) -> "User":
        """Whoever `createsuperuser` makes is an administrator of the station."""
        chief: User = self.create_user(username, email, password, **{**facts, "role": Role.ADMIN, "is_superuser": True})
        return chief


class User(AbstractUser):
    """A person. Staff have no organisation; an advertiser's user always has one."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    email = models.EmailField(_("courriel"), unique=True)
    full_name = LineColumn(_("nom complet"), max_length=120)
    role = models.CharField(_("rôle"), max_length=20, choices=Role.choices, default=Role.ADVERTISER)
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="people")
    phone = PhoneNumberField(_("téléphone"), blank=True)
    photo = models.ImageField(_("photo"), upload_to="photos/", blank=True)
    wants_alerts = models.BooleanField(_("recevoir les alertes par courriel"), default=True)
    version = models.PositiveIntegerField(default=1)

    # One name, as people write it.
    first_name = None  # type: ignore[assignment]
    last_name = None  # type: ignore[assignment]

    objects: ClassVar[People] = People()
    REQUIRED_FIELDS: ClassVar = ["email", "full_name"]

    class Meta:
        ordering = ["full_name"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(role=Role.ADVERTISER) | Q(organisation__isnull=False) | Q(is_active=False),
                name="an_advertiser_has_an_organisation",
            )
        ]

    def __str__(self) -> str:
        return self.full_name or self.username

    def get_full_name(self) -> str:
        return self.full_name

    def get_short_name(self) -> str:
        return self.full_name.split(" ")[0]

    @property
    def initials(self) -> str:
        words = (self.full_name or self.username).split()
        return "".join(word[0] for word in words[:1] + words[1:][-1:]).upper()

    @property
    def status(self) -> str:
        """What the table of verbs reads: a disabled person keeps their history and no longer comes in."""
        return Access.OPEN if self.is_active else Access.DISABLED

    @property
    def is_administrator(self) -> bool:
        return self.is_active and self.role == Role.ADMIN

    @property
    def is_station(self) -> bool:
        return self.role in STAFF

    @property
    def sees_all_campaigns(self) -> bool:
        return self.role in SEES_ALL_CAMPAIGNS


class MandateQuerySet(models.QuerySet["Mandate"]):
    def current(self) -> "MandateQuerySet":
        today = clock.today()
        return self.filter(Q(ends_on=None) | Q(ends_on__gte=today), starts_on__lte=today)


class Mandate(models.Model):
    """An agency may act for an advertiser, from a date, as an administrator recorded."""

    agency = models.ForeignKey(Organisation, models.PROTECT, related_name="mandates_held", verbose_name=_("agence"))
    advertiser = models.ForeignKey(Organisation, models.PROTECT, related_name="mandates", verbose_name=_("annonceur"))
    starts_on = models.DateField(_("à partir du"))
    ends_on = models.DateField(_("jusqu’au"), null=True, blank=True)
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    objects = MandateQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["agency", "advertiser", "starts_on"], name="one_mandate_a_start")
        ]

    def __str__(self) -> str:
        return f"{self.agency} → {self.advertiser}"

    @property
    def is_current(self) -> bool:
        return self.starts_on <= clock.today() and (self.ends_on is None or self.ends_on >= clock.today())


class InvitationQuerySet(models.QuerySet["Invitation"]):
    def visible_to(self, user: User) -> "InvitationQuerySet":
        """Administrators see all; an organisation's people those that join it."""
        if user.role == Role.ADMIN:
            return self
        return self.filter(organisation=user.organisation_id) if user.organisation_id else self.none()

    def open(self) -> "InvitationQuerySet":
        return self.filter(accepted_at=None, withdrawn_at=None, expires_at__gt=clock.now())


class Invitation(models.Model):
    """An invitation by mail to join an organisation (or, from an administrator, the station).

    Its id opens nothing: the link that was mailed does, and only its hash is kept (`MailedLink`).
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    email = models.EmailField(_("courriel"))
    organisation = models.ForeignKey(Organisation, models.CASCADE, null=True, blank=True)
    role = models.CharField(_("rôle"), max_length=20, choices=Role.choices, default=Role.ADVERTISER)
    invited_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    created_at = models.DateTimeField(default=clock.now)
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return self.email

    @property
    def is_open(self) -> bool:
        return self.accepted_at is None and self.withdrawn_at is None and self.expires_at > clock.now()


class MailedLink(models.Model):
    """A link sent by mail: one of each kind for each thing, good once. Only the hash of its secret is kept."""

    kind = models.CharField(max_length=20)
    thing_id = models.CharField(max_length=40)
    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField(default=clock.now)
    expires_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "thing_id"], name="one_link_a_thing")]

    def __str__(self) -> str:
        return f"{self.kind}, {self.made_at:%Y-%m-%d}"


class ApiTokenQuerySet(models.QuerySet["ApiToken"]):
    def visible_to(self, user: User) -> "ApiTokenQuerySet":
        """Administrators see everybody's; the others their own."""
        return self if user.role == Role.ADMIN else self.filter(user=user)

    def usable(self) -> "ApiTokenQuerySet":
        return self.filter(user__is_active=True, expires_at__gt=clock.now())


class ApiToken(models.Model):
    """A key by which a program acts as a person. Only its hash is kept: the key itself is shown once."""

    user = models.ForeignKey(User, models.CASCADE, related_name="api_tokens")
    name = LineColumn(_("nom"), max_length=60)
    prefix = models.CharField(_("début"), max_length=12, blank=True)
    digest = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField(_("créée le"), default=clock.now)
    expires_at = models.DateTimeField(_("expire le"))
    last_used_at = models.DateTimeField(_("dernier usage"), null=True)

    objects = ApiTokenQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at"]
        constraints = [models.UniqueConstraint(fields=["user", "name"], name="one_key_a_name")]

    def __str__(self) -> str:
        return self.name

    @property
    def has_expired(self) -> bool:
        return self.expires_at <= clock.now()


class WallScreenQuerySet(models.QuerySet["WallScreen"]):
    def open(self) -> "WallScreenQuerySet":
        return self.filter(revoked_at=None, expires_at__gt=clock.now())


class WallScreen(models.Model):
    """A link that shows the planning on a wall without a session. Only its hash is kept."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    name = LineColumn(_("où est l’écran"), max_length=60)
    digest = models.CharField(max_length=64, unique=True)
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    created_at = models.DateTimeField(default=clock.now)
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)
    last_used_at = models.DateTimeField(null=True)

    objects = WallScreenQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return self.name
