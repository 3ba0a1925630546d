"""The style sheet: built from pieces, changed by custom properties, never by more."""

import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.core.management import call_command
from hypothesis import given
from hypothesis import strategies as st

from depesche.portal.finders import PIECES, NotATheme, PaperFinder, paper_css, shorter, theme_css
from depesche.portal.fonts import cuts

GOOD = """/* our colours */
:root { --accent: #00573f; --paper: #fff; }
@media (prefers-color-scheme: dark) { :root { --accent: #7fd6b5; } }
"""
BAD = [
    ".advertisement-mark { display: none; }",
    ":root { --accent: red; } .remark { opacity: 0; }",
    ":root { display: none; }",
    ":root { --a: red; display: none }",
    "@import url('https://elsewhere.example/style.css');",
    "@media print { .notices { display: none; } }",
    ":root { --a: red; } }",
    ":root { --a: } body { display: none; ",
]


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """Cut the type once for all: it takes a few seconds."""
    home = tmp_path_factory.mktemp("home")
    (home / "theme").mkdir()
    return home


@pytest.fixture
def house(settings, built):
    settings.HOME = built
    yield built
    (built / "theme" / "theme.css").unlink(missing_ok=True)


def test_a_theme_sets_custom_properties_after_the_papers_own(house):
    (house / "theme" / "theme.css").write_text(GOOD)
    sheet = paper_css(house / "theme" / "theme.css")
    assert sheet.rindex("--accent:#00573f") > sheet.index("--accent:#a03119")
    assert PaperFinder().check() == []


@pytest.mark.parametrize("text", BAD)
def test_a_theme_that_hides_a_notice_is_refused_with_a_sentence(house, text):
    with pytest.raises(NotATheme, match=r"theme\.css: write"):
        theme_css(text)
    (house / "theme" / "theme.css").write_text(text)
    assert "theme.css: write" in PaperFinder().check()[0].msg


@given(name=st.from_regex(r"[a-z.#][a-z]{0,9}", fullmatch=True), value=st.text(max_size=20))
def test_no_theme_reaches_past_the_root(name, value):
    with pytest.raises(NotATheme):
        theme_css(f"{name} {{ --x: {value}; }}")


def test_a_theme_with_a_mistake_does_not_stop_the_paper(house):
    (house / "theme" / "theme.css").write_text(BAD[0])
    sheet = Path(PaperFinder().find("portal/paper.css")).read_text(encoding="utf-8")
    assert BAD[0] not in sheet
    assert "--accent:#a03119" in sheet


def test_the_sheet_and_the_type_are_collected(house, settings, tmp_path):
    settings.STATIC_ROOT = tmp_path / "static"
    call_command("collectstatic", interactive=False, verbosity=0)
    collected = tmp_path / "static" / "portal"
    assert (collected / "paper.css").is_file()
    for name, most_bytes in [("paper.js", 4_000), ("news.js", 3_000), ("ticker.js", 3_000)]:
        assert 500 < (collected / name).stat().st_size < most_bytes
    assert len(list((collected / "fonts").glob("*.woff2"))) == len(cuts())


def test_a_stranger_finds_nothing_but_the_built_files(house):
    finder = PaperFinder()
    assert finder.find("portal/paper.css")
    assert finder.find("portal/../portal/paper.css") is None
    assert finder.find("portal/fonts/none.woff2") is None
    assert finder.find("portal/layers.css") is None


def test_the_sheet_names_each_font_with_its_version(house):
    sheet = Path(str(finders.find("portal/paper.css"))).read_text(encoding="utf-8")
    assert len(re.findall(r'url\("fonts/[a-z-]+\.woff2\?v=[0-9a-f]{10}"\)', sheet)) == len(cuts())


def test_a_shorter_sheet_says_the_same():
    sheet = 'a :hover { b: c;\n d: "x:  { y } ; z"; }\n/* e */ .g > i, j { k: url("l: m") }'
    assert shorter(sheet) == ('a :hover{b:c;d:"x:  { y } ; z"}.g > i,j{k:url("l: m")}\n')


@pytest.mark.parametrize("piece", sorted(PIECES.glob("*.css")), ids=lambda path: path.stem)
def test_every_piece_keeps_the_rules_of_the_house(piece):
    text = re.sub(r"/\*.*?\*/", "", piece.read_text(encoding="utf-8"), flags=re.DOTALL)
    assert "!important" not in text
    assert not re.search(r"font-size:[^;]*\dpx", text)
    assert not re.search(r"(^|[\s,}])#[a-z][\w-]*[^{};]*\{", text), (
        "styles hang on classes, not ids"
    )
    assert "@layer" in text or "@font-face" in text


def test_the_handbooks_theme_is_one_that_the_paper_takes():
    handbook = PIECES.parents[3] / "docs" / "howto" / "theme.md"
    if not handbook.is_file():
        pytest.skip("the docs are not here: an installed package")
    text = handbook.read_text(encoding="utf-8")
    shown = re.findall(r"```css\n(.*?)```", text, flags=re.DOTALL)
    assert shown
    for sheet in shown:
        theme_css(sheet)
    named = set(re.findall(r"`(--[a-z0-9-]+)`", text)) - {"--name"}
    known = set(re.findall(r"(--[a-z0-9-]+):", (PIECES / "theme.css").read_text(encoding="utf-8")))
    assert named - known == set()
