"""`init_data [--demo]`: what the station needs to start, and on request a believable station around it."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.checks import Tags
from django.core.management.base import BaseCommand, CommandError

from spot.operations import demo


class Command(BaseCommand):
    help = "Tranches, grille d’écrans, tarifs et catégories ; avec --demo, une régie de démonstration complète."
    requires_system_checks = (Tags.models, Tags.database)  # data may come before the assets are built

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--demo", action="store_true", help="annonceurs, campagnes, spots et passages inventés")
        parser.add_argument("--force", action="store_true", help="permet --demo en production")

    def handle(self, *args: Any, **options: Any) -> None:
        if not options["demo"]:
            demo.ensure_rules()
            return
        if settings.PRODUCTION and not options["force"]:
            raise CommandError("Les comptes de démonstration sont refusés en production (ou bien : --force).")
        demo.ensure()
        if options["verbosity"]:
            self.stdout.write("La régie de démonstration est en place.")
