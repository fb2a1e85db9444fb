"""Rows looked up by their keys, over and over. Django writes the question once: writing one with joins takes it three
times as long as PostgreSQL takes to answer, and sockets ask the same few at every change.
"""

from collections.abc import Collection, Sequence
from functools import lru_cache
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connection
from django.db.models import Model
from django.db.models.sql.compiler import SQLCompiler


def by_key(model: type[Model], columns: Sequence[str], keys: Collection[Any]) -> list[Sequence[Any]]:
    """What `values_list(*columns)` gives for the rows with these keys, in no order."""
    if not keys:
        return []
    sql, compiler = _question(model, tuple(columns), len(keys))
    with connection.cursor() as cursor:
        cursor.execute(sql, [model._meta.pk.get_db_prep_value(key, connection) for key in keys])
        return list(compiler.results_iter([cursor.fetchall()]))


@lru_cache(maxsize=256)
def _question(model: type[Model], columns: tuple[str, ...], keys: int) -> tuple[str, SQLCompiler]:
    """The question for so many keys, and what turns its answers into Python (SQLite keeps ids and hours as text)."""
    row_keys = [model._meta.pk.to_python(number) for number in range(keys)]
    rows = model._default_manager.filter(pk__in=row_keys).order_by().values_list(*columns)
    compiler = rows.query.get_compiler(DEFAULT_DB_ALIAS)
    sql, _ = compiler.as_sql()
    return sql, compiler
