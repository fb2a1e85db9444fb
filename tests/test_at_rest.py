"""Whoever reads the database, or a backup of it, learns nothing that opens anything: one of each secret, looked for
in every row of every table, sessions unpacked.
"""

import json
from importlib import import_module

import pytest
from allauth.mfa.models import Authenticator
from django.conf import settings as site
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client
from django_tasks_db.models import DBTaskResult

from spot.accounts import services
from spot.accounts.models import MailedLink
from spot.common.jobs import terms
from spot.common.jobs.worker import Worker
from tests.cast import gives_password_again
from tests.desks.account.test_keys import FORM, browser_of, key_in
from tests.desks.account.test_second_factor import enrol

PASSWORD = "un-mot-de-passe-de-canari"


@pytest.fixture(autouse=True)
def _mails_wait_in_the_database(settings):
    database = {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": list(terms.LANES)}
    settings.TASKS = {"default": database}


def every_row() -> list[str]:
    """Every row of every table as text; what a session holds is unpacked."""
    with connection.cursor() as cursor:
        rows = []
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            rows += [f"{table}: {json.dumps(row, default=str, ensure_ascii=False)}" for row in cursor.fetchall()]
    store = import_module(site.SESSION_ENGINE).SessionStore()
    return rows + [f"session: {store.decode(row.session_data)}" for row in Session.objects.all()]


def send_all() -> None:
    for lane in terms.LANES:
        while Worker(lane).turn():
            pass
    assert set(DBTaskResult.objects.values_list("status", flat=True)) == {"SUCCESSFUL"}


def secrets_in(outbox) -> list[str]:
    words = [word for letter in outbox for word in letter.body.split()]
    return [word.rsplit("/", 2)[1] for word in words if word.startswith("http") and len(word.rsplit("/", 2)[1]) > 30]


def found(secrets: dict[str, str]) -> list[tuple[str, str]]:
    rows = every_row()
    return [(name, row[:200]) for name, secret in secrets.items() for row in rows if secret in row]


def test_no_secret_lies_in_any_table(transactional_db, awa, aminata, faso_coton, mailoutbox):
    services.set_password(awa, PASSWORD)
    browser = gives_password_again(browser_of(aminata))
    totp_seed = enrol(browser)
    spare = Authenticator.objects.get(user=aminata, type="recovery_codes").wrap().get_unused_codes()[0]
    key = key_in(browser.post("/profile/keys/", FORM))
    wall_key = services.hang_wall("Régie", days=30, by=aminata)[1]
    services.invite(faso_coton, email="bintou@coton.example", by=awa)
    Client().post("/password/reset/", {"email": aminata.email})
    hers = Client()
    hers.post("/login/", {"username": "awa", "password": PASSWORD})
    hers.post("/profile/email/", {"email": "awa@new.example", "password": PASSWORD})
    assert MailedLink.objects.count() == 0, "no link is made before its mail leaves"

    send_all()
    for letter in list(mailoutbox):
        for secret in secrets_in([letter]):
            for path in ("/invitations/", "/password/reset/key/", "/email/confirm/"):
                Client().get(f"{path}{secret}/")

    links = secrets_in(mailoutbox)
    assert len(links) == MailedLink.objects.count() == 3
    secrets = {f"link {n}": link for n, link in enumerate(links)}
    secrets |= {"password": PASSWORD, "typed": "demo1234", "key": key, "its tail": key[9:]}
    secrets |= {"wall": wall_key, "seed": totp_seed, "spare code": spare}
    assert found(secrets) == []


def test_what_lies_there_is_found(awa):
    """The control."""
    assert found({"name": awa.full_name})
    Client().get("/login/")
    browser_of(awa)
    assert any(row.startswith("session:") for row in every_row())
