from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("register", "0004_names_and_offices_leave_their_lines")]

    operations = [
        migrations.CreateModel(
            name="Merge",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=16)),
                ("kept_key", models.BigIntegerField()),
                ("kept_name", models.CharField(max_length=160)),
                ("gone_key", models.BigIntegerField()),
                ("gone_name", models.CharField(max_length=160)),
                ("gone", models.JSONField()),
                ("moved", models.JSONField(default=dict)),
                ("dropped", models.JSONField(default=list)),
                ("at", models.DateTimeField()),
                ("by", models.CharField(blank=True, max_length=64)),
            ],
            options={"indexes": [models.Index(fields=["kind", "gone_key"], name="merge_by_what_went")]},
        ),
    ]
