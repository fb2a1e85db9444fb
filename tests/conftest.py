"""What every test stands on: the cast, a quiet clock, no network but this machine."""

import socket
from uuid import uuid4

import pytest

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
def _nothing_cached(settings) -> None:
    """Keys of its own: emptying Redis would take what the test of the worker beside this one has counted."""
    settings.CACHES = {name: {**cache, "KEY_PREFIX": uuid4().hex} for name, cache in settings.CACHES.items()}
