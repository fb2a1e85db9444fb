"""Keys have a name, a beginning, an end; links that were mailed are kept as hashes; an invitation's id opens nothing."""

import hashlib
from collections import Counter
from datetime import timedelta
from uuid import uuid4

from django.db import migrations, models

import spot.common.clock
import spot.common.models

MAILS = ("spot.accounts.tasks.deliver", "spot.accounts.tasks.send_invitation")
ENDED = ("SUCCESSFUL", "FAILED")


def in_a_year():
    return spot.common.clock.now() + timedelta(days=365)


def name_keys(apps, schema_editor):
    """Keys of before go on working, for a year more."""
    numbers = Counter()
    for key in apps.get_model("spot", "ApiToken").objects.order_by("created_at", "pk"):
        numbers[key.user_id] += 1
        key.name = f"Clé {numbers[key.user_id]}"
        key.save(update_fields=["name"])


def hide_links(apps, schema_editor):
    """The ids of before were the links themselves: those in people's mailboxes still open, from their hash alone."""
    invitations, ids = apps.get_model("spot", "Invitation").objects, {}
    for invitation in invitations.all():
        former, new = str(invitation.pk), uuid4()
        apps.get_model("spot", "MailedLink").objects.create(
            kind="invitation",
            thing_id=str(new),
            digest=hashlib.sha256(former.encode()).hexdigest(),
            made_at=invitation.created_at,
            expires_at=invitation.expires_at,
        )
        invitations.filter(pk=invitation.pk).update(id=new)
        ids[former] = str(new)
    _rename_in_journal(apps, ids)
    _rename_in_queue(apps, ids)


def _rename_in_journal(apps, ids):
    told = ("organisations.invite", "people.invite", "invitations.withdraw")
    for entry in apps.get_model("spot", "Entry").objects.filter(verb__in=told):
        if entry.thing_kind == "invitation":
            entry.thing_id = ids.get(entry.thing_id, entry.thing_id)
        if former := entry.after.get("invitation"):
            entry.after["invitation"] = ids.get(former, former)
        entry.save(update_fields=["thing_id", "after"])


def _rename_in_queue(apps, ids):
    """Mails that wait become those of today's queue, which names its kinds (`spot/common/mails.py`)."""
    tasks = apps.get_model("django_tasks_database", "DBTaskResult").objects
    for task in tasks.filter(task_path=MAILS[1]).exclude(status__in=ENDED):
        (former,) = task.args_kwargs["args"]
        task.args_kwargs = {"args": ["invitation"], "kwargs": {"invitation": ids.get(former, former)}}
        task.task_path, task.queue_name = "spot.common.mails.send", "mails"
        task.save(update_fields=["args_kwargs", "task_path", "queue_name"])


def forget_sent_mails(apps, schema_editor):
    """Mails of before are whole in the arguments of their task, links included."""
    tasks = apps.get_model("django_tasks_database", "DBTaskResult").objects
    tasks.filter(task_path__in=MAILS, status__in=ENDED).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("spot", "0003_sealed_seeds"),
        ("django_tasks_database", "0018_rename_succeeded_status"),
    ]

    operations = [
        migrations.CreateModel(
            name="MailedLink",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=20)),
                ("thing_id", models.CharField(max_length=40)),
                ("digest", models.CharField(max_length=64, unique=True)),
                ("made_at", models.DateTimeField(default=spot.common.clock.now)),
                ("expires_at", models.DateTimeField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("kind", "thing_id"), name="one_link_a_thing")
                ],
            },
        ),
        migrations.RenameField("invitation", "token", "id"),
        migrations.AlterField(
            model_name="invitation",
            name="id",
            field=models.UUIDField(
                default=spot.common.models.new_id, editable=False, primary_key=True, serialize=False
            ),
        ),
        migrations.AlterModelOptions(name="apitoken", options={"ordering": ["-created_at"]}),
        migrations.AddField(
            model_name="apitoken",
            name="name",
            field=models.CharField(default="", max_length=60, verbose_name="nom"),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="apitoken",
            name="prefix",
            field=models.CharField(blank=True, default="", max_length=12, verbose_name="début"),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="apitoken",
            name="expires_at",
            field=models.DateTimeField(default=in_a_year, verbose_name="expire le"),
            preserve_default=False,
        ),
        migrations.AlterField(
            model_name="apitoken",
            name="created_at",
            field=models.DateTimeField(default=spot.common.clock.now, verbose_name="créée le"),
        ),
        migrations.AlterField(
            model_name="apitoken",
            name="last_used_at",
            field=models.DateTimeField(null=True, verbose_name="dernier usage"),
        ),
        migrations.RunPython(name_keys, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name="apitoken",
            constraint=models.UniqueConstraint(fields=("user", "name"), name="one_key_a_name"),
        ),
        migrations.RunPython(hide_links, migrations.RunPython.noop),
        migrations.RunPython(forget_sent_mails, migrations.RunPython.noop),
    ]
