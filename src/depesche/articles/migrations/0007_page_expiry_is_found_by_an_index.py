"""The scheduler asks every second which pages are over: a partial index, nearly always empty."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0006_correction_is_listed_by_edition"),
        ("wagtailcore", "0098_apitoken"),
    ]

    operations = [
        migrations.RunSQL(
            "CREATE INDEX page_comes_down ON wagtailcore_page (expire_at)"
            " WHERE expire_at IS NOT NULL",
            "DROP INDEX page_comes_down",
        )
    ]
