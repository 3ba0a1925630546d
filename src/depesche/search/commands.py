"""Commands of the room: `depesche search rebuild`, `search stats`."""

import click


@click.group()
def search() -> None:
    """Look at the index of the full text, or make it anew."""


@search.command()
def rebuild() -> None:
    """Make the index anew, while the old one answers; needed by nobody but the curious."""
    from tqdm import tqdm  # noqa: PLC0415 `--help` is quick

    from depesche.search.folder import IsBeingRebuilt  # noqa: PLC0415 as above
    from depesche.search.rebuild import rebuild_index  # noqa: PLC0415 as above

    with tqdm(unit=" rows", desc="  index", disable=None) as bar:

        def progress(done: int, total: int) -> None:
            bar.total = total
            bar.update(done - bar.n)

        try:
            count = rebuild_index(progress)
        except IsBeingRebuilt:
            message = "Somebody is making a new index already; see `depesche search stats`."
            raise click.ClickException(message) from None
    click.echo(f"The index holds {count} entries.")


@search.command()
def stats() -> None:
    """Tell what the index holds, how far it has read the wire, and how large it is."""
    from depesche.search.standing import standing  # noqa: PLC0415 `--help` is quick

    click.echo("\n".join(standing()))


commands: list[click.Command] = [search]
