"""Commands of this room for `depesche`."""

import click

from depesche.articles.statistics import refresh_statistics


@click.command("statistics")
def statistics() -> None:
    """Let the database look at its tables again, so that it finds the quick way.

    Worth running after a big import. On SQLite use this instead of a bare ANALYZE.
    """
    refresh_statistics()
    click.echo("The database has looked at its tables again.")


commands: list[click.Command] = [statistics]
