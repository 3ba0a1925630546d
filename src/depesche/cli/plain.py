"""`depesche migrate` and `depesche manage`: the database's steps, and Django's own commands."""

import sys

import click

from depesche.cli.house import open_house, require_newspaper


@click.command()
def migrate() -> None:
    """Bring the database up to date (`serve` does it by itself)."""
    require_newspaper()
    open_house()
    from depesche.cli.prepare import migrate as apply  # noqa: PLC0415 read after --home is known
    from depesche.cli.prepare import only_one  # noqa: PLC0415 as above

    with only_one("prepare", "", waits=True):
        missing = apply()
    click.echo("depesche: the database is up to date." if not missing else "depesche: done.")


@click.command(context_settings={"ignore_unknown_options": True, "help_option_names": []})
@click.argument("words", nargs=-1, type=click.UNPROCESSED)
def manage(words: tuple[str, ...]) -> None:
    """Run one of Django's own commands, for engineers.

    For example `depesche manage shell`.
    """
    require_newspaper()
    from django.core.management import execute_from_command_line  # noqa: PLC0415 Django is heavy

    execute_from_command_line([f"{sys.argv[0]} manage", *words])
