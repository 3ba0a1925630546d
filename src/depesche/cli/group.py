"""The list of commands: the house's own, and those that the rooms bring in their `commands.py`."""

import importlib
from copy import copy
from pathlib import Path
from typing import Any

import click

from depesche.cli.house import open_house, plain_words, require_newspaper

PACKAGE = Path(__file__).resolve().parent.parent
HEADINGS = {
    "begin": "Begin",
    "care": "Look after the newspaper",
    "archive": "Bring stories in, take them out",
    "articles": "Stories",
    "readers": "People",
    "pictures": "Pictures",
}
OTHER = "More"
BESIDE = {
    "backup": "care",
    "quotes": "articles",
}  # commands of a room that people look for elsewhere


class House(click.Group):
    """Collects commands when they are asked for, and lists them by what a person wants to do."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.own: dict[str, str] = {}
        self._collected = False

    def put(self, command: click.Command, *, under: str) -> None:
        """Add a command of the house below a heading of the help."""
        self.add_command(command)
        self.own[command.name or ""] = under

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return every name; the rooms are asked."""
        self._collect()
        return super().list_commands(ctx)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return a command; the rooms are asked only for what is not the house's own."""
        found = super().get_command(ctx, cmd_name)
        if found is None and not self._collected:
            self._collect()
            found = super().get_command(ctx, cmd_name)
        return found

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command; what an operator can mend is told in one sentence."""
        with plain_words():
            return super().invoke(ctx)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the list under its headings."""
        shelves: dict[str, list[tuple[str, str]]] = {}
        for name in self.list_commands(ctx):
            command = self.get_command(ctx, name)
            if command is None or command.hidden:
                continue
            heading = HEADINGS.get(self.own.get(name, ""), OTHER)
            shelves.setdefault(heading, []).append((name, command.get_short_help_str(68)))
        for heading in [*HEADINGS.values(), OTHER]:
            if heading in shelves:
                with formatter.section(heading):
                    formatter.write_dl(shelves[heading])

    def _collect(self) -> None:
        self._collected = True
        with plain_words():
            for room, command in room_commands():
                self.put(_opening(command), under=BESIDE.get(command.name or "", room))


def room_commands() -> list[tuple[str, click.Command]]:
    """Return room and command of each room that has a `commands.py` with a list `commands`."""
    found: list[tuple[str, click.Command]] = []
    for path in sorted(PACKAGE.glob("*/commands.py")):
        name = f"depesche.{path.parent.name}.commands"
        found.extend((path.parent.name, command) for command in _import(name).commands)
    return found


def _import(name: str) -> Any:
    try:
        return importlib.import_module(name)
    except Exception as fault:
        if type(fault).__name__ not in {"AppRegistryNotReady", "ImproperlyConfigured"}:
            raise
        open_house()  # this room imports its tables at once; the help is slower for it
        return importlib.import_module(name)


def _opening(command: click.Command) -> click.Command:
    """Return a command like a room's own, before which, or before those below, Django is there."""
    opening = copy(command)
    if isinstance(command, click.Group) and isinstance(opening, click.Group):
        opening.commands = {name: _opening(below) for name, below in command.commands.items()}
        return opening
    act = command.callback

    needs = getattr(command, "needs_newspaper", None)  # a room may say that it does without

    def opened(*args: Any, **kwargs: Any) -> Any:
        if needs is None or needs(kwargs):
            require_newspaper()
            open_house()
        return act(*args, **kwargs) if act is not None else None

    opening.callback = opened
    return opening
