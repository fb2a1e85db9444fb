"""`run_worker`: does the queued work, a process a lane; `--lane` one of them alone, in this process."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from spot.common.jobs.terms import LANES
from spot.common.jobs.worker import Worker
from spot.operations import workers


class Command(BaseCommand):
    help = "Fait les travaux en file : contrôles, courriels et le reste, un processus par file."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--lane", choices=LANES, help="cette file seule, dans ce processus")
        parser.add_argument("--schedule", action="store_true", help="aussi les travaux périodiques (run_schedule)")
        parser.add_argument("--interval", type=float, default=1.0, help="secondes entre deux regards sur la file")

    def handle(self, *args: Any, **options: Any) -> None:
        if lane := options["lane"]:
            Worker(lane, interval=options["interval"]).run()
        else:
            workers.keep_all(interval=options["interval"], with_schedule=options["schedule"])
