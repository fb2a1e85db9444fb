"""`backup DIR`: a consistent copy of the database and of every media file, while people work."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from spot.operations import backup


class Command(BaseCommand):
    help = "Sauvegarde la base et les médias dans un dossier neuf."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            manifest = backup.backup(options["folder"])
        except FileExistsError as taken:
            raise CommandError(f"{taken} n’est pas vide : donnez un dossier neuf.") from taken
        self.stdout.write(f"Sauvegarde écrite : base et {len(manifest['media'])} fichiers.")
