"""`restore DIR`: put a backup in place of what is here. The site must be stopped."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import OperationalError

from spot.operations import restoring

HALF_WAY = (
    "Rien n’est changé dans la base : elle n’a pas pu être remplacée ({error}). Recommencez, le site étant arrêté."
)


class Command(BaseCommand):
    help = "Remet une sauvegarde en place ; le site doit être arrêté."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path)
        parser.add_argument(
            "--force", action="store_true", help="même si le site tourne : ses écrans repartent de zéro"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            manifest = restoring.restore(options["folder"], even_if_running=options["force"])
        except restoring.NotRestored as refused:
            raise CommandError(str(refused)) from refused
        except OperationalError as error:
            raise CommandError(HALF_WAY.format(error=str(error).strip())) from error
        self.stdout.write(f"Sauvegarde du {manifest['made_at']} remise en place, {len(manifest['media'])} fichiers.")
