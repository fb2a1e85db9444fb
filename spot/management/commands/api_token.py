"""`manage.py api_token USERNAME` prints a new API key of that person, alone on its line."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from spot.accounts import tokens
from spot.accounts.models import User
from spot.common.refusals import Refused


class Command(BaseCommand):
    help = "Crée et affiche une clé d’API pour une personne."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("username")
        parser.add_argument("--name", default="", help="à quoi elle sert")
        parser.add_argument("--days", type=int, default=tokens.GOOD_FOR_DAYS, help="elle expire après autant de jours")

    def handle(self, *args: Any, username: str, name: str, days: int, **options: Any) -> None:
        user = User.objects.filter(username=username, is_active=True).first()
        if user is None:
            raise CommandError(f"Aucun compte actif ne s’appelle « {username} ».")
        if not 1 <= days <= tokens.MOST_DAYS:
            raise CommandError(f"Entre 1 et {tokens.MOST_DAYS} jours.")
        try:
            self.stdout.write(tokens.issue(user, name=name[: tokens.NAME_LENGTH], days=days))
        except Refused as refusal:
            raise CommandError(refusal.detail) from refusal
