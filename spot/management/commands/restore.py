"""`restore DIR`: put a backup in place of what is here. The site must be stopped."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from spot.operations import backup


class Command(BaseCommand):
    help = "Remet une sauvegarde en place ; le site doit être arrêté."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            manifest = backup.restore(options["folder"])
        except backup.NotABackup as refused:
            raise CommandError(str(refused)) from refused
        self.stdout.write(f"Sauvegarde du {manifest['made_at']} remise en place, {len(manifest['media'])} fichiers.")
