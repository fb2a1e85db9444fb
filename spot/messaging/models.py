"""Notifications of a person, and the alerts already given."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from spot.accounts.models import User
from spot.airings.models import Airing
from spot.common import clock
from spot.journal.models import Entry

__all__ = ["Alarm", "Alert", "Notification"]


class NotificationQuerySet(models.QuerySet["Notification"]):
    def visible_to(self, user: User) -> "NotificationQuerySet":
        return self.filter(user=user)

    def unread(self) -> "NotificationQuerySet":
        return self.filter(read_at=None)


class Notification(models.Model):
    """One sentence for one person about one change."""

    user = models.ForeignKey(User, models.CASCADE, related_name="notifications")
    entry = models.ForeignKey(Entry, models.CASCADE, null=True, related_name="+")
    kind = models.CharField(max_length=60)
    title = models.CharField(max_length=120)
    text = models.CharField(max_length=400)
    url = models.CharField(max_length=200)
    at = models.DateTimeField(default=clock.now)
    read_at = models.DateTimeField(null=True)

    objects = NotificationQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-id"]
        indexes = [models.Index(fields=["user", "read_at", "-at"], name="unread_first")]

    def __str__(self) -> str:
        return self.title


class Alert(models.Model):
    """An alert of the control room already given for an airing: each kind is given once."""

    class Kind(models.TextChoices):
        SOON = "soon", _("Bientôt à l’antenne")
        LATE = "late", _("En retard")

    airing = models.ForeignKey(Airing, models.CASCADE, related_name="+")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    given_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["airing", "kind"], name="an_alert_is_given_once")]

    def __str__(self) -> str:
        return f"{self.kind}, {self.airing}"


class Alarm(models.Model):
    """Trouble of the site itself that administrators were told of: on while `ended_at` is empty."""

    name = models.CharField(max_length=20, primary_key=True)
    title = models.CharField(max_length=120)
    text = models.CharField(max_length=400)
    since = models.DateTimeField(default=clock.of_the_machine)
    ended_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.name} {self.since:%Y-%m-%d %H:%M}"
