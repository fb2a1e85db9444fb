from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("spot", "0002_break_reason")]
    operations = [migrations.RenameField("airing", "note", "remark")]
