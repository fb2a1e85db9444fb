"""Backup: one consistent copy of the database, and every media file with its hash. `restoring.py` puts it back.

What opens something to who reads it is left out: the sessions of whoever is signed in. Works while people work. SQLite is
copied by its own online backup; PostgreSQL is read table by table inside one repeatable-read snapshot. The folder holds the
database, `media/`, and `manifest.json`, written last: a folder without it is a backup that did not finish.
"""

import hashlib
import json
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

from allauth.usersessions.models import UserSession
from django.apps import apps
from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import connection, models, transaction
from django.db.migrations.recorder import MigrationRecorder

from spot.common import clock
from spot.creatives.models import SpotVersion

MANIFEST, MEDIA, SQLITE, TABLES = "manifest.json", "media", "spot.sqlite3", "tables"
# Their keys are those of browsers' cookies. Whoever restores a backup signs in again.
LEFT_OUT = {model._meta.db_table for model in (Session, UserSession)}


def backup(folder: Path) -> dict[str, Any]:
    """Write a backup into a new or empty folder; what the manifest says of it. FileExistsError when it holds anything."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)  # everybody's names and hashes lie in it
    if any(folder.iterdir()):
        raise FileExistsError(folder)
    _sqlite_out(folder) if connection.vendor == "sqlite" else _tables_out(folder)
    manifest = {
        "made_at": clock.now().isoformat(),
        "database": connection.vendor,
        "migrations": sorted(f"{app}.{name}" for app, name in MigrationRecorder(connection).applied_migrations()),
        "media": _media_out(folder / MEDIA),
    }
    (folder / MANIFEST).write_text(json.dumps(manifest, indent=1))
    return manifest


# SQLite -----------------------------------------------------------------------------------------------------------


def _sqlite_out(folder: Path) -> None:
    """SQLite's online backup: pages that change meanwhile are copied again, so the copy is one moment."""
    with closing(live_sqlite()) as live, closing(sqlite3.connect(folder / SQLITE)) as copy:
        live.backup(copy, pages=1000, sleep=0.01)
        copy.execute("PRAGMA secure_delete = ON")  # else the rows stay in the file, unnamed
        for table in LEFT_OUT:
            copy.execute(f'DELETE FROM "{table}"')  # noqa: S608  two names of this code
        copy.commit()


def live_sqlite() -> sqlite3.Connection:
    return sqlite3.connect(settings.DATABASES["default"]["NAME"], timeout=30)


# PostgreSQL -------------------------------------------------------------------------------------------------------


def _tables_out(folder: Path) -> None:
    """Every table by COPY inside one snapshot: rows written meanwhile belong to the next backup."""
    (folder / TABLES).mkdir()
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        for table, columns in kept_tables():
            with (
                (folder / TABLES / f"{table}.copy").open("wb") as out,
                cursor.copy(copy_of(table, columns, "TO STDOUT")) as rows,
            ):
                for block in rows:
                    out.write(block)


def copy_of(table: str, columns: list[str], way: str) -> str:
    listed = ", ".join(f'"{column}"' for column in columns)
    return f'COPY "{table}" ({listed}) {way} (FORMAT BINARY)'


def tables() -> Iterator[tuple[str, list[str]]]:
    for model in models_kept():
        yield model._meta.db_table, [str(field.column) for field in model._meta.local_concrete_fields]


def kept_tables() -> Iterator[tuple[str, list[str]]]:
    return ((table, columns) for table, columns in tables() if table not in LEFT_OUT)


def models_kept() -> list[type[models.Model]]:
    """Every table of ours and of the libraries, the tables of many-to-many among them."""
    return [
        model for model in apps.get_models(include_auto_created=True) if model._meta.managed and not model._meta.proxy
    ]


# Media ------------------------------------------------------------------------------------------------------------


def _media_out(target: Path) -> dict[str, str]:
    """Copy every file a row names, with its hash. Read after the database: a file is never there later than its row."""
    target.mkdir()
    names = {name for pair in SpotVersion.objects.values_list("file", "poster") for name in pair if name}
    names |= {str(name) for name in _other_files()}
    hashes = {}
    for name in sorted(names):
        source, kept = Path(settings.MEDIA_ROOT) / name, target / name
        if source.exists():
            kept.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(source, kept)
            hashes[name] = sha256_of(kept)
    return hashes


def _other_files() -> Iterator[str]:
    """Files of the other tables (portraits)."""
    for model in models_kept():
        for field in model._meta.local_concrete_fields:
            if isinstance(field, models.FileField) and model is not SpotVersion:
                yield from model._base_manager.exclude(**{field.name: ""}).values_list(field.name, flat=True)


def sha256_of(path: Path) -> str:
    if not path.exists():
        return ""
    with path.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()
