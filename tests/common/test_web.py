"""What is answered when no page could answer."""

import json

from django.db import OperationalError
from django.test import RequestFactory

from spot.common import web


def answered(path: str, failure: Exception):
    """As Django asks for it: while the failure is being handled."""
    try:
        raise failure
    except type(failure):
        return web.failed(RequestFactory().get(path))


def test_a_middleware_that_met_no_database_makes_no_page_fail():
    answer = answered("/home/", OperationalError("gone"))

    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "5")
    assert "La base de données ne répond pas" in answer.content.decode()


def test_programs_hear_it_in_their_own_shape():
    answer = answered("/api/v1/breaks", OperationalError("gone"))

    assert (answer.status_code, json.loads(answer.content)["error"]) == (503, "unavailable")


def test_any_other_failure_is_a_failure():
    assert answered("/home/", ZeroDivisionError()).status_code == 500
