"""Programs that call the API as one of the cast."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from spot.accounts import tokens
from spot.accounts.models import User


class Program:
    """A program holding somebody's key, or nobody's."""

    def __init__(self, user: User | None) -> None:
        headers = {"Authorization": f"Bearer {tokens.issue(user)}"} if user else {}
        self.client = Client(headers=headers, enforce_csrf_checks=True)

    def get(self, path: str, **query: Any) -> Any:
        return self.client.get(f"/api/v1/{path}", query)

    def post(self, path: str, body: Any = None, **headers: str) -> Any:
        names = {name.replace("_", "-"): value for name, value in headers.items()}
        return self.client.post(f"/api/v1/{path}", body or {}, content_type="application/json", headers=names)


@pytest.fixture
def program_of() -> Callable[[User | None], Program]:
    return Program
