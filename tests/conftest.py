"""What every test stands on: the cast, a quiet clock, no network but this machine."""

import re
import socket
from collections.abc import Iterator
from uuid import uuid4

import pytest
from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper

pytest_plugins = ["tests.cast", "tests.every_route", "tests.reports.busy_month"]

LOCKS = re.compile(r" FOR (NO KEY )?UPDATE")
HERE = ("127.", "::1", "localhost")  # the whole loopback: services of the container way have an address each


@pytest.fixture(autouse=True)
def _no_network_but_this_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: object) -> None:
        if isinstance(address, tuple) and not address[0].startswith(HERE):
            raise AssertionError(f"a test reached for {address[0]}")
        connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", guarded)


@pytest.fixture(autouse=True)
def _on_disk_for_this_test(settings, tmp_path) -> None:
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.SEATS_FOLDER = tmp_path / "seats"
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend", "QUEUES": []}}


@pytest.fixture(autouse=True)
def _nothing_cached(settings) -> None:
    """Keys of its own: emptying Redis would take what the test of the worker beside this one has counted."""
    settings.CACHES = {name: {**cache, "KEY_PREFIX": uuid4().hex} for name, cache in settings.CACHES.items()}


@pytest.fixture(autouse=True)
def _locks_are_taken_in_a_transaction_of_the_product(request) -> Iterator[None]:
    """A test's own transaction would hide a lock that production takes outside any: there it is an error.

    SQLite has no row locks, so only PostgreSQL can tell.
    """
    if not {"db", "transactional_db"} & set(request.fixturenames) or connection.vendor == "sqlite":
        yield
        return
    with connection.execute_wrapper(_refuse_a_lock_outside):
        yield


def _refuse_a_lock_outside(execute, sql, params, many, context):
    opened = context["connection"].atomic_blocks
    if LOCKS.search(sql) and all(block._from_testcase for block in opened):
        raise AssertionError(f"a lock outside any transaction of the product: {sql}")
    return execute(sql, params, many, context)


@pytest.fixture(autouse=True)
def _a_test_keeps_its_connection(monkeypatch: pytest.MonkeyPatch) -> None:
    """An answer closed late, a file that was streamed, would close the connection inside the test's transaction."""

    def unless_in_a_transaction(self: BaseDatabaseWrapper) -> None:
        if not self.in_atomic_block:
            close(self)

    close = BaseDatabaseWrapper.close_if_unusable_or_obsolete
    monkeypatch.setattr(BaseDatabaseWrapper, "close_if_unusable_or_obsolete", unless_in_a_transaction)
