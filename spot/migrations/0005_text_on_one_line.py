"""What was typed before columns looked at it: a control character in one line becomes a space, in a note it goes."""

import re

from django.db import migrations

LINES = {
    "Organisation": ("name", "ifu", "rccm", "address"),
    "User": ("full_name",),
    "Campaign": ("title", "languages", "audience"),
    "OrderLine": ("code",),
    "Spot": ("title",),
    "SpotVersion": ("original_name",),
    "Resumable": ("title", "original_name"),
    "Daypart": ("name",),
    "BreakTemplate": ("code", "title"),
    "AdBreak": ("code", "title"),
    "ProductCategory": ("name",),
    "Visa": ("number", "authority"),
    "RateCard": ("name",),
    "ServiceRate": ("family", "label"),
}
NOTES = {
    "Campaign": ("key_message", "reason"),
    "SpotVersion": ("reason",),
    "ProductCategory": ("article",),
    "Airing": ("remark",),
    "HandOver": ("text",),
}
IN_A_LINE = "[\u0001-\u001f\u007f-\u009f\u2028\u2029]"
IN_A_NOTE = "[\u0001-\u0009\u000b-\u001f\u007f-\u009f\u2028\u2029]"


def on_one_line(apps, schema_editor):
    for name, columns in LINES.items():
        for column in columns:
            mend(apps.get_model("spot", name), column, IN_A_LINE, plain_line)


def readable(apps, schema_editor):
    for name, columns in NOTES.items():
        for column in columns:
            mend(apps.get_model("spot", name), column, IN_A_NOTE, plain_note)


def mend(model, column, pattern, plain):
    rows = model.objects.filter(**{f"{column}__regex": pattern}).order_by()
    for key, written in rows.values_list("pk", column):
        said = plain(written)
        if model._meta.get_field(column).unique and model.objects.filter(**{column: said}).exclude(pk=key).exists():
            said = f"{said[:60]} ({str(key)[:8]})"  # two names that differed by what nobody sees
        model.objects.filter(pk=key).update(**{column: said})


def plain_line(written):
    return " ".join(re.sub(IN_A_LINE, " ", written).split())


def plain_note(written):
    with_breaks = written.replace("\r\n", "\n").replace("\r", "\n")
    return re.sub(IN_A_NOTE, " ", with_breaks)


class Migration(migrations.Migration):
    dependencies = [("spot", "0004_ways_in")]

    operations = [
        migrations.RunPython(on_one_line, migrations.RunPython.noop),
        migrations.RunPython(readable, migrations.RunPython.noop),
    ]
