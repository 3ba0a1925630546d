"""The paper as a reader's browser shows it: every sample page, narrow and wide, light and dark."""

import functools
import http.server
import subprocess
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from shutil import which

import pytest
from django.test import override_settings
from playwright.sync_api import Browser, Page, Route, sync_playwright

from tools.gallery import write_gallery

pytestmark = pytest.mark.browser

CHROMIUM = which("chromium") or which("chromium-browser")
CHECKERS = Path(__file__).resolve().parent.parent / "tools" / "checkers" / "node_modules"
AXE = CHECKERS / "axe-core" / "axe.min.js"
NU = CHECKERS / "vnu-jar" / "build" / "dist" / "vnu.jar"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
PAGE_BYTES = 150_000
READERS_SPACING = (
    "* { line-height: 1.5 !important; letter-spacing: 0.12em !important;"
    " word-spacing: 0.16em !important; } p { margin-block-end: 2em !important; }"
)


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_args):
        """Say nothing."""


class QuietServer(http.server.ThreadingHTTPServer):
    def handle_error(self, *_args):
        """Say nothing of a browser that was closed while it loaded."""


@dataclass(frozen=True)
class Gallery:
    """The printed sample pages, and where they are served."""

    folder: Path
    address: str
    paths: tuple[str, ...]

    def url(self, path: str) -> str:
        return f"{self.address}/{path}"


@pytest.fixture(scope="session")
def gallery(tmp_path_factory) -> Iterator[Gallery]:
    folder = tmp_path_factory.mktemp("gallery")
    with override_settings(HOME=tmp_path_factory.mktemp("home")):
        paths = write_gallery(folder)
    handler = functools.partial(Quiet, directory=str(folder))
    with QuietServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield Gallery(folder, f"http://127.0.0.1:{server.server_port}", tuple(paths))
        server.shutdown()
        thread.join()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    if not CHROMIUM:
        pytest.skip("Debian's chromium is not installed: apt install chromium")
    flags = ["--no-sandbox", "--disable-quic", "--disable-background-networking"]
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=CHROMIUM, args=flags)
        yield running
        running.close()


@pytest.fixture
def open_page(browser, gallery):
    """Open a sample page in a fresh context: `open_page("de/article/", width=360)`."""
    contexts = []

    def opened(path: str = "", *, width: int = 1440, before=None, **options) -> Page:
        context = browser.new_context(viewport={"width": width, "height": 900}, **options)
        contexts.append(context)
        page = context.new_page()
        if before:
            before(page)
        page.goto(gallery.url(path))
        return page

    yield opened
    for context in contexts:
        context.close()


def test_no_page_scrolls_sideways_on_the_narrowest_screen_or_at_400_percent(open_page, gallery):
    page = open_page(width=320)
    too_wide = {}
    for path in gallery.paths:
        page.goto(gallery.url(path))
        width = page.evaluate("document.documentElement.scrollWidth")
        if width > 320:
            too_wide[path] = width
    assert not too_wide


def test_no_headline_is_squeezed_into_a_sliver(open_page, gallery):
    page = open_page()
    for path in ("de/", "de/section/", "de/dossier/", "de/article/"):
        page.goto(gallery.url(path))
        for width in (360, 640, 768, 1024, 1440):
            page.set_viewport_size({"width": width, "height": 900})
            narrowest = page.evaluate(
                """Math.min(...[...document.querySelectorAll(".teaser-head")].map(
                     (head) => head.parentElement.getBoundingClientRect().width))"""
            )
            assert narrowest >= 150, (path, width)


def test_no_text_is_cut_off_when_a_reader_sets_wider_spacing(open_page):
    for path in ("de/", "de/odd-article/", "de/section/"):
        page = open_page(path, width=360)
        page.add_style_tag(content=READERS_SPACING)
        assert page.evaluate("document.documentElement.scrollWidth") <= 360
        cut = page.evaluate(
            """[...document.querySelectorAll("main *, header *")].filter(
                 (e) => getComputedStyle(e).overflow === "hidden"
                   && !e.classList.contains("unseen") && e.scrollHeight > e.clientHeight + 1
               ).map((e) => e.outerHTML.slice(0, 80))"""
        )
        assert cut == []


