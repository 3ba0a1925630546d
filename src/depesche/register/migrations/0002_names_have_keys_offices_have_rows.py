import django.db.models.deletion
import modelcluster.fields
from django.db import migrations, models

KEY = {"db_index": True, "default": "", "editable": False, "max_length": 1000}
OWNERS = ("person", "organisation", "place")


def key(model, name="name_key"):
    return migrations.AddField(model_name=model, name=name, field=models.CharField(**KEY))


def item(model):
    field = models.CharField(
        blank=True, db_index=True, max_length=16, verbose_name="Wikidata item"
    )
    return migrations.AlterField(model_name=model, name="wikidata", field=field)


def owner(model):
    return modelcluster.fields.ParentalKey(
        blank=True,
        null=True,
        on_delete=django.db.models.deletion.CASCADE,
        related_name="spellings",
        to=f"register.{model}",
    )


def belongs_to(one):
    return models.Q(**{f"{other}__isnull": other != one for other in OWNERS})


class Migration(migrations.Migration):
    dependencies = [("register", "0001_initial")]

    operations = [
        *(key(model) for model in OWNERS),
        key("person", "family_key"),
        *(item(model) for model in OWNERS),
        migrations.CreateModel(
            name="Office",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("title_de", models.CharField(blank=True, max_length=160, verbose_name="office (German)")),
                ("title_en", models.CharField(blank=True, max_length=160, verbose_name="office (English)")),
                ("held_from", models.CharField(blank=True, max_length=10, verbose_name="held from")),
                ("held_to", models.CharField(blank=True, max_length=10, verbose_name="held to")),
                ("wikidata", models.CharField(blank=True, editable=False, max_length=16)),
                ("organisation", models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="offices", to="register.organisation", verbose_name="organisation")),
                ("person", modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name="offices", to="register.person")),
            ],
            options={
                "verbose_name": "office",
                "verbose_name_plural": "offices",
                "ordering": ["-held_from", "pk"],
                "constraints": [models.CheckConstraint(condition=~models.Q(title_de="", title_en=""), name="office_has_a_title")],
            },
        ),
        migrations.CreateModel(
            name="Spelling",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("text", models.CharField(max_length=160, verbose_name="spelling")),
                ("key", models.CharField(**KEY)),
                *((model, owner(model)) for model in OWNERS),
            ],
            options={
                "verbose_name": "spelling",
                "verbose_name_plural": "spellings",
                "ordering": ["pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=belongs_to("person") | belongs_to("organisation") | belongs_to("place"),
                        name="spelling_of_one_entry",
                    )
                ],
            },
        ),
    ]
