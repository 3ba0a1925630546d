from django.db import migrations
from django.db.models import OuterRef, Subquery

ROWS = ("Byline", "PersonMention", "OrganisationMention", "PlaceMention")
BATCH = 5_000


def take_editions(apps, _schema):
    """Write the article's edition into rows that have none yet; may be run again."""
    article = apps.get_model("articles", "Article")
    edition = article.objects.filter(pk=OuterRef("article_id")).order_by().values("edition_id")[:1]
    for name in ROWS:
        rows = apps.get_model("articles", name)._base_manager
        last = 0
        while keys := list(
            rows.filter(pk__gt=last, edition=None).order_by("pk").values_list("pk", flat=True)[:BATCH]
        ):
            rows.filter(pk__gt=last, pk__lte=keys[-1], edition=None).update(
                edition_id=Subquery(edition)
            )
            last = keys[-1]


class Migration(migrations.Migration):
    dependencies = [("articles", "0012_register_row_names_its_edition")]

    operations = [migrations.RunPython(take_editions, migrations.RunPython.noop)]
