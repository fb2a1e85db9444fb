import django.db.models.deletion
from django.db import migrations, models


def forget_the_unfinishable(apps, schema_editor):
    """Complete, and no spot: nobody can send more of them. Their bytes go with the next sweep."""
    Resumable = apps.get_model("spot", "Resumable")
    Resumable.objects.filter(became=None, received_bytes__gte=models.F("size_bytes")).delete()
    Resumable.objects.exclude(became=None).update(received_bytes=models.F("size_bytes"))


class Migration(migrations.Migration):

    dependencies = [
        ("spot", "0007_troubles"),
    ]

    operations = [
        migrations.RunPython(forget_the_unfinishable, migrations.RunPython.noop),
        migrations.RemoveField(model_name="resumable", name="busy_until"),
        migrations.AddField(
            model_name="resumable", name="minute_began", field=models.DateTimeField(null=True)
        ),
        migrations.AddField(
            model_name="resumable", name="pieces", field=models.PositiveIntegerField(default=0)
        ),
        migrations.AlterField(
            model_name="resumable",
            name="became",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.CASCADE, related_name="+", to="spot.spot"
            ),
        ),
        migrations.AddConstraint(
            model_name="resumable",
            constraint=models.CheckConstraint(
                condition=models.Q(became=None, received_bytes__lt=models.F("size_bytes"))
                | models.Q(became__isnull=False, received_bytes=models.F("size_bytes")),
                name="complete_when_delivered",
            ),
        ),
    ]
