"""`manage.py seal_seeds` seals every seed by today's SECRET_KEY; then SECRET_KEY_FALLBACKS may be emptied."""

from typing import Any

from django.core.management.base import BaseCommand

from spot.accounts import services


class Command(BaseCommand):
    help = "Scelle de nouveau, par la clé d’aujourd’hui, les graines de la connexion en deux étapes."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{services.seal_all_seeds()} graine(s) scellée(s).")
