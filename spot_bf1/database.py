"""Which database: DJANGO_USE_SQLITE=1 wins, then DATABASE_URL, then DATABASE_NAME and its companions, then SQLite."""

from pathlib import Path
from typing import Any
from urllib.parse import quote

import dj_database_url

from spot_bf1.environment import config, port, refuse


def database(data_dir: Path) -> dict[str, Any]:
    """Django's description of it. ImproperlyConfigured when DATABASE_URL is no such address."""
    url = _url(f"sqlite:///{quote(str(data_dir / 'spot.sqlite3'))}")
    try:
        found: dict[str, Any] = dict(dj_database_url.parse(url))
    except ValueError:  # the library's own errors are of this kind
        found = {}
    refuse(
        not found.get("NAME"),
        "DATABASE_URL n’est pas l’adresse d’une base : postgresql://nom:mot-de-passe@hôte:5432/base est attendu.",
    )
    return found


def _url(sqlite: str) -> str:
    if config("DJANGO_USE_SQLITE", default=False, cast=bool):
        return sqlite
    return config("DATABASE_URL", default="") or _from_its_parts() or sqlite


def _from_its_parts() -> str:
    """A password may hold any sign; in an address it is written by numbers."""
    name = quote(config("DATABASE_NAME", default=""), safe="")
    user = quote(config("DATABASE_USER", default=""), safe="")
    password = quote(config("DATABASE_PASSWORD", default=""), safe="")
    place = f"{config('DATABASE_HOST', default='127.0.0.1')}:{config('DATABASE_PORT', default=5432, cast=port)}"
    return name and f"postgresql://{user}:{password}@{place}/{name}"
