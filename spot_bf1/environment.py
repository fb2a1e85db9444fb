"""What the settings read: the environment, then `.env` beside `manage.py`.

An empty variable is an absent one, and a value that cannot be used stops the start with a sentence that names it.
"""

import logging
import os
import re
from collections.abc import Callable
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from decouple import Config, Csv, RepositoryEmpty, RepositoryEnv, strtobool
from django.core.exceptions import ImproperlyConfigured

__all__ = ["Csv", "config", "folder", "refuse"]

BASE_DIR = Path(__file__).resolve().parent.parent
REQUIRED: Any = object()
RATE = re.compile(r"[1-9]\d{0,8}/[1-9]?\d{0,3}[smhd]")
HOUR = re.compile(r"([01]\d|2[0-3]):[0-5]\d")


def config(name: str, default: Any = REQUIRED, cast: Callable[[Any], Any] = str) -> Any:
    """The variable as `cast` reads it. ImproperlyConfigured when it is required or cannot be read."""
    written = _read(name)
    if not written and default is REQUIRED:
        raise ImproperlyConfigured(f"{name} n’est pas renseigné : donnez-lui une valeur dans .env.")
    try:
        return _cast(cast, written or default)
    except ValueError as unusable:
        expected = EXPECTED.get(cast, str(unusable))
        raise ImproperlyConfigured(f"{name} ne peut pas valoir « {written} » : {expected}.") from unusable


def folder(name: str, default: Path) -> Path:
    """A folder the site writes in, made when it is not there; one that cannot be written to stops the start."""
    place = Path(config(name, default=default)).resolve()
    try:
        place.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ImproperlyConfigured(_unwritable(name, place, error.strerror or "")) from error
    refuse(not os.access(place, os.W_OK | os.X_OK), _unwritable(name, place, "droits insuffisants"))
    return place


def refuse(condition: object, why: str) -> None:
    if condition:
        raise ImproperlyConfigured(why)


def _read(name: str) -> str:
    written = str(_file()(name, default=""))
    return written if written.strip() else ""


@cache
def _file() -> Config:
    """The process's own variables win over the file; without a file they are all there is."""
    path = BASE_DIR / ".env"
    try:
        return Config(RepositoryEnv(path) if path.is_file() else RepositoryEmpty())
    except (OSError, UnicodeDecodeError) as error:
        raise ImproperlyConfigured(f"Le fichier {path} ne se lit pas : {error}.") from error


def _cast(cast: Callable[[Any], Any], value: Any) -> Any:
    if cast is bool:
        return value if isinstance(value, bool) else bool(strtobool(value))
    return cast(value)


def _unwritable(name: str, place: Path, why: str) -> str:
    return (
        f"{name} : impossible d’écrire dans le dossier {place} ({why})."
        f" Donnez-en un autre par {name}=…, ou ouvrez celui-ci à l’utilisateur {os.geteuid()}."
    )


# What a variable may hold beyond words, numbers and yes or no. Each raises ValueError.


def port(value: Any) -> int:
    number = int(value)
    if not 0 < number < 65_536:
        raise ValueError
    return number


def count(value: Any) -> int:
    """A whole number that is not negative."""
    number = int(value)
    if number < 0:
        raise ValueError
    return number


def hour(value: str) -> str:
    return _matching(HOUR, value)


def rate(value: str) -> str:
    return _matching(RATE, value)


def log_level(value: str) -> str:
    if value.upper() not in logging.getLevelNamesMapping():
        raise ValueError
    return value.upper()


def address(value: str) -> str:
    """Scheme and host, without the slash at the end that would double in every link."""
    parts = urlsplit(value)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise ValueError
    return value.rstrip("/")


def moment(value: str) -> str:
    if value and datetime.fromisoformat(value).tzinfo is None:
        raise ValueError
    return value


def _matching(pattern: re.Pattern[str], value: str) -> str:
    if not pattern.fullmatch(value):
        raise ValueError
    return value


EXPECTED: dict[Callable[[Any], Any], str] = {
    bool: "1 (oui) ou 0 (non) est attendu",
    int: "un nombre entier est attendu",
    count: "un nombre entier, zéro ou plus, est attendu",
    port: "un numéro de port est attendu, entre 1 et 65535",
    hour: "une heure est attendue, comme 06:00",
    rate: "une fréquence est attendue, comme 5/5m (cinq en cinq minutes) ou 3/h",
    log_level: "DEBUG, INFO, WARNING ou ERROR est attendu",
    address: "une adresse est attendue, comme https://regie.bf1.example",
    moment: "un instant est attendu, avec son fuseau, comme 2026-11-21T19:40:00Z",
}
