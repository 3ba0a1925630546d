"""Remove what stands in the way of `story_once_in_a_dossier`: the same story listed twice."""

from django.db import migrations
from django.db.models import Count, Min


def leave_one(apps, _editor):
    entries = apps.get_model("dossiers", "DossierEntry").objects
    twice = (
        entries.order_by()
        .values("article_id", "dossier_id")
        .annotate(rows=Count("pk"), first=Min("pk"))
        .filter(rows__gt=1)
    )
    for each in list(twice):
        same = entries.filter(article_id=each["article_id"], dossier_id=each["dossier_id"])
        same.exclude(pk=each["first"]).delete()


class Migration(migrations.Migration):

    dependencies = [("dossiers", "0004_edition_is_named")]

    operations = [migrations.RunPython(leave_one, migrations.RunPython.noop)]
