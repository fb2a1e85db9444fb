"""`load_sample --airings N --seed S`: volume in the station's own shapes, for growth tests and benchmarks."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from spot.operations import sample


class Command(BaseCommand):
    help = "Ajoute un an de passages inventés, avec de nombreux annonceurs."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--airings", type=int, required=True, help="nombre de passages à ajouter")
        parser.add_argument("--seed", type=int, default=1, help="même graine, mêmes passages")

    def handle(self, *args: Any, **options: Any) -> None:
        if settings.PRODUCTION:
            raise CommandError("Des passages inventés n’ont pas leur place dans la base de la régie.")
        self.stdout.write(f"{sample.load(options['airings'], seed=options['seed'])} passages ajoutés.")
