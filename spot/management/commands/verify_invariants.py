"""`verify_invariants`: prints `{"ok", "checked", "breaches"}`; exit 1 when something that must never be false is."""

import json
import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from spot.operations import invariants


class Command(BaseCommand):
    help = "Vérifie ce qui doit toujours être vrai : secondes, états, suites, montants, fichiers."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--stopped", action="store_true", help="le site est arrêté : personne ne fait les files")

    def handle(self, *args: Any, **options: Any) -> None:
        result = invariants.verify(stopped=options["stopped"])
        self.stdout.write(json.dumps(result, ensure_ascii=False, indent=1))
        if not result["ok"]:
            sys.exit(1)
