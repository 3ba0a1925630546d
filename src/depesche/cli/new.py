"""`depesche new`: make a newspaper of one's own."""

from pathlib import Path
from typing import Any
from zoneinfo import available_timezones

import click

from depesche.cli.found import Charter, Title, found_newspaper, open_editions

LANGUAGES = {"de": "German", "en": "English"}


HELP = """Make a newspaper of one's own in FOLDER, which must not exist or be empty.

\b
Asks for what is not given:
    depesche new my-paper
Or asks nothing:
    depesche new my-paper --no-input --name "Hafenpost" --language de \\
        --time-zone Europe/Berlin --publisher "Hafenpost GmbH" \\
        --chief "Ada Aden" --chief-email ada@hafenpost.example
"""


@click.command(help=HELP, short_help="Make a newspaper of one's own.")
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--name", help="Name of the paper.")
@click.option(
    "--language",
    "languages",
    multiple=True,
    type=click.Choice([*LANGUAGES]),
    help="An edition's language; several times for several editions, the first one leads.",
)
@click.option(
    "--name-of",
    "names_of",
    multiple=True,
    metavar="LANGUAGE=NAME",
    help="Name of one edition, where it differs: en='Harbour Post'.",
)
@click.option("--time-zone", help="Time zone of the paper, like Europe/Berlin.")
@click.option("--publisher", help="Who publishes the paper (for the imprint).")
@click.option("--chief", "chief_name", help="Name of the first chief of the newsroom.")
@click.option("--chief-email", help="The chief's address; they sign in with it.")
@click.option("--section", "sections", multiple=True, help="A section; several times for several.")
@click.option(
    "--address",
    "base_url",
    default="http://localhost:8000",
    show_default=True,
    help="Where readers find the paper: scheme and host.",
)
@click.option("--database", default="", help="postgresql://… [SQLite in the folder].")
@click.option("--no-input", is_flag=True, help="Ask nothing; what is missing is an error.")
def new(folder: Path, *, no_input: bool, **told: Any) -> None:
    """Make a newspaper of one's own."""
    charter = draw_up(told, asks=not no_input)
    link = found_newspaper(folder, charter, fill=lambda: open_editions(charter))
    click.echo(f"""
  Your newspaper is in {folder}.

  1. Serve it:             depesche --home {folder} serve
  2. Choose the password of {charter.chief_name}, once, within three days:
     {link}
  3. Complete the imprint at the desk; until then the paper is not ready:
                           depesche --home {folder} doctor
""")


def draw_up(told: dict[str, Any], *, asks: bool) -> Charter:
    """Return the charter from what was told, asking for the rest. Raises UsageError."""

    def want(name: str, question: str, default: str | None = None) -> str:
        given = told.get(name)
        if given:
            return str(given)
        if asks:
            return str(click.prompt(question, default=default))
        if default is not None:
            return default
        option = {"chief_name": "chief"}.get(name, name).replace("_", "-")
        message = f"--{option} is missing, and --no-input forbids to ask for it."
        raise click.UsageError(message)

    name = want("name", "Name of the paper")
    titles = _titles(told, name, asks=asks)
    charter = Charter(
        titles=titles,
        time_zone=want("time_zone", "Time zone", "Europe/Berlin"),
        base_url=str(told["base_url"]),
        database=str(told["database"]),
        publisher=want("publisher", "Publisher (for the imprint)", name),
        chief_name=want("chief_name", "Name of the first chief"),
        chief_email=want("chief_email", "The chief's e-mail address"),
        sections=tuple(told["sections"]),
    )
    check(charter)
    return charter


def check(charter: Charter) -> None:
    """Refuse what would be refused after a minute of work anyway. Raises UsageError."""
    if charter.time_zone not in available_timezones():
        message = f"{charter.time_zone} is no time zone; write one like Europe/Berlin."
        raise click.UsageError(message)
    before, at, host = charter.chief_email.partition("@")
    if not (before and at and "." in host):
        message = f"{charter.chief_email} is no e-mail address."
        raise click.UsageError(message)


def _titles(told: dict[str, Any], name: str, *, asks: bool) -> tuple[Title, ...]:
    languages: list[str] = list(told["languages"])
    if not languages and asks:
        words = click.prompt("Languages, the first one leads", default="de")
        languages = str(words).replace(",", " ").split()
    languages = list(dict.fromkeys(languages)) or ["de"]
    for language in languages:
        if language not in LANGUAGES:
            message = f"{language}: editions are in {' or '.join(LANGUAGES)}."
            raise click.UsageError(message)
    named = dict(word.partition("=")[::2] for word in told["names_of"])
    titles = []
    for place, language in enumerate(languages):
        title = named.get(language, "")
        if not title and place and asks:
            title = click.prompt(f"Name of the {LANGUAGES[language]} edition", default=name)
        titles.append(Title(language, title or name))
    return tuple(titles)
