"""`show_routes [--json]`: every route, its methods, and the roles it opens to."""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from spot.operations import routes


class Command(BaseCommand):
    help = "Liste les routes, leurs méthodes et les rôles admis."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--json", action="store_true", dest="as_json")

    def handle(self, *args: Any, **options: Any) -> None:
        table = routes.table()
        if options["as_json"]:
            self.stdout.write(json.dumps(table, ensure_ascii=False, indent=1))
            return
        for route in table:
            self.stdout.write(f"{route['method']:7}{route['path']:70}{', '.join(route['roles'])}")
