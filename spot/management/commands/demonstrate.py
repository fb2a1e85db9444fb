"""`demonstrate`: what `make run` starts. PORT and DATA_DIR come from the environment."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from spot.operations import demonstration


class Command(BaseCommand):
    help = "Démarre la démonstration sur cette machine et reste jusqu’à Ctrl-C."
    requires_system_checks = ()

    def handle(self, *args: Any, **options: Any) -> None:
        demonstration.run(port=settings.PORT, say=self._say)

    def _say(self, sentence: str) -> None:
        self.stdout.write(sentence)
        self.stdout.flush()
