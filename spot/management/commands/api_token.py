"""`manage.py api_token USERNAME` prints a new API key of that person."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from spot.accounts import tokens
from spot.accounts.models import User


class Command(BaseCommand):
    help = "Crée et affiche une clé d’API pour une personne."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("username")

    def handle(self, *args: Any, username: str, **options: Any) -> None:
        user = User.objects.filter(username=username, is_active=True).first()
        if user is None:
            raise CommandError(f"Aucun compte actif ne s’appelle « {username} ».")
        self.stdout.write(tokens.issue(user))
