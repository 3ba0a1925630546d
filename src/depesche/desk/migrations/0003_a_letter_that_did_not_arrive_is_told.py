"""A notice may concern a letter instead of a story."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """See `desk/post.py`."""

    dependencies = [("desk", "0002_wagtails_own_roles_go")]
    operations = [
        migrations.AlterField(
            model_name="notice",
            name="article",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="articles.article",
            ),
        ),
        migrations.AlterField(
            model_name="notice",
            name="kind",
            field=models.CharField(
                choices=[
                    ("submitted", "waits for your approval"),
                    ("approved", "was approved"),
                    ("sent_back", "was sent back"),
                    ("undelivered", "a letter did not arrive"),
                ],
                max_length=16,
                verbose_name="kind",
            ),
        ),
    ]
