"""Commands of the room: `depesche quotes find`. A thin door to the finder."""

import json
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import IO, Any

import click

FIND_HELP = """Find who said what, in all stories of the newspaper.

What is found hangs on its story, unconfirmed: readers do not see it, unless an edition shows
unchecked quotations. Stop it and run it again, and it goes on; a wording is looked through once.

With --json, in texts of your own; no newspaper is needed. FILE has a JSON object a line with "id",
"text" and, if you know it, "language" (de or en); "-" reads what comes in by a pipe:

\b
    depesche quotes find --json texts.jsonl > found.jsonl

What comes out has a line for each: {"id": …, "quotes": [{"start", "end", "kind", "speaker",
"speaker_start", "speaker_end", "cue"}]}. Places count characters (code points); those of direct
speech include the quotation marks. "speaker" is the name that a pronoun or an office stands for,
"speaker_start" and "speaker_end" are where the text speaks of it.
"""


class WithoutNewspaper(click.Command):
    """A command that needs no newspaper where it reads a file."""

    def needs_newspaper(self, options: dict[str, Any]) -> bool:
        """Say whether it works on the database this time."""
        return options.get("file") is None


class BadLine(ValueError):
    """A line that is no text to read; it says why in one sentence."""


@click.group("quotes")
def quotes() -> None:
    """Who said what."""


@quotes.command("find", cls=WithoutNewspaper, help=FIND_HELP, short_help="Find who said what.")
@click.option("--json", "file", metavar="FILE", help="Read JSON lines; - reads standard input.")
def find_quotes(*, file: str | None) -> None:
    """Find who said what, in the stories or in a file of texts."""
    if file is None:
        _find_everywhere()
        return
    bad = 0
    with closing(_opened(file)) as lines:
        for number, line in enumerate(lines, start=1):
            if not line.strip():
                continue
            try:
                answer = _answer(line)
            except BadLine as fault:
                bad += 1
                click.echo(f"line {number}: {fault}", err=True)
            else:
                sys.stdout.write(answer + "\n")
                sys.stdout.flush()
    if bad:
        sys.exit(1)


def _find_everywhere() -> None:
    # tables are there only after the command has opened the house
    from django.utils import timezone  # noqa: PLC0415
    from tqdm import tqdm  # noqa: PLC0415

    from depesche.quotes.seek import seek_everywhere  # noqa: PLC0415

    found = 0
    with tqdm(unit="story", desc="find", disable=None) as bar:
        for number in seek_everywhere(at=timezone.now()):
            found += number
            bar.update()
    click.echo(f"{found} quotations are new; they wait at the desk to be confirmed.")


def _opened(file: str) -> IO[bytes]:
    if file == "-":
        return sys.stdin.buffer
    try:
        return Path(file).open("rb")
    except OSError as fault:
        message = f"{file} cannot be read: {fault.strerror}."
        raise click.ClickException(message) from fault


def _answer(line: bytes) -> str:
    """Return the line that answers a line. Raises BadLine."""
    from depesche.quotes.find import find  # noqa: PLC0415 its lists are made at the first use

    item = _item(line)
    text, language = item.get("text"), item.get("language")
    if not isinstance(text, str):
        message = "it has no “text”."
        raise BadLine(message)
    if "id" not in item:
        message = "it has no “id”."
        raise BadLine(message)
    if language is not None and not isinstance(language, str):
        message = "its “language” is no word; say de or en, or leave it out."
        raise BadLine(message)
    found = find(text, language.lower()[:2] if language else None)
    return _written({"id": item["id"], "quotes": [one.as_json() for one in found]})


def _item(line: bytes) -> dict[str, Any]:
    try:
        item = json.loads(line.decode("utf-8-sig"))
    except UnicodeDecodeError as fault:
        message = "it is not UTF-8."
        raise BadLine(message) from fault
    except (ValueError, RecursionError) as fault:
        message = "it is no JSON."
        raise BadLine(message) from fault
    if not isinstance(item, dict):
        message = "it is no JSON object."
        raise BadLine(message)
    return item


def _written(answer: dict[str, Any]) -> str:
    """Write an answer; half a character, which UTF-8 has not, is written as an escape."""
    text = json.dumps(answer, ensure_ascii=False)
    pieces: Iterator[str] = (
        f"\\u{ord(sign):04x}" if "\ud800" <= sign <= "\udfff" else sign for sign in text
    )
    return "".join(pieces)


commands = [quotes]
