"""What every test stands on: the cast, a quiet clock, no network but this machine."""

import os
import socket
from collections.abc import Iterator
from uuid import uuid4

import pytest
from django.core.cache import cache, caches

pytest_plugins = ["tests.cast", "tests.reports.busy_month"]

HERE = {"127.0.0.1", "::1", "localhost"}


@pytest.fixture(autouse=True)
def _no_network_but_this_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: object) -> None:
        if isinstance(address, tuple) and address[0] not in HERE:
            raise AssertionError(f"a test reached for {address[0]}")
        connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", guarded)


@pytest.fixture(autouse=True)
def _on_disk_for_this_test(settings, tmp_path) -> None:
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}


@pytest.fixture(autouse=True)
def _nothing_cached(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Redis is shared with the worker beside this one: emptying it would take what its test counts."""
    caches["process"].clear()
    if os.environ.get("REDIS_URL"):
        monkeypatch.setattr(cache, "key_prefix", uuid4().hex)
        yield
    else:
        cache.clear()
        yield
        cache.clear()
