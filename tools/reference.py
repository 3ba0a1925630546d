"""Write the reference pages that are generated. A test compares them: `make docs` mends it."""

import sys
from pathlib import Path

import click

from depesche.cli.door import depesche_command

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))  # for `python tools/reference.py`

from tools.addresses import addresses_page  # noqa: E402
from tools.dispatch_kinds import dispatches_page  # noqa: E402
from tools.page_contracts import contracts_page  # noqa: E402

REFERENCE = ROOT / "docs" / "reference"


def commands_page() -> str:
    """Return the page of all commands, as the help tells them."""
    context = click.Context(depesche_command, info_name="depesche")
    parts = ["# Commands\n\nWritten by `make docs` from the commands themselves.\n"]
    parts.append(_section(depesche_command, context, level=2))
    parts.extend(_below(depesche_command, context))
    return "\n".join(parts)


def _below(group: click.Group, context: click.Context) -> list[str]:
    parts = []
    for name in sorted(group.list_commands(context)):
        command = group.get_command(context, name)
        if command is None or command.hidden:
            continue
        inner = click.Context(command, info_name=name, parent=context)
        parts.append(_section(command, inner, level=2))
        if isinstance(command, click.Group):
            parts.extend(_below(command, inner))
    return parts


def _section(command: click.Command, context: click.Context, *, level: int) -> str:
    context.max_content_width = context.terminal_width = 96
    if command.context_settings.get("help_option_names") == []:
        text = f"Usage: {context.command_path} …\n\n  {command.help}"
    else:
        text = command.get_help(context)
    return (
        f"{'#' * level} `{context.command_path}`\n\n```text\n{click.unstyle(text).strip()}\n```\n"
    )


PAGES = {
    "addresses.md": addresses_page,
    "commands.md": commands_page,
    "pages.md": contracts_page,
    "dispatches.md": dispatches_page,
}


def main() -> None:
    """Write every page, and say which of them changed."""
    for name, write in PAGES.items():
        place, text = REFERENCE / name, write()
        if not place.is_file() or place.read_text(encoding="utf-8") != text:
            place.write_text(text, encoding="utf-8")
            sys.stdout.write(f"{place.name} has changed\n")


if __name__ == "__main__":
    main()
