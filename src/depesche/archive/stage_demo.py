"""Stage the demo newspaper: two editions with their stories, pictures and people at the desk.

A demo that was killed half-way goes on where it stopped; a finished one is left alone.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from allauth.account.models import EmailAddress
from django.db import transaction
from django.utils.crypto import salted_hmac

from depesche.archive.develop_pictures import develop_pictures
from depesche.archive.models import Run
from depesche.archive.read_day import read_day
from depesche.archive.read_demo import FOLDER, read_demo
from depesche.archive.staff import appoint_colleague
from depesche.archive.stage_day import stage_day
from depesche.archive.stage_paper import PICTURE_SOURCE, Paper, Progress, stage_paper
from depesche.archive.stage_stories import Stage
from depesche.archive.tell_dossiers import tell_dossier
from depesche.articles.codes import BASE58
from depesche.articles.models import Article
from depesche.pictures.models import Picture
from depesche.pictures.renditions import FORMATS, width_spec, widths_for
from depesche.readers.models import Reader

KIND = "demo"
PASSWORD_LENGTH = 12


@dataclass(frozen=True)
class Account:
    """Somebody at the demo's desk: what they do there, and how they sign in."""

    name: str
    role: str
    section: str
    email: str
    password: str


@dataclass(frozen=True)
class Staged:
    """What stands after staging: counts, the people of the desk, what was left out."""

    story_count: int
    picture_count: int
    accounts: tuple[Account, ...]
    warnings: tuple[str, ...]


PEOPLE = (
    ("Frauke Ottenrade", "chief", "", "chief@holmsiel.example"),
    ("Jannis Kolbrink", "editor", "politik", "politics@holmsiel.example"),
    ("Mareike Süverlin", "reporter", "stadt", "reporter@holmsiel.example"),
    ("Rieke Volquart", "pictures", "", "pictures@holmsiel.example"),
)


def demo_accounts() -> tuple[Account, ...]:
    """Return the demo's accounts. Passwords are made from this newspaper's secret key.

    So they are its own, the same at every start, and stand nowhere.
    """
    return tuple(
        Account(name, role, section, email, _password(email))
        for name, role, section, email in PEOPLE
    )


def _password(email: str) -> str:
    digest = salted_hmac("depesche.archive.demo", email, algorithm="sha256").digest()
    letters = "".join(BASE58[byte % len(BASE58)] for byte in digest[:PASSWORD_LENGTH])
    return "-".join(letters[start : start + 4] for start in range(0, PASSWORD_LENGTH, 4))


def stage_demo(
    *, progress: Progress, at: datetime, hands: int = 2, folder: Path = FOLDER
) -> Staged:
    """Stage what is missing of the demo, as of `at` (aware), or as of the run that was killed.

    `progress(what, done, total)` hears of each step: pictures, drafts, stories, the day,
    sizes. `hands` processes make the sizes of the pictures; 0 leaves them to the worker.
    """
    run = Run.objects.filter(kind=KIND).order_by("started_at").first()
    if run is None:
        run = Run.objects.create(kind=KIND, started_at=at)
    warnings: tuple[str, ...] = ()
    if run.finished_at is None:
        paper = _stage(run, folder=folder, progress=progress)
        warnings = tuple(paper.warnings)
        run.finished_at = at
        run.counts = {"stories": Article.objects.count(), "warnings": list(warnings)}
        run.save(update_fields=["finished_at", "counts"])
    pictures = Picture.objects.filter(source_uri__startswith=PICTURE_SOURCE)
    unfinished = [picture.pk for picture in pictures if hands and _lacks_sizes(picture)]
    if unfinished:
        develop_pictures(unfinished, hands=hands, progress=progress)
    return Staged(
        story_count=Article.objects.listed().count(),
        picture_count=pictures.count(),
        accounts=demo_accounts(),
        warnings=warnings,
    )


def _stage(run: Run, *, folder: Path, progress: Progress) -> Paper:
    demo = read_demo(run.started_at, folder)
    chief = _engage(demo_accounts())
    paper = stage_paper(demo, by=chief, progress=progress)
    stage = Stage(demo, paper, chief=chief)
    stage.stage_stories(progress)
    stage.fill_fronts(at=run.started_at)
    for row in demo.tables["dossier"]:
        dossier = paper.dossiers[row["edition"], row["key"]]
        tell_dossier(dossier, row, stage.articles, by=chief, at=run.started_at)
    staff = _appoint(paper, at=run.started_at)
    stage_day(stage, read_day(demo, run.started_at), staff=staff, progress=progress)
    return paper


@transaction.atomic
def _engage(accounts: Iterable[Account]) -> Reader:
    """Make the accounts that are not there; return the chief's."""
    for account in accounts:
        if Reader.objects.filter(email=account.email).exists():
            continue
        make = Reader.objects.create_superuser if account.role == "chief" else None
        make = make or Reader.objects.create_staff
        reader = make(account.email, account.password, name=account.name)
        EmailAddress.objects.create(user=reader, email=reader.email, verified=True, primary=True)
    return Reader.objects.get(email=PEOPLE[0][-1])


def _appoint(paper: Paper, *, at: datetime) -> dict[str, Reader]:
    """Give everybody their role in both editions; return them by it."""
    staff = {}
    for account in demo_accounts():
        reader = staff[account.role] = Reader.objects.get(email=account.email)
        for key, edition in paper.editions.items():
            section = paper.sections.get((key, account.section))
            appoint_colleague(reader, account.role, edition=edition, section=section, at=at)
    return staff


def _lacks_sizes(picture: Picture) -> bool:
    has = set(picture.renditions.values_list("filter_spec", flat=True))
    widths = widths_for(picture.width)
    return not has.issuperset(width_spec(width, kind) for width in widths for kind in FORMATS)
