"""Tables without business words."""

import uuid

from django.conf import settings
from django.db import models

from spot.common import clock

__all__ = ["IdempotencyKey", "Incident"]


def new_id() -> uuid.UUID:
    """The default of every public key: random, so that an id teaches nothing about another."""
    return uuid.uuid4()


class IdempotencyKey(models.Model):
    """A success kept beside the change it answers, so that the same request sent twice changes once."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    path = models.CharField(max_length=300)
    key = models.CharField(max_length=255)
    body_sha256 = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField(default=0)
    answer = models.JSONField(default=dict)
    created_at = models.DateTimeField(default=clock.now, db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "path", "key"], name="one_answer_per_key")]

    def __str__(self) -> str:
        return f"{self.path} {self.key}"


class Incident(models.Model):
    """Something that went wrong for somebody, kept for a quarter of an hour to be counted."""

    class Kind(models.TextChoices):
        ERROR = "error", "Réponse en erreur"
        SIGN_IN = "sign_in", "Connexion refusée"

    kind = models.CharField(max_length=10, choices=Kind)
    at = models.DateTimeField(default=clock.of_the_machine)

    class Meta:
        indexes = [models.Index(fields=["kind", "at"], name="incidents_counted")]

    def __str__(self) -> str:
        return f"{self.kind} {self.at:%Y-%m-%d %H:%M:%S}"
