"""From the tables of before: links in people's mailboxes go on opening, keys go on working, nothing readable stays."""

import hashlib
import json
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.test import Client
from django.utils import timezone
from django.utils.module_loading import import_string
from django_tasks_db.models import DBTaskResult

from spot.common import mails
from spot.common.jobs import terms

BEFORE, AFTER = ("spot", "0003_sealed_seeds"), ("spot", "0004_ways_in")
KEY = "a-key-of-before"


@pytest.fixture
def tables_of(transactional_db):
    """The tables as a migration leaves them; those of today come back afterwards."""

    def at(migration):
        executor = MigrationExecutor(connection)
        executor.migrate([migration])
        tasks = executor.loader.graph.leaf_nodes("django_tasks_database")
        return executor.loader.project_state([migration, *tasks]).apps

    yield at
    executor = MigrationExecutor(connection)
    executor.migrate(executor.loader.graph.leaf_nodes())


def test_what_was_mailed_and_given_before_goes_on_working(tables_of):
    apps = tables_of(BEFORE)
    token = str(_seeded(apps))
    apps = tables_of(AFTER)

    invitation = apps.get_model("spot", "Invitation").objects.get()
    assert str(invitation.pk) != token
    assert [row for row in _every_text() if token in row] == []
    key = apps.get_model("spot", "ApiToken").objects.get()
    assert (key.name, key.prefix) == ("Clé 1", "")
    waiting = apps.get_model("django_tasks_database", "DBTaskResult").objects.get()
    assert waiting.args_kwargs == {"args": ["invitation"], "kwargs": {"invitation": str(invitation.pk)}}
    told = apps.get_model("spot", "Entry").objects
    assert told.get(verb="people.invite").thing_id == str(invitation.pk)
    assert told.get(verb="organisations.invite").after == {"invitation": str(invitation.pk)}

    _to_today()
    waiting = DBTaskResult.objects.get()
    assert import_string(waiting.task_path) is mails.send
    assert waiting.args_kwargs["args"][0] in mails.KINDS
    assert waiting.queue_name in terms.LANES
    assert Client().get(f"/invitations/{token}/").status_code == 200
    answer = Client().get("/api/v1/breaks", headers={"Authorization": f"Bearer {KEY}"})
    assert answer.status_code == 200


def test_one_step_back_and_forward_again(tables_of):
    tables_of(AFTER)
    _seeded_today()
    apps = tables_of(BEFORE)
    assert apps.get_model("spot", "Invitation").objects.count() == 1
    apps = tables_of(AFTER)
    assert apps.get_model("spot", "MailedLink").objects.count() == 1


def _to_today():
    executor = MigrationExecutor(connection)
    executor.migrate(executor.loader.graph.leaf_nodes())


def _seeded(apps):
    """An invitation whose id was its link, the journal's word of it, the mail sent and one that waits, and a key."""
    by = _somebody(apps)
    soon = timezone.now() + timedelta(days=3)
    made = apps.get_model("spot", "Invitation").objects.create(
        email="zida@bf1.example", role="manager", invited_by=by, expires_at=soon
    )
    token = str(made.pk)
    for verb, thing_id, after in (
        ("people.invite", token, {}),
        ("organisations.invite", "x", {"invitation": token}),
    ):
        apps.get_model("spot", "Entry").objects.create(
            verb=verb, thing_kind="invitation", thing_id=thing_id, actor=by, role="admin", after=after
        )
    for status in ("SUCCESSFUL", "READY"):
        _task(apps, status, "send_invitation", token)
    _task(apps, "FAILED", "deliver", f"Ouvrez https://x/invitations/{token}/")
    apps.get_model("spot", "ApiToken").objects.create(user=by, digest=hashlib.sha256(KEY.encode()).hexdigest())
    return token


def _somebody(apps):
    return apps.get_model("spot", "User").objects.create(
        username="chef", email="chef@bf1.example", full_name="Chef", role="admin", password="!"
    )


def _seeded_today():
    from spot.accounts import services
    from tests.cast import person

    services.invite_staff(email="a@bf1.example", role="manager", by=person("adama", "Adama Kéré", "admin"))


def _task(apps, status, name, *arguments):
    apps.get_model("django_tasks_database", "DBTaskResult").objects.create(
        id=uuid4(), status=status, task_path=f"spot.accounts.tasks.{name}", backend_name="default",
        args_kwargs={"args": list(arguments), "kwargs": {}}, run_after=timezone.now(), exception_class_path="",
        traceback="",
    )  # fmt: skip


def _every_text() -> list[str]:
    """Every row of every table, as text."""
    with connection.cursor() as cursor:
        found = []
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            found += [json.dumps(row, default=str) for row in cursor.fetchall()]
    return found
