"""`verify_invariants`: prints `{"ok", "checked", "breaches"}`; exit 1 when something that must never be false is."""

import json
import sys
from typing import Any

from django.core.management.base import BaseCommand

from spot.operations import invariants


class Command(BaseCommand):
    help = "Vérifie ce qui doit toujours être vrai : secondes, états, suites, montants, fichiers."

    def handle(self, *args: Any, **options: Any) -> None:
        result = invariants.verify()
        self.stdout.write(json.dumps(result, ensure_ascii=False, indent=1))
        if not result["ok"]:
            sys.exit(1)
