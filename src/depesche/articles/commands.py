"""Commands of this room for `depesche`."""

import click


@click.command("statistics", short_help="Let the database look at its tables again.")
def statistics() -> None:
    """Let the database look at its tables again, so that it finds the quick way.

    Worth running after a big import. On SQLite use this instead of a bare ANALYZE.
    """
    from depesche.articles.statistics import refresh_statistics  # noqa: PLC0415 `--help` is quick

    refresh_statistics()
    click.echo("The database has looked at its tables again.")


commands: list[click.Command] = [statistics]
