"""Copied: one moment of the database, as files on the workbench."""

from dataclasses import dataclass, field
from pathlib import Path

from django.apps import apps
from django.db import connection
from django.db.models import FileField


@dataclass(frozen=True)
class Copied:
    """A copy of the database. `members`: its files by name; `files`: the media that rows name."""

    members: dict[str, Path]
    files: set[str]
    counts: dict[str, int]
    migrations: list[list[str]]
    papers: list[str]
    columns: dict[str, list[str]] = field(default_factory=dict)


def file_columns() -> list[tuple[str, str]]:
    """Return table and column of every field that names a file in `media/`."""
    return sorted(
        (model._meta.db_table, each.column)
        for model in apps.get_models(include_auto_created=True)
        for each in model._meta.local_fields
        if isinstance(each, FileField) and model._meta.managed and not model._meta.proxy
    )


def table_names() -> list[str]:
    """Return the tables of all models, and that of the migrations; they must exist."""
    return sorted(
        [*connection.introspection.django_table_names(only_existing=True), "django_migrations"]
    )


def files_named_now() -> set[str]:
    """Return the media that committed rows name: each of them is complete."""
    found: set[str] = set()
    with connection.cursor() as cursor:
        for table, column in file_columns():
            cursor.execute(f'SELECT "{column}" FROM "{table}"')  # noqa: S608 names of our models
            found.update(name for (name,) in cursor.fetchall() if name)
    return found
