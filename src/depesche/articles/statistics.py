"""Keep SQLite's statistics from slowing down every publishing.

No page is an alias here, so `ANALYZE` learns that the index of `alias_of_id` finds all pages at
once, and from then on SQLite reads the whole tree where Wagtail looks for aliases.
"""

from django.db import connection

MISLEADING = "tbl = 'wagtailcore_page' AND idx LIKE '%alias%'"


def has_misleading_statistics() -> bool:
    """Tell whether somebody has run ANALYZE without what `refresh_statistics` does after it."""
    if connection.vendor != "sqlite":
        return False
    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM sqlite_master WHERE name = 'sqlite_stat1'")
        if cursor.fetchone() is None:
            return False
        cursor.execute(f"SELECT 1 FROM sqlite_stat1 WHERE {MISLEADING} LIMIT 1")  # noqa: S608
        return cursor.fetchone() is not None


def refresh_statistics() -> None:
    """Let the database look at its tables again, and drop the row that misleads SQLite."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
        if connection.vendor == "sqlite":
            cursor.execute(f"DELETE FROM sqlite_stat1 WHERE {MISLEADING}")  # noqa: S608
            cursor.execute("ANALYZE sqlite_schema")  # read again what the table says now
