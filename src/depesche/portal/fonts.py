"""Cut the paper's type: web fonts of the letters that European newspapers print.

The sources are the open Source Serif Pro and Source Sans Pro (SIL Open Font License 1.1), taken
from their packages. "Source" is a reserved font name, and a cut font is a modified version, so
ours are named Depesche Serif and Depesche Sans: docs/decisions/0060-two-typefaces.md.
"""

import hashlib
from dataclasses import dataclass, replace
from importlib.metadata import version
from pathlib import Path

import font_source_sans_pro
import font_source_serif_pro
from fontTools import subset
from fontTools.ttLib import TTFont

LETTERS = frozenset(
    {
        *range(0x20, 0x7F),  # Basic Latin
        *range(0xA0, 0x100),  # Latin-1 Supplement
        *(0x152, 0x153),  # French Œ
        *range(0x2010, 0x2028),  # dashes, quotation marks, dagger, bullet, ellipsis
        *(0x202F, 0x2030, 0x2032, 0x2033, 0x2039, 0x203A, 0x2044),
        *(0x20AC, 0x2122, 0x2190, 0x2191, 0x2192, 0x2193, 0x2212, 0x2248, 0x2260, 0x2264, 0x2265),
    }
)
# Latin Extended-A, in files of their own: Łódź and Diyarbakır are fetched where they are printed
MORE_LETTERS = frozenset(range(0x100, 0x180)) - LETTERS
MORE = "-more"
PLAIN = ("ccmp", "kern", "liga", "locl", "lnum", "mark", "tnum")
FIGURES = (*PLAIN, "onum", "pnum")  # text figures, for running text
LICENCE = "Depesche-fonts-OFL.txt"


@dataclass(frozen=True)
class Cut:
    """One file of type: where it comes from, what it is called, what it can do."""

    name: str
    family: str
    style: str
    source: Path
    features: tuple[str, ...]
    letters: frozenset[int] = LETTERS


def cuts() -> tuple[Cut, ...]:
    """Return the ten cuts that a page may ask for; a browser fetches those that it uses."""
    plain = _plain_cuts()
    more = (replace(cut, name=cut.name + MORE, letters=MORE_LETTERS) for cut in plain)
    return (*plain, *more)


def _plain_cuts() -> tuple[Cut, ...]:
    serif, sans = font_source_serif_pro.font_files_ttf, font_source_sans_pro.font_files_ttf
    return (
        Cut("serif", "Depesche Serif", "Regular", Path(serif["SourceSerifPro"]), FIGURES),
        Cut("serif-italic", "Depesche Serif", "Italic", Path(serif["SourceSerifProIt"]), FIGURES),
        Cut("serif-bold", "Depesche Serif", "Bold", Path(serif["SourceSerifProSemibold"]), PLAIN),
        Cut("sans", "Depesche Sans", "Regular", Path(sans["SourceSansPro"]), PLAIN),
        Cut("sans-bold", "Depesche Sans", "Bold", Path(sans["SourceSansProSemibold"]), PLAIN),
    )


def fonts_digest() -> str:
    """Return a short name that changes with the recipe, its sources and the cutter."""
    recipe = [version("fonttools"), repr(sorted(LETTERS)), repr(sorted(MORE_LETTERS))]
    recipe += [f"{cut.name} {cut.features} {cut.source.stat().st_size}" for cut in cuts()]
    return hashlib.sha256("\n".join(recipe).encode()).hexdigest()[:12]


def build_fonts(target: Path) -> list[Path]:
    """Write each cut as `NAME.woff2` and the licence into `target`; return the paths.

    The same sources give the same bytes. A file that is there is left as it is.
    """
    target.mkdir(parents=True, exist_ok=True)
    paths = []
    for cut in cuts():
        path = target / f"{cut.name}.woff2"
        if not path.is_file():
            _write_cut(cut, path)
        paths.append(path)
    licence = target / LICENCE
    if not licence.is_file():
        source = Path(font_source_serif_pro.font_directory) / "LICENSE.txt"
        licence.write_text(source.read_text(encoding="utf-8"), encoding="utf-8")
    return [*paths, licence]


def _write_cut(cut: Cut, path: Path) -> None:
    """Cut one font and put it in place whole, so that nobody reads half a file."""
    options = subset.Options(
        layout_features=list(cut.features),
        hinting=False,
        desubroutinize=True,
        notdef_outline=True,
        name_IDs=[0, 1, 2, 4, 6, 13, 14],
        recalc_timestamp=False,
    )
    font = TTFont(cut.source, recalcTimestamp=False)
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=cut.letters)
    cutter.subset(font)
    _rename(font, cut)
    font.flavor = "woff2"
    draft = path.with_suffix(".draft")
    font.save(draft)
    draft.replace(path)


def _rename(font: TTFont, cut: Cut) -> None:
    """Give the cut its own name: the licence reserves the old one."""
    full = f"{cut.family} {cut.style}"
    names = {1: cut.family, 2: cut.style, 4: full, 6: full.replace(" ", "")}
    for record in list(font["name"].names):
        if record.nameID in names:
            font["name"].setName(
                names[record.nameID],
                record.nameID,
                record.platformID,
                record.platEncID,
                record.langID,
            )
