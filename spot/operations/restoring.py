"""Restore: a backup in the place of what is here, whole or not at all.

The site is stopped: a screen or a worker would go on from what is no more. Files come first (one that no row names harms
nobody), then the database in one transaction: whatever interrupts it leaves the former station, and it can be asked again.
Screens that were open before start from a snapshot afterwards: see journal/renewal.py.
"""

import json
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.db import connection, models, transaction
from django.db.migrations.loader import MigrationLoader

from spot.accounts import links
from spot.creatives import services as creatives
from spot.journal import renewal
from spot.operations import locking, running
from spot.operations.backup import (
    MANIFEST,
    MEDIA,
    SQLITE,
    TABLES,
    copy_of,
    kept_tables,
    live_sqlite,
    models_kept,
    sha256_of,
    tables,
)

LOCKS_WITHIN = "30s"
COUNT_ON = """
    SELECT setval(pg_get_serial_sequence(%s, %s), GREATEST(nextval(pg_get_serial_sequence(%s, %s)), %s), false)
"""


class NotRestored(Exception):  # noqa: N818  it is an answer: what was here stays
    """The folder is not a finished backup, or not of this database and version; or the site is not stopped."""


def restore(folder: Path, *, even_if_running: bool = False) -> dict[str, Any]:
    """Put a backup in place of what is here; the manifest. NotRestored says why nothing was changed.

    A backup of SQLite restores into SQLite, one of PostgreSQL into PostgreSQL, at the same version of the code.
    """
    manifest = _checked(folder)
    with locking.alone(locking.RESTORE):
        if not even_if_running and (alive := running.others()):
            raise NotRestored(f"Le site tourne encore : {' ; '.join(alive)}. Arrêtez-le, puis recommencez.")
        _media_in(folder, manifest["media"])
        _sqlite_in(folder) if connection.vendor == "sqlite" else _tables_in(folder)
        creatives.forget_lost()
        links.forget_all()
    return manifest


def _checked(folder: Path) -> dict[str, Any]:
    if not (folder / MANIFEST).exists():
        raise NotRestored(f"{folder} ne contient pas de sauvegarde achevée.")
    manifest: dict[str, Any] = json.loads((folder / MANIFEST).read_text())
    if manifest["database"] != connection.vendor:
        raise NotRestored(f"Sauvegarde de {manifest['database']}, base actuelle {connection.vendor}.")
    if set(manifest["migrations"]) != _migrations_of_the_code():
        raise NotRestored("La sauvegarde vient d’une autre version du logiciel : restaurez avec celle-là, puis migrez.")
    changed = [name for name, sha256 in manifest["media"].items() if sha256_of(folder / MEDIA / name) != sha256]
    if changed:
        raise NotRestored(f"Fichiers modifiés depuis la sauvegarde : {', '.join(changed[:5])}.")
    return manifest


def _migrations_of_the_code() -> set[str]:
    return {f"{app}.{name}" for app, name in MigrationLoader(None).disk_migrations}


def _media_in(folder: Path, names: dict[str, str]) -> None:
    """Each file under its name at once: never half of one."""
    for name, sha256 in names.items():
        target = Path(settings.MEDIA_ROOT) / name
        if sha256_of(target) == sha256:
            continue
        target.parent.mkdir(parents=True, exist_ok=True)
        coming = target.with_name(f"{target.name}.restoring")
        shutil.copy2(folder / MEDIA / name, coming)
        coming.replace(target)


# SQLite -----------------------------------------------------------------------------------------------------------


def _sqlite_in(folder: Path) -> None:
    """The backup is made ready beside the live file, then takes its place by SQLite's own copy, which is one transaction."""
    connection.close()
    ready = Path(f"{settings.DATABASES['default']['NAME']}.restoring")
    shutil.copyfile(folder / SQLITE, ready)
    try:
        with closing(live_sqlite()) as live, closing(sqlite3.connect(ready)) as copy:
            if copy.execute("PRAGMA quick_check").fetchone() != ("ok",):
                raise NotRestored("La base de la sauvegarde est abîmée.")
            _renew_sqlite(copy, live)
            copy.backup(live)
    finally:
        ready.unlink(missing_ok=True)


def _renew_sqlite(copy: sqlite3.Connection, live: sqlite3.Connection) -> None:
    """No number and no automatic key of what was here is given again."""
    is_new = not live.execute("SELECT 1 FROM sqlite_master WHERE name = 'spot_stream'").fetchone()
    known = 0 if is_new else live.execute(renewal.GREATEST).fetchone()[0]
    keys = [] if is_new else live.execute("SELECT seq, name FROM sqlite_sequence").fetchall()
    with copy:
        known = max(known, copy.execute(renewal.GREATEST).fetchone()[0])
        for statement in renewal.statements(known=known):
            copy.execute(statement)
        copy.executemany("UPDATE sqlite_sequence SET seq = MAX(seq, ?) WHERE name = ?", keys)


# PostgreSQL -------------------------------------------------------------------------------------------------------


def _tables_in(folder: Path) -> None:
    call_command("migrate", interactive=False, verbosity=0)
    names = ", ".join(f'"{table}"' for table, _ in tables())
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"SET LOCAL lock_timeout = '{LOCKS_WITHIN}'")
        cursor.execute(renewal.GREATEST)
        former = cursor.fetchone()[0]
        cursor.execute(f"TRUNCATE {names} CASCADE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
        for table, columns in kept_tables():
            _table_in(cursor, folder / TABLES / f"{table}.copy", copy_of(table, columns, "FROM STDIN"))
        _renew_tables(cursor, former)


def _table_in(cursor: Any, kept: Path, question: str) -> None:
    with kept.open("rb") as blocks, cursor.copy(question) as rows:
        while block := blocks.read(1 << 16):
            rows.write(block)


def _renew_tables(cursor: Any, former: int) -> None:
    """No number and no automatic key of what was here is given again."""
    cursor.execute(renewal.GREATEST)
    for statement in renewal.statements(known=max(former, cursor.fetchone()[0])):
        cursor.execute(statement)
    for model in models_kept():
        if isinstance(model._meta.pk, models.AutoField):
            counter = [f'"{model._meta.db_table}"', model._meta.pk.column]
            greatest = model._base_manager.aggregate(greatest=models.Max("pk"))["greatest"] or 0
            cursor.execute(COUNT_ON, [*counter, *counter, greatest + 1])
