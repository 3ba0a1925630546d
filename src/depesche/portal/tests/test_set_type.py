"""The paper's type: the letters it needs, small, the same bytes each time, under its own name."""

import re

import pytest
from fontTools.ttLib import TTFont

from depesche.portal.finders import PIECES
from depesche.portal.fonts import LICENCE, MORE, MORE_LETTERS, build_fonts, cuts

LETTERS_OF_EUROPE = "ÄÖÜäöüßéèçñøåœŁłŠšŽžŐőĞğİıČčĄą„“”‚‘’»«›‹–—…·•†€£§°×−≤≥½%"
ARROWS = "←→"


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Cut the type once for all: it takes a few seconds."""
    target = tmp_path_factory.mktemp("type")
    build_fonts(target)
    return target


def test_the_type_has_the_letters_that_a_european_paper_prints(folder):
    faces = [path for path in folder.glob("*.woff2") if MORE not in path.stem]
    assert len(faces) >= 5
    for path in faces:
        more = folder / f"{path.stem}{MORE}.woff2"
        letters = TTFont(path).getBestCmap() | TTFont(more).getBestCmap()
        wanted = LETTERS_OF_EUROPE + ("" if "italic" in path.name else ARROWS)
        assert [letter for letter in wanted if ord(letter) not in letters] == [], path.name


def test_all_type_of_a_western_page_stays_below_80_kb(folder):
    sizes = {path.stem: path.stat().st_size for path in folder.glob("*.woff2")}
    plain = {name: size for name, size in sizes.items() if MORE not in name}
    assert sizes.keys() == plain.keys() | {f"{name}{MORE}" for name in plain}
    assert sum(plain.values()) < 80_000
    assert sum(sizes.values()) < 115_000


def test_the_sheet_names_each_cut_for_the_letters_that_it_has(folder):
    sheet = (PIECES / "fonts.css").read_text(encoding="utf-8")
    faces = dict(
        re.findall(r'url\("fonts/([a-z-]+)\.woff2"\)[^}]*?(?:unicode-range: ([^;]+))?; }', sheet)
    )
    assert faces.keys() == {cut.name for cut in cuts()}
    for cut in cuts():
        spans = [span.removeprefix("U+").split("-") for span in faces[cut.name].split(", ") if span]
        told = {code for first, last in spans for code in range(int(first, 16), int(last, 16) + 1)}
        assert told == (MORE_LETTERS if MORE in cut.name else set())
        assert set(TTFont(folder / f"{cut.name}.woff2").getBestCmap()) <= cut.letters


def test_the_same_sources_give_the_same_bytes(folder, tmp_path):
    for path in build_fonts(tmp_path):
        assert path.read_bytes() == (folder / path.name).read_bytes()


def test_type_that_is_there_is_not_cut_again(folder):
    before = {path: path.stat().st_mtime_ns for path in folder.iterdir()}
    build_fonts(folder)
    assert {path: path.stat().st_mtime_ns for path in folder.iterdir()} == before


def test_the_cut_type_does_not_carry_the_reserved_name(folder):
    for cut in cuts():
        names = TTFont(folder / f"{cut.name}.woff2")["name"]
        assert "Source" not in f"{names.getDebugName(1)} {names.getDebugName(4)}"
        assert names.getDebugName(1) == cut.family
    assert "SIL OPEN FONT LICENSE" in (folder / LICENCE).read_text(encoding="utf-8")
