"""Found a newspaper: its folder, its database, its editions, its first chief. All or nothing."""

import os
import secrets
import shutil
import string
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from tempfile import mkdtemp

from depesche.cli.house import Said, choose_home, open_house

LETTERS = string.ascii_letters + string.digits
SECTIONS = {
    "de": ("Politik", "Wirtschaft", "Kultur", "Sport", "Meinung"),
    "en": ("News", "Business", "Culture", "Sport", "Opinion"),
}
THEME_README = """\
# The theme of this newspaper

Files in `templates/` stand before those of the program: copy `portal/article.html` from the
package to `templates/portal/article.html` and change it. What a page may use is told in
`docs/reference/pages.md` of the program.

Colours, faces and sizes are custom properties: set them in `theme.css`, in this folder, as
`docs/howto/theme.md` of the program tells. Files in `static/` stand before the program's as well.
'depesche serve' collects both when they have changed.
"""


@dataclass(frozen=True, slots=True)
class Title:
    """One edition to open: its language and its name."""

    language: str
    name: str


@dataclass(frozen=True, slots=True)
class Charter:
    """What a newspaper is founded with. `sections`: empty means the usual ones."""

    titles: tuple[Title, ...]
    time_zone: str
    base_url: str
    database: str = ""
    chief_name: str = ""
    chief_email: str = ""
    publisher: str = ""
    sections: tuple[str, ...] = ()
    is_demo: bool = False


def found_newspaper(folder: Path, charter: Charter, *, fill: Callable[[], str]) -> str:
    """Build the newspaper beside its place, call `fill` in it, and move it there; return its word.

    Raises Said where the folder is not empty. Whatever fails leaves nothing behind.
    """
    folder = folder.absolute()
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        message = f"{folder} is not empty: name a folder that does not exist yet."
        raise Said(message)
    folder.parent.mkdir(parents=True, exist_ok=True)
    building = Path(mkdtemp(prefix=f".{folder.name}.", dir=folder.parent))
    try:
        lay_out(building, charter)
        choose_home(str(building))
        open_house()
        word = _furnish(fill)
        building.chmod(0o750)
        building.replace(folder) if not folder.exists() else _move_into(building, folder)
    except BaseException:
        shutil.rmtree(building, ignore_errors=True)
        raise
    choose_home(str(folder))
    return word


def lay_out(building: Path, charter: Charter) -> None:
    """Write the folders, the settings (readable by their owner only) and the theme's README."""
    for name in ("data", "media", "static", "theme/templates", "theme/static"):
        (building / name).mkdir(parents=True)
    (building / "theme" / "README.md").write_text(THEME_README, encoding="utf-8")
    settings_file = building / "depesche.env"
    handle = os.open(settings_file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as out:
        out.write(settings_text(charter))


def settings_text(charter: Charter) -> str:
    """Return the text of `depesche.env`."""
    key = "".join(secrets.choice(LETTERS) for _ in range(60))
    lines = [
        "# The settings of this newspaper; docs/reference/settings.md names them all.",
        "# The environment wins over this file. Restart 'depesche serve' after a change.",
        "",
        "# Signs sessions and links. Keep it secret, and keep it: with a new one all must sign in.",
        f"DEPESCHE_SECRET_KEY={key}",
        "",
        "# Where readers find the paper. With https:// cookies are sent over TLS only.",
        f"DEPESCHE_BASE_URL={charter.base_url}",
        "",
        "# More host names that are answered (the one above always is).",
        "#DEPESCHE_HOSTS=www.paper.example",
        "",
        "# Letters of the newsroom: smtp+tls://user:password@host:587",
        "#DEPESCHE_MAIL=",
        "#DEPESCHE_MAIL_FROM=desk@paper.example",
        "",
        "# A path, or postgresql://user:password@host/name; empty: data/depesche.sqlite3",
        f"DEPESCHE_DATABASE={charter.database}" if charter.database else "#DEPESCHE_DATABASE=",
    ]
    if charter.is_demo:
        lines += ["", "# The demo: accounts with known passwords, no second factor."]
        lines += ["DEPESCHE_DEMO=yes"]
        lines += [f"DEPESCHE_LISTEN=127.0.0.1:{charter.base_url.rpartition(':')[2]}"]
    return "\n".join(lines) + "\n"


def _furnish(fill: Callable[[], str]) -> str:
    from django.db import connections  # noqa: PLC0415 Django is loaded by now

    from depesche.cli.prepare import prepare  # noqa: PLC0415 reads the settings
    from depesche.masthead.models import Edition  # noqa: PLC0415 as above

    prepare()
    if Edition.objects.exists():
        message = "the database already holds a newspaper: name an empty one with --database."
        raise Said(message)
    word = fill()
    connections.close_all()
    return word


def _move_into(building: Path, folder: Path) -> None:
    folder.rmdir()  # it is empty; rename needs the place itself
    building.replace(folder)


def open_editions(charter: Charter) -> str:
    """Open the editions with their sections, appoint the chief; return the chief's link."""
    from django.db import transaction  # noqa: PLC0415 Django is loaded by now
    from django.utils import timezone  # noqa: PLC0415 as above

    from depesche.articles.open import open_edition, open_section  # noqa: PLC0415 as above
    from depesche.masthead.models import Imprint  # noqa: PLC0415 as above
    from depesche.readers.appoint import appoint_first_chief  # noqa: PLC0415 as above
    from depesche.readers.invite import set_password_url  # noqa: PLC0415 as above

    now = timezone.now()
    with transaction.atomic():
        chief = appoint_first_chief(charter.chief_email, name=charter.chief_name, at=now)
        for place, title in enumerate(charter.titles):
            edition = open_edition(
                key=title.language,
                name=title.name,
                language=title.language,
                by=chief,
                at=now,
                time_zone=charter.time_zone,
                prefix=title.language if len(charter.titles) > 1 else "",
                is_default=place == 0,
            )
            Imprint.objects.create(  # the doctor names what is still missing in it
                edition=edition,
                publisher=charter.publisher,
                email=charter.chief_email,
                responsible=charter.chief_name,
            )
            for name in charter.sections or SECTIONS.get(title.language, SECTIONS["en"]):
                open_section(edition, title=name, by=chief, at=now)
    return set_password_url(chief)
