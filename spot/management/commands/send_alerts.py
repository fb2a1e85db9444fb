"""`send_alerts`: the control room is told of what is near and of what is late, each once."""

from typing import Any

from django.core.management.base import BaseCommand

from spot.messaging import services


class Command(BaseCommand):
    help = "Alertes de la régie : écran proche, passages en retard. Relancée, elle ne répète rien."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{services.give_alerts()} passages signalés")
