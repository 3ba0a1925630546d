"""What belongs to which edition: whoever works at one may not touch another's.

The rights of a role are Django's, and know no place: they say that a chief changes accounts, not
whose. Here is the place, as a query; `policy.py` asks it before every view.
"""

from collections.abc import Callable, Mapping
from typing import Any

from django.contrib.auth.models import Group
from django.db.models import Model, Q, QuerySet
from wagtail.permission_policies import ModelPermissionPolicy

from depesche.articles.models import Tag
from depesche.desk.scope import editions_of
from depesche.dossiers.models import Dossier
from depesche.masthead.models import Edition, Imprint
from depesche.readers.models import Reader

RUNS = "bulk_delete"  # the right that only chiefs have


def editions_run_by(reader: Reader) -> QuerySet[Edition]:
    """Return the editions whose chief `reader` is."""
    return editions_of(reader, RUNS)


def colleagues_of(reader: Reader) -> QuerySet[Reader]:
    """Return whose accounts `reader` may change: nobody who has a right beyond their editions."""
    staff: QuerySet[Reader] = Reader.objects.filter(is_staff=True)
    if reader.is_superuser:
        return staff
    elsewhere = Group.objects.exclude(pk__in=roles_given_by(reader).values("pk"))
    return staff.filter(is_superuser=False, user_permissions=None).exclude(
        groups__in=elsewhere.values("pk")
    )


def roles_given_by(reader: Reader) -> QuerySet[Group]:
    """Return the roles that `reader` may give and take."""
    if reader.is_superuser:
        return Group.objects.all()
    editions = editions_run_by(reader).order_by().values("pk")
    return Group.objects.filter(role__edition__in=editions)


def _editions(reader: Reader) -> QuerySet[Any]:
    return editions_run_by(reader)


def _imprints(reader: Reader) -> QuerySet[Any]:
    return Imprint.objects.filter(edition__in=editions_run_by(reader).order_by().values("pk"))


def _dossiers(reader: Reader) -> QuerySet[Any]:
    return Dossier.objects.filter(edition__in=editions_of(reader).order_by().values("pk"))


def _tags(reader: Reader) -> QuerySet[Any]:
    return Tag.objects.filter(edition__in=editions_of(reader).order_by().values("pk"))


PLACES: Mapping[type[Model], Callable[[Reader], QuerySet[Any]]] = {
    Edition: _editions,
    Imprint: _imprints,
    Dossier: _dossiers,
    Tag: _tags,
    Reader: colleagues_of,
}
EDITIONS: Mapping[type[Model], Callable[[Reader], QuerySet[Edition]]] = {
    Imprint: editions_run_by,
    Dossier: editions_of,
    Tag: editions_of,
}


def is_theirs(reader: Reader, model: type[Model], key: int) -> bool:
    """Tell whether the row of `model` with this key lies in an edition of `reader`."""
    return reader.is_superuser or PLACES[model](reader).filter(pk=key).exists()


def theirs(reader: Reader, rows: QuerySet[Any]) -> QuerySet[Any]:
    """Keep of `rows` what lies in the editions of `reader`."""
    if reader.is_superuser or rows.model not in PLACES:
        return rows
    return rows.filter(Q(pk__in=PLACES[rows.model](reader).order_by().values("pk")))


class OfAnEdition(ModelPermissionPolicy):
    """Wagtail's question about one row: the right, and the place."""

    def user_has_permission_for_instance(self, user: Reader, action: str, instance: Model) -> bool:
        """Tell whether `user` has the right and works where `instance` belongs."""
        if not super().user_has_permission_for_instance(user, action, instance):
            return False
        return isinstance(user, Reader) and is_theirs(user, type(instance), int(instance.pk))
