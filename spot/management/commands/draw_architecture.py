"""`draw_architecture`: renew the pictures of docs/architecture.md from the code."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from spot.operations import diagram


class Command(BaseCommand):
    help = "Redessine docs/architecture.md d’après le code."

    def handle(self, *args: Any, **options: Any) -> None:
        changed = diagram.draw(Path(settings.BASE_DIR) / "docs/architecture.md")
        self.stdout.write("Redessiné." if changed else "Rien à redessiner.")
