"""`nightly_backup`: today's backup under SPOT_BACKUPS, and the oldest let go. The schedule starts it each night."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from spot.operations import nightly


class Command(BaseCommand):
    help = "Fait la sauvegarde du jour et laisse partir les plus anciennes."

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.SPOT_BACKUPS:
            raise CommandError("SPOT_BACKUPS ne nomme aucun dossier : où garder les sauvegardes ?")
        self.stdout.write(str(nightly.back_up()))
