"""`run_schedule`: the periodic work, until the process is ended; `--once` does what is due and returns."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from spot.operations import schedule


class Command(BaseCommand):
    help = "Travaux périodiques : jours à générer, clés et sessions périmées à effacer."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--once", action="store_true", help="fait ce qui est dû, puis s’arrête")

    def handle(self, *args: Any, **options: Any) -> None:
        if not options["once"]:
            schedule.run()
            return
        for name in schedule.run_due():
            self.stdout.write(name)
