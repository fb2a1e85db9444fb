"""`load_sample --airings N --seed S`: volume in the station's own shapes, for growth tests and benchmarks."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from spot.operations import crowd, sample


class Command(BaseCommand):
    help = "Ajoute un an de passages inventés, avec de nombreux annonceurs."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--airings", type=int, default=0, help="nombre de passages à ajouter")
        parser.add_argument("--seed", type=int, default=1, help="même graine, mêmes passages")
        parser.add_argument("--people", type=int, default=0, help="personnes de chaque rôle qui peuvent se connecter")

    def handle(self, *args: Any, **options: Any) -> None:
        if settings.PRODUCTION:
            raise CommandError("Des passages inventés n’ont pas leur place dans la base de la régie.")
        if options["airings"]:
            self.stdout.write(f"{sample.load(options['airings'], seed=options['seed'])} passages ajoutés.")
        if options["people"]:
            self.stdout.write(f"{crowd.gather(options['people'])} personnes.")
