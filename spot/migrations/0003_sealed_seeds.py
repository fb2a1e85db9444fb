"""Seeds of second steps, kept in the clear until now, are sealed (and opened again one step back)."""

from collections.abc import Callable
from typing import Any

from django.db import migrations

from spot.accounts import seals

SEEDS = ("secret", "seed")


def seal(apps: Any, schema_editor: Any) -> None:
    _each_seed(apps, seals.seal)


def unseal(apps: Any, schema_editor: Any) -> None:
    _each_seed(apps, seals.unseal)


def _each_seed(apps: Any, turn: Callable[[str], str]) -> None:
    for row in apps.get_model("mfa", "Authenticator").objects.all():
        row.data = {**row.data, **{name: turn(row.data[name]) for name in SEEDS if name in row.data}}
        row.save(update_fields=["data"])


class Migration(migrations.Migration):
    dependencies = [("spot", "0002_live_planning"), ("mfa", "0003_authenticator_type_uniq")]
    operations = [migrations.RunPython(seal, unseal)]
