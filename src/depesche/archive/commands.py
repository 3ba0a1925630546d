"""Commands of the room: `depesche import ninjs`, `export`, `backup`. Thin doors to its acts."""

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from depesche.archive.report import Report
    from depesche.articles.models import Section
    from depesche.masthead.models import Edition

SHOWN = 20
BACKUP_HELP = """Copy the whole newspaper into one file while it runs.

The database, the pictures, the theme and the settings:

\b
    depesche backup /backup/paper.tar.gz
    depesche backup /backup --keep 14

Given a folder, it makes up a name with the time, and --keep deletes the oldest ones. The file
holds the secret key and every account: keep it as you keep a password. It needs room beside it
for a copy of the database while it is made. `depesche restore` brings it back.
"""


@click.group("import")
def bring_in() -> None:
    """Bring stories in from other systems."""


@bring_in.command("ninjs")
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--edition", "edition_key", required=True, help="Key of the edition: de, en, …")
@click.option(
    "--section", "slug", help="Slug of the section. Without it each item goes to the one it names."
)
@click.option("--limit", type=click.IntRange(min=1), help="Look at so many files only.")
@click.option("--dry-run", is_flag=True, help="Only say what would come in; write nothing.")
@click.option("--fetch", is_flag=True, help="Fetch pictures that are on other machines.")
@click.option(
    "--report",
    "report_file",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write what became of each file, as JSON.",
)
def import_ninjs(  # noqa: PLR0913 a command's options
    *,
    folder: Path,
    edition_key: str,
    slug: str | None,
    limit: int | None,
    dry_run: bool,
    fetch: bool,
    report_file: Path | None,
) -> None:
    """Publish the ninjs items (IPTC, 1.x to 3.x) in FOLDER with their own dates.

    Run it again, and nothing changes; a newer version of an item updates its story; a run that was
    killed goes on where it stopped. A broken file is named, and the rest goes in.
    """
    # tables are there only after the command has opened the house
    from django.utils import timezone  # noqa: PLC0415
    from tqdm import tqdm  # noqa: PLC0415

    from depesche.archive.ninjs_in import Order, bring_in_ninjs  # noqa: PLC0415

    edition = _edition(edition_key)
    order = Order(
        folder=folder,
        edition=edition,
        section=_section(edition, slug) if slug else None,
        at=timezone.now(),
        may_fetch=fetch,
        limit=limit,
        is_rehearsal=dry_run,
    )
    with tqdm(unit="file", desc="import", disable=None) as bar:

        def progress(done: int, total: int) -> None:
            bar.total = total
            bar.update(done - bar.n)

        report = bring_in_ninjs(order, progress=progress)
    if report_file:
        text = json.dumps(report.as_json(), ensure_ascii=False, indent=1)
        report_file.write_text(text + "\n", encoding="utf-8")
    if not report.total:
        message = f"there is no .json file in {folder}."
        raise click.ClickException(message)
    _tell(report, is_rehearsal=dry_run)


@click.command("export", short_help="Write the published stories of an edition into a folder.")
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@click.option("--edition", "edition_key", required=True, help="Key of the edition: de, en, …")
@click.option("--section", "slug", help="Slug of a section; without it the whole edition.")
def export(*, folder: Path, edition_key: str, slug: str | None) -> None:
    """Write the published stories of an edition into FOLDER: ninjs 3.1, pictures, an index.

    `depesche import ninjs FOLDER` brings the same stories back. Sound files, earlier wordings and
    what the register says of people stay behind: a backup holds all of it.
    """
    # tables are there only after the command has opened the house
    from tqdm import tqdm  # noqa: PLC0415

    from depesche.archive.ninjs_out import FolderTaken, write_ninjs  # noqa: PLC0415

    edition = _edition(edition_key)
    section = _section(edition, slug) if slug else None
    lacking: list[str] = []
    with tqdm(unit="story", desc="export", disable=None) as bar:

        def progress(done: int, total: int) -> None:
            bar.total = total
            bar.update(done - bar.n)

        def note(file: str, sentence: str) -> None:
            lacking.append(f"{file}: {sentence}")

        try:
            count = write_ninjs(
                folder, edition=edition, section=section, progress=progress, note=note
            )
        except FolderTaken as taken:
            raise click.ClickException(str(taken)) from taken
    for line in lacking:
        click.echo(line)
    click.echo(f"{count} stories are in {folder}.")


@click.command("backup", help=BACKUP_HELP, short_help="Copy the whole newspaper into one file.")
@click.argument("target", metavar="FILE", type=click.Path(path_type=Path))
@click.option("--keep", type=click.IntRange(min=1), help="FILE is a folder: keep so many there.")
def backup(*, target: Path, keep: int | None) -> None:
    """Copy the whole newspaper into one file."""
    # tables are there only after the command has opened the house
    from django.conf import settings  # noqa: PLC0415
    from django.utils import timezone  # noqa: PLC0415

    from depesche.archive.back_up import back_up  # noqa: PLC0415
    from depesche.archive.backup_file import BackupRefused  # noqa: PLC0415
    from depesche.archive.bar import byte_bar  # noqa: PLC0415
    from depesche.archive.rotate import keep_newest, name_for  # noqa: PLC0415

    now, home = timezone.now(), Path(settings.HOME)
    if keep and not target.is_dir():
        message = f"--keep needs a folder that is there, and {target} is none."
        raise click.UsageError(message)
    file = target / name_for(home, now) if target.is_dir() else target
    try:
        with byte_bar("backup") as progress:
            made = back_up(file, at=now, progress=progress)
    except BackupRefused as refused:
        raise click.ClickException(str(refused)) from refused
    click.echo(made.as_words())
    for gone in keep_newest(target, home, keep) if keep else []:
        click.echo(f"Deleted {gone.name}.")


def _edition(key: str) -> "Edition":
    from depesche.masthead.models import Edition  # noqa: PLC0415

    found = {edition.key: edition for edition in Edition.objects.select_related("locale")}
    if key not in found:
        known = ", ".join(sorted(found)) or "none yet"
        message = f"there is no edition “{key}”. The editions are: {known}."
        raise click.ClickException(message)
    return found[key]


def _section(edition: "Edition", slug: str) -> "Section":
    from depesche.articles.models import Section  # noqa: PLC0415

    rows = Section.objects.filter(edition=edition).select_related("edition", "locale")
    found = {section.slug: section for section in rows.order_by("path")}
    if slug not in found:
        known = ", ".join(found) or "none yet"
        message = f"{edition.name} has no section “{slug}”. Its sections are: {known}."
        raise click.ClickException(message)
    return found[slug]


def _tell(report: "Report", *, is_rehearsal: bool) -> None:
    """Print what became of the files: figures last, so that they are still on the screen."""
    for remark in [*report.refused[:SHOWN], *report.notes[:SHOWN]]:
        click.echo(f"{remark.file}: {remark.sentence}")
    hidden = max(0, len(report.refused) - SHOWN) + max(0, len(report.notes) - SHOWN)
    if hidden:
        click.echo(f"… and {hidden} more: --report FILE writes all of them.")
    if report.was_taken_up:
        click.echo("Took up a run that had been stopped.")
    counts = report.counts()
    verb = "would come in" if is_rehearsal else "came in"
    click.echo(
        f"{counts['done']} {verb}, {counts['updated']} updated, "
        f"{counts['unchanged']} unchanged, {counts['refused']} refused."
    )
    if report.rate:
        click.echo(f"{report.seconds:.1f} s, {report.rate:.0f} stories/s.")


commands = [bring_in, export, backup]