def test_the_first_tab_offers_the_way_past_the_masthead(open_page):
    page = open_page("de/article/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "content"


def test_tab_goes_through_the_masthead_in_the_order_one_reads(open_page):
    page = open_page("de/", width=360)
    heights = []
    for _press in range(10):
        page.keyboard.press("Tab")
        heights.append(page.evaluate("document.activeElement.getBoundingClientRect().bottom"))
    assert heights[1:] == sorted(heights[1:])


def test_focus_can_be_seen(open_page):
    page = open_page("de/")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"


def test_a_story_is_whole_without_script(open_page):
    page = open_page("en/odd-article/", java_script_enabled=False)
    for text in ("Advertisement", "more than 10 years old", "rests on one source", "421 Meter"):
        assert page.get_by_text(text).first.is_visible()
    assert page.locator("#short-link").input_value().endswith("/k/7hKq2M")
    assert page.locator(".sections a").count() == 7
    assert page.locator(".masthead time").inner_text() == "Sunday, 22 November 2026"


def test_a_page_asks_nobody_else(open_page, gallery):
    asked = []
    for path in ("de/", "de/article/", "en/odd-article/"):
        page = open_page(
            path, before=lambda page: page.on("request", lambda r: asked.append(r.url))
        )
        page.wait_for_load_state("networkidle")
    assert asked
    assert [url for url in asked if not url.startswith(gallery.address)] == []


def test_a_reader_gets_no_cookie(open_page):
    page = open_page("de/article/")
    assert page.context.cookies() == []
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0


@pytest.mark.parametrize("width", [360, 768, 1440])
def test_nothing_shifts_when_the_type_arrives_late(open_page, width):
    def late(route: Route) -> None:
        threading.Event().wait(0.3)
        route.continue_()

    for path in ("de/", "de/article/", "en/section/"):
        page = open_page(path, width=width, before=lambda page: page.route("**/*.woff2", late))
        page.wait_for_load_state("networkidle")
        shift = page.evaluate(
            """new Promise((done) => {
                 let sum = 0;
                 new PerformanceObserver((list) => {
                   for (const entry of list.getEntries()) sum += entry.value;
                 }).observe({ type: "layout-shift", buffered: true });
                 setTimeout(() => done(sum), 200);
               })"""
        )
        assert shift <= 0.02, path


@pytest.mark.parametrize("language", ["de", "en"])
def test_a_line_of_a_story_holds_about_60_to_75_characters(open_page, language):
    page = open_page(f"{language}/article/")
    characters = page.evaluate(
        """document.fonts.ready.then(() => {
             const text = document.querySelector(".body p");
             const lines = text.getClientRects && text.offsetHeight
               / parseFloat(getComputedStyle(text).lineHeight);
             return text.textContent.length / lines;
           })"""
    )
    assert 52 <= characters <= 75  # a paragraph's last line is short


def test_an_article_page_weighs_less_than_150_kb_with_its_type(open_page):
    weights = {}

    def weigh(response) -> None:
        if "/pictures/" not in response.url:
            weights[response.url] = len(response.body())

    page = open_page("de/odd-article/", before=lambda page: page.on("response", weigh))
    page.wait_for_load_state("networkidle")
    assert sum(".woff2" in url for url in weights) >= 4
    assert sum(weights.values()) < PAGE_BYTES, weights


def test_a_font_is_fetched_once(open_page):
    asked = []
    page = open_page("de/", before=lambda page: page.on("request", lambda r: asked.append(r.url)))
    page.wait_for_load_state("networkidle")
    fonts = [url for url in asked if ".woff2" in url]
    assert len(fonts) == len({url.partition("?")[0] for url in fonts})


def test_script_adds_the_minutes_of_the_editions_time_zone(open_page):
    page = open_page("de/", timezone_id="America/New_York")
    shown = page.locator(".clock-minutes").inner_text()
    expected = page.evaluate(
        """new Date().toLocaleTimeString("de",
           { timeZone: "Europe/Berlin", hour: "2-digit", minute: "2-digit" })"""
    )
    assert shown[:2] == expected[:2]


def test_the_short_link_is_copied_by_its_button(open_page):
    options = {"permissions": ["clipboard-read", "clipboard-write"]}
    page = open_page("de/article/", **options)
    button = page.locator("copy-field button")
    before = button.inner_text()
    button.click()
    page.wait_for_function(
        "before => document.querySelector('copy-field button').textContent !== before", arg=before
    )
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == "http://localhost:8000/de/k/7hKq2M"


def test_a_printed_story_is_black_on_white_and_shows_where_links_lead(open_page):
    page = open_page("de/article/")
    page.emulate_media(media="print")
    look = page.evaluate(
        """[getComputedStyle(document.documentElement).backgroundColor,
            getComputedStyle(document.body).color,
            getComputedStyle(document.querySelector(".sections")).display,
            getComputedStyle(document.querySelector(".body p a"), "::after").content]"""
    )
    assert look == ["rgb(255, 255, 255)", "rgb(0, 0, 0)", "none", '" (https://example.org/plan)"']


@pytest.mark.parametrize(("scheme", "width"), [("light", 360), ("dark", 1440)])
def test_axe_finds_no_barrier(open_page, gallery, scheme, width):
    if not AXE.is_file():
        pytest.skip("axe is not installed: run 'make checkers'")
    page = open_page(width=width, color_scheme=scheme)
    found = {}
    for path in gallery.paths:
        page.goto(gallery.url(path))
        page.evaluate(AXE.read_text(encoding="utf-8"))
        result = page.evaluate("rules => axe.run(document, { runOnly: rules })", RULES)
        found |= {(path, entry["id"]): entry["nodes"][0]["html"] for entry in result["violations"]}
    assert not found


def test_the_nu_checker_finds_no_error(gallery):
    if not NU.is_file() or not which("java"):
        pytest.skip("the Nu HTML checker needs Java and 'make checkers'")
    command = ["java", "-jar", str(NU), "--skip-non-html", str(gallery.folder)]
    checked = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603
    assert checked.stderr == ""
