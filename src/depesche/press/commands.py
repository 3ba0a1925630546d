"""Commands of the room: `depesche press why`, `press stats`, `press clear`."""

from typing import Any

import click


@click.group()
def press() -> None:
    """Look at the kept pages, or throw them away."""


@press.command()
@click.argument("url")
def why(url: str) -> None:
    """Tell what the kept page at URL was made of, since when it is kept, and what would drop it."""
    from depesche.press.ask import portrait_of  # noqa: PLC0415 `--help` is quick

    click.echo(_say(portrait_of(url)))


@press.command()
def stats() -> None:
    """Tell how many pages are kept, how full the store is, what became of renders."""
    from depesche.press.ask import standing  # noqa: PLC0415 as above

    click.echo("\n".join(standing()))


@press.command()
def clear() -> None:
    """Throw all kept pages away; each is made anew when it is next asked for. Never needed."""
    from depesche.press.ask import clear_store  # noqa: PLC0415 as above

    click.echo(clear_store())


def _say(lines: Any) -> str:
    return "\n".join(lines)


commands: list[click.Command] = [press]
