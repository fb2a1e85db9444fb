"""Notifications of a person."""

from django.db import models

from spot.accounts.models import User
from spot.common import clock
from spot.journal.models import Entry

__all__ = ["Notification"]


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
