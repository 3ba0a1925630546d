"""Find the paper's style sheet, scripts and fonts: built from pieces, not kept as files."""

import hashlib
import logging
import re
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.contrib.staticfiles.utils import get_files
from django.core.checks import CheckMessage, Error
from django.core.files.storage import FileSystemStorage, Storage

from depesche.portal.environment import VERSION_LENGTH
from depesche.portal.fonts import build_fonts, fonts_digest

log = logging.getLogger(__name__)
PIECES = Path(__file__).resolve().parent / "pieces"
# sheets of their own, for the pages that link them: a story weighs less
APART = ("dossier", "front", "results", "versions")
FIRST, LAST = ("layers", "fonts", "reset", "theme", "layout"), ("print",)  # between: by name
THEME_RULE = re.compile(
    r"""(?: @media \s* \( [^(){}]+ \) \s* \{ (?P<inner> (?: \s* :root \s* \{ [^{}]* \} \s* )* ) \}
          | :root \s* \{ (?P<plain> [^{}]* ) \} )""",
    re.VERBOSE,
)
PROPERTY = re.compile(r"\s*--[a-z][a-z0-9-]*\s*:[^;{}]+")


class NotATheme(Exception):
    """A theme.css that does more than set custom properties; the message says what to mend."""


def theme_css(text: str) -> str:
    """Return `text` if it only sets custom properties on `:root`, in a media query or not.

    So a theme can change every colour and size, and cannot take a notice away from readers.
    """
    bare = re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)
    rest = THEME_RULE.sub("", bare).strip()
    if rest:
        message = f"theme.css: write custom properties in :root {{ … }} only, not: {rest[:60]}"
        raise NotATheme(message)
    bodies = re.findall(r":root\s*\{([^{}]*)\}", bare)
    for declaration in ";".join(bodies).split(";"):
        if declaration.strip() and not PROPERTY.fullmatch(declaration):
            message = f"theme.css: write --name: value; not: {declaration.strip()[:60]}"
            raise NotATheme(message)
    return bare


def paper_css(theme: Path) -> str:
    """Return the paper's one style sheet: the pieces in order, then the house's theme."""
    first = [PIECES / f"{name}.css" for name in FIRST]
    named = (*FIRST, *LAST, *APART)
    others = sorted(path for path in PIECES.glob("*.css") if path.stem not in named)
    last = [PIECES / f"{name}.css" for name in LAST]
    sheet = "\n".join(path.read_text(encoding="utf-8") for path in [*first, *others, *last])
    if theme.is_file():
        sheet += f"\n@layer theme {{\n{theme_css(theme.read_text(encoding='utf-8'))}\n}}\n"
    return shorter(sheet)


def shorter(sheet: str) -> str:
    """Take comments and needless white space out of a style sheet; its strings stay."""
    text = re.sub(r"/\*.*?\*/", "", sheet, flags=re.DOTALL)
    parts = re.split(r'("[^"]*")', text)
    tight = "".join(part if part.startswith('"') else _tight(part) for part in parts)
    return tight.replace(";}", "}").strip() + "\n"


def shorter_script(script: str) -> str:
    """Take comments that have lines of their own, and indents, out of a script of ours.

    Raises ValueError where a text goes over several lines: its white space would be lost.
    """
    bare = re.sub(r"^ */\*.*?\*/\n", "", script, flags=re.DOTALL | re.MULTILINE)
    lines = [line.strip() for line in bare.splitlines()]
    if any(line.count("`") % 2 for line in lines):
        raise ValueError("a template literal goes over several lines")
    return "\n".join(line for line in lines if line and not line.startswith("//")) + "\n"


def sheets_apart() -> dict[str, str]:
    """Return the sheets that some pages have beside the paper's, by their file names."""
    return {
        f"{name}.css": shorter((PIECES / f"{name}.css").read_text(encoding="utf-8"))
        for name in APART
    }


def paper_scripts() -> dict[str, str]:
    """Return the paper's scripts by their file names."""
    found = sorted(PIECES.glob("*.js"))
    return {path.name: shorter_script(path.read_text(encoding="utf-8")) for path in found}


def _tight(text: str) -> str:
    text = re.sub(r"\s+", " ", text)
    return re.sub(r" ?([{};,]) ?|(?<=[\w-]:) ", r"\1", text)


def stamped(sheet: str, fonts: Path) -> str:
    """Add to each font's address its version, as `static()` does, so that a preload is used."""

    def stamp(match: re.Match[str]) -> str:
        digest = hashlib.sha256((fonts / match[1]).read_bytes()).hexdigest()
        return f'url("fonts/{match[1]}?v={digest[:VERSION_LENGTH]}")'

    return re.sub(r'url\("fonts/([a-z-]+\.woff2)"\)', stamp, sheet)


class PrefixedStorage(FileSystemStorage):
    """A folder whose files are collected under a prefix."""

    def __init__(self, folder: Path, prefix: str) -> None:
        super().__init__(location=folder)
        self.prefix = prefix


class PaperFinder(BaseFinder):
    """Offer the sheet, the scripts and the fonts under `portal/`, built on first demand, kept."""

    def check(self, **_kwargs: object) -> list[CheckMessage]:
        """Say what is wrong with the house's theme, if anything."""
        try:
            paper_css(self.theme)
        except NotATheme as wrong:
            return [Error(str(wrong), id="portal.E001")]
        return []

    @property
    def theme(self) -> Path:
        """The house's own custom properties."""
        return Path(settings.HOME) / "theme" / "theme.css"

    def sheet(self) -> str:
        """Return the style sheet; a wrong theme is left out, `check` and the log say why."""
        try:
            return paper_css(self.theme)
        except NotATheme as wrong:
            log.warning("portal.theme_left_out", extra={"reason": str(wrong)})
            return paper_css(Path())

    def built(self) -> list[tuple[str, Path]]:
        """Build what is missing; return each folder with the prefix of its addresses."""
        cache = Path(settings.HOME) / "data" / "paper"
        fonts = cache / f"fonts-{fonts_digest()}"
        build_fonts(fonts)
        files = {**paper_scripts(), **sheets_apart(), "paper.css": stamped(self.sheet(), fonts)}
        mark = hashlib.sha256("\0".join(files.values()).encode()).hexdigest()[:VERSION_LENGTH]
        style = cache / f"style-{mark}"
        for name, text in files.items():
            if not (style / name).is_file():
                style.mkdir(parents=True, exist_ok=True)
                draft = style / f"{name}.draft"
                draft.write_text(text, encoding="utf-8")
                draft.replace(style / name)
        return [("portal", style), ("portal/fonts", fonts)]

    def find(self, path: str, find_all: bool = False, **_kwargs: object) -> Any:  # noqa: FBT001, FBT002 Django's signature
        """Return where `path` is, as Django asks: one path, or all of them."""
        found = [
            str(folder / path.removeprefix(f"{prefix}/"))
            for prefix, folder in self.built()
            if str(PurePosixPath(path).parent) == prefix
            and (folder / PurePosixPath(path).name).is_file()
        ]
        if find_all:
            return found
        return found[0] if found else None

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterator[tuple[str, Storage]]:
        """Name every file with the storage that holds it."""
        for prefix, folder in self.built():
            storage = PrefixedStorage(folder, prefix)
            for name in get_files(storage, [*(ignore_patterns or ())]):
                yield name, storage
