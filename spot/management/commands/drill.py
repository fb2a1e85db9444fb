"""`drill [DIR]`: restore a backup apart and verify it, the newest one unless told which."""

import tempfile
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from spot.operations import nightly
from spot.operations.backup import backup
from spot.operations.drill import DrillFailed, drill, room


class Command(BaseCommand):
    help = "Essaie une sauvegarde : la restaure à part, la vérifie, et n’en garde rien."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "folder", type=Path, nargs="?", help="la plus récente de SPOT_BACKUPS, sauf mention contraire"
        )

    def handle(self, *args: Any, folder: Path | None, **options: Any) -> None:
        known = folder or next(iter(nightly.kept()), None)
        if known:
            self._drill(known)
        else:
            self._drill_one_of_now()

    def _drill_one_of_now(self) -> None:
        self.stdout.write("Aucune sauvegarde n’est gardée : j’en fais une.")
        with tempfile.TemporaryDirectory(prefix="spot-backup-", dir=room()) as made:
            backup(Path(made))
            self._drill(Path(made))

    def _drill(self, folder: Path) -> None:
        try:
            done = drill(folder)
        except DrillFailed as failed:
            raise CommandError(f"{folder} ne se restaure pas. {failed}") from failed
        self.stdout.write(done.report)
        self.stdout.write(f"{folder} se restaure en {done.restore_seconds:.0f} s, et tout ce qui doit être vrai l’est.")
