import datetime
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('archive', '0001_runs_and_originals'),
    ]

    operations = [
        migrations.AddField(
            model_name='original',
            name='changed_at',
            field=models.DateTimeField(default=datetime.datetime(2026, 11, 22, 0, 0, tzinfo=datetime.timezone.utc)),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name='original',
            name='related',
            field=models.JSONField(blank=True, default=list),
        ),
        migrations.AddField(
            model_name='original',
            name='waits_for_related',
            field=models.BooleanField(default=False),
        ),
    ]
