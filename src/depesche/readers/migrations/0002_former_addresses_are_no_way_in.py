"""Drop the rows that a changed e-mail of a colleague left behind: they still signed in."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.models import F


def drop_former_addresses(apps: Apps, _editor: BaseDatabaseSchemaEditor) -> None:
    """Leave to each account of the newsroom the address that it has."""
    addresses = apps.get_model("account", "EmailAddress").objects
    former = addresses.filter(user__is_staff=True).exclude(email__iexact=F("user__email"))
    addresses.filter(pk__in=list(former.values_list("pk", flat=True))).delete()


class Migration(migrations.Migration):
    """No way back: what is dropped was a fault."""

    dependencies = [("readers", "0001_initial"), ("account", "0009_emailaddress_unique_primary_email")]
    operations = [migrations.RunPython(drop_former_addresses, migrations.RunPython.noop)]
