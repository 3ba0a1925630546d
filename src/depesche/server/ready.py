"""Ready: tell a load balancer whether this process can answer readers."""

from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

_known: dict[str, bool] = {}


def unapplied_migrations() -> int:
    """Return how many migrations the database still lacks."""
    executor = MigrationExecutor(connection)
    return len(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def why_not_ready() -> str:
    """Return a sentence, empty when the database answers and has every migration."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        if not _known.get("migrated"):
            missing = unapplied_migrations()
            if missing:
                return f"{missing} migrations are missing: run 'depesche migrate'."
            _known["migrated"] = True
    except DatabaseError:
        connection.close()
        return "The database does not answer."
    return ""
