from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("articles", "0008_edition_and_section_are_named")]

    operations = [
        migrations.AddIndex(
            model_name="article",
            index=models.Index(
                condition=models.Q(
                    ("binned_at__isnull", True), ("listed", False), ("retracted_at__isnull", True)
                ),
                fields=["section", "event_on"],
                name="not_out_in_section",
            ),
        ),
        migrations.AddIndex(
            model_name="article",
            index=models.Index(fields=["section", "binned_at"], name="in_section_or_bin"),
        ),
        migrations.AddIndex(
            model_name="article",
            index=models.Index(
                condition=models.Q(("single_source__gt", "")),
                fields=["published_at"],
                name="rests_on_one_source",
            ),
        ),
        migrations.AddIndex(
            model_name="article",
            index=models.Index(
                condition=models.Q(("listed", True)),
                fields=["edition", "published_at", "updated_at"],
                name="changed_in_edition",
            ),
        ),
    ]
