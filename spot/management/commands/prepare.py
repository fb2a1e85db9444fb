"""`prepare`: what a start of the station's server needs done once, before its processes: tables, rules, assets."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from spot.operations import assets, certificate, demo, demonstration


class Command(BaseCommand):
    help = "Prépare un démarrage : tables, règles de la station, feuilles de style et scripts."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--tls", type=Path, help="dossier du certificat, regardé avant tout")

    def handle(self, *args: Any, tls: Path | None, **options: Any) -> None:
        if tls:
            certificate.look(tls)
        demonstration.migrate()
        demo.ensure_rules()
        assets.collect()
        self.stdout.write("Tout est prêt.")
