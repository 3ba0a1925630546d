import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

OWNERS = ("person", "organisation", "place")


def owner(model):
    return models.OneToOneField(
        blank=True,
        null=True,
        on_delete=django.db.models.deletion.CASCADE,
        related_name="portrait",
        to=f"register.{model}",
    )


def belongs_to(one):
    return models.Q(**{f"{other}__isnull": other != one for other in OWNERS})


class Migration(migrations.Migration):
    dependencies = [
        ("pictures", "0003_picture_may_be_decoration"),
        ("register", "0005_merges_are_recorded"),
    ]

    operations = [
        migrations.CreateModel(
            name="Portrait",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("picture", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.WAGTAILIMAGES_IMAGE_MODEL)),
                *((model, owner(model)) for model in OWNERS),
            ],
            options={
                "verbose_name": "portrait",
                "verbose_name_plural": "portraits",
                "constraints": [
                    models.CheckConstraint(
                        condition=belongs_to("person") | belongs_to("organisation") | belongs_to("place"),
                        name="portrait_of_one_entry",
                    )
                ],
            },
        )
    ]
