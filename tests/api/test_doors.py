"""Who gets in, and how every error looks."""

import json

import pytest
from django.test import Client

from spot.accounts import tokens
from spot.accounts.models import ApiToken

pytestmark = pytest.mark.django_db
UNKNOWN = "00000000-0000-4000-8000-000000000000"


def error_of(answer):
    body = answer.json()
    assert set(body) >= {"error", "detail"}, body
    assert answer.headers["Content-Type"] == "application/json"
    return answer.status_code, body["error"]


def test_nobody_is_told_to_sign_in(client):
    assert error_of(client.get("/api/v1/breaks")) == (401, "not_signed_in")


def test_a_wrong_key_is_nobody(client):
    answer = client.get("/api/v1/breaks", headers={"Authorization": "Bearer nonsense"})

    assert error_of(answer) == (401, "not_signed_in")


def test_the_key_of_a_disabled_person_opens_nothing(program_of, salif):
    program = program_of(salif)
    salif.is_active = False
    salif.save()

    assert error_of(program.get("breaks")) == (401, "not_signed_in")


def test_only_the_hash_of_a_key_is_kept(salif):
    token = tokens.issue(salif)

    assert token not in json.dumps(list(ApiToken.objects.values_list("digest", flat=True)))
    assert tokens.holder(token)[0] == salif


@pytest.mark.parametrize("path", ["/api/", "/api/v1/", "/api/v1/nothing", "/api/v2/breaks", "/api/v1/breaks/"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_what_does_not_exist_is_json_too(client, path, method):
    assert error_of(getattr(client, method)(path)) == (404, "not_found")


def test_a_wrong_method_is_json_too(client):
    answer = client.delete("/api/v1/breaks")

    assert error_of(answer) == (405, "method_not_allowed")
    assert answer.headers["Allow"] == "GET"


def test_a_session_without_csrf_is_refused(salif, cotton_spot, before_news):
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(salif)
    body = {"spot": str(cotton_spot.pk), "break": str(before_news.pk)}

    answer = browser.post("/api/v1/bookings", body, content_type="application/json")

    assert error_of(answer) == (403, "csrf")


def test_a_session_reads(client, salif, before_news):
    client.force_login(salif)

    assert client.get("/api/v1/breaks").json()["count"] == 1


def test_values_that_are_not_valid_are_named(program_of, salif):
    answer = program_of(salif).post("bookings", {"spot": 4})

    assert error_of(answer) == (422, "invalid")
    assert any("break" in field for field in answer.json()["fields"])


@pytest.mark.parametrize("body", ["{", "[]", '"x"', "null", "\x00", '{"version": true}', '{"version": 1e400}'])
def test_bodies_that_are_not_the_form_are_refused(client, salif, planned_airing, body):
    headers = {"Authorization": f"Bearer {tokens.issue(salif)}"}
    path = f"/api/v1/airings/{planned_airing.pk}/confirm"

    assert error_of(client.post(path, body, content_type="application/json", headers=headers)) == (422, "invalid")


@pytest.mark.parametrize("note", ["\x00", "x" * 2001])
def test_a_note_is_text_of_a_bearable_length(program_of, salif, planned_airing, note):
    body = {"version": 1, "reason": "technical", "note": note}

    assert error_of(program_of(salif).post(f"airings/{planned_airing.pk}/miss", body)) == (422, "invalid")


@pytest.mark.parametrize("at", ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59Z", "2026-11-21T20:10:00", 1763755800])
def test_an_hour_is_an_instant_of_our_times(program_of, salif, before_news, at):
    assert error_of(program_of(salif).post(f"breaks/{before_news.pk}/retime", {"starts_at": at})) == (422, "invalid")


@pytest.mark.parametrize("day", ["tomorrow", "2026-13-01", "20261121", "9999-12-31", "0001-01-01"])
def test_a_day_is_a_day(program_of, salif, day):
    assert error_of(program_of(salif).get("breaks", day=day)) == (422, "invalid")


@pytest.mark.parametrize("page", [{"page": 0}, {"page_size": 0}, {"page_size": 201}, {"page": "x"}, {"page": 10**30}])
def test_a_page_is_within_bounds(program_of, salif, page):
    assert error_of(program_of(salif).get("breaks", **page)) == (422, "invalid")


@pytest.mark.parametrize("unknown", [UNKNOWN, "not-an-id", ""])
def test_unknown_ids_do_not_exist(program_of, salif, before_news, unknown):
    answer = program_of(salif).post("bookings", {"spot": unknown, "break": str(before_news.pk)})

    assert error_of(answer) == (404, "not_found")


def test_an_unknown_airing_does_not_exist(program_of, salif):
    assert error_of(program_of(salif).post(f"airings/{UNKNOWN}/confirm", {"version": 1})) == (404, "not_found")


def test_a_key_too_long_is_refused(program_of, salif, cotton_spot, before_news):
    body = {"spot": str(cotton_spot.pk), "break": str(before_news.pk)}

    assert error_of(program_of(salif).post("bookings", body, Idempotency_Key="k" * 256)) == (422, "key_too_long")


def test_a_body_beyond_bounds_is_too_large(client, salif, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 100
    headers = {"Authorization": f"Bearer {tokens.issue(salif)}"}

    answer = client.post("/api/v1/bookings", "x" * 200, content_type="application/json", headers=headers)

    assert error_of(answer) == (413, "too_large")


def test_calls_beyond_the_allowance_are_told_when_to_come_back(program_of, salif, settings):
    settings.SPOT_THROTTLE, settings.SPOT_THROTTLE_API = True, "2/h"
    program = program_of(salif)
    program.get("breaks"), program.get("breaks")

    answer = program.get("breaks")

    assert error_of(answer) == (429, "throttled")
    assert 0 < int(answer.headers["Retry-After"]) <= 3600


def test_each_caller_has_their_own_allowance(program_of, salif, rasmata, settings):
    settings.SPOT_THROTTLE, settings.SPOT_THROTTLE_API = True, "1/h"
    program_of(salif).get("breaks")

    assert program_of(rasmata).get("breaks").status_code == 200


def test_throttles_can_be_lifted(program_of, salif, settings):
    settings.SPOT_THROTTLE, settings.SPOT_THROTTLE_API = False, "1/h"
    program = program_of(salif)

    assert [program.get("breaks").status_code for _ in range(3)] == [200, 200, 200]


def test_the_documentation_names_no_foreign_host(client):
    page = client.get("/api/v1/docs")

    assert page.status_code == 200
    assert b"https://" not in page.content
    assert set(client.get("/api/v1/openapi.json").json()["paths"]) >= {"/api/v1/bookings", "/api/v1/quotes"}
