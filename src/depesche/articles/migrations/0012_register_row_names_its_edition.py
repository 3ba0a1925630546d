import django.db.models.deletion
from django.db import migrations, models

ROWS = ("byline", "personmention", "organisationmention", "placemention")


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0011_lease_remembers_the_clock_that_counts"),
        ("masthead", "0003_edition_prints_what_is_read"),
    ]

    operations = [
        migrations.AddField(
            model_name=name,
            name="edition",
            field=models.ForeignKey(
                db_index=False,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="masthead.edition",
            ),
        )
        for name in ROWS
    ]
