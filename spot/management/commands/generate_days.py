"""`generate_days --until 2026-12-31`: make the days ahead from the week template; days that exist stay as they are."""

from argparse import ArgumentParser
from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from spot.breaks import services
from spot.common import clock


class Command(BaseCommand):
    help = "Génère les écrans des jours à venir d’après la semaine type."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--until", type=date.fromisoformat, help="dernier jour (AAAA-MM-JJ)")

    def handle(self, *args: Any, **options: Any) -> None:
        until = options["until"] or clock.broadcast_today() + timedelta(days=settings.SPOT_DAYS_AHEAD)
        days = services.generate_until(until)
        self.stdout.write(f"{days} jours vus, jusqu’au {until:%d/%m/%Y}.")
