"""From the desk to a page that somebody has open: a breaking line, new stories, a correction."""

import os
from shutil import which
from urllib.parse import urljoin

import pytest
from playwright.sync_api import expect, sync_playwright

from tests.street import bare, copy_of, depesche, served

pytestmark = pytest.mark.browser

CHROMIUM = which("chromium") or which("chromium-browser")
SAY = """
from django.db import transaction
from depesche.articles.tree import Front
front = Front.objects.get(breaking={old!r}, slug__startswith="de")
front.breaking = {new!r}
with transaction.atomic():
    front.save_revision().publish()
"""
PUBLISH = """
from django.utils import timezone
from depesche.articles.models import Section
from depesche.articles.tests.make import make_article
from depesche.readers.models import Reader
section, by = Section.objects.get(slug={section!r}), Reader.objects.get()
for title in {titles!r}:
    make_article(section, title=title, by=by, publish_at=timezone.now())
"""
ACT = """
from django.utils import timezone
from depesche.articles.correct import correct_article, retract_article
from depesche.articles.models import Article
from depesche.readers.models import Reader
story, by, at = Article.objects.get(title={title!r}), Reader.objects.get(), timezone.now()
{act}
"""
CORRECT = "correct_article(story, kind='correction', right='Zwölf Meter.', by=by, at=at)"
RETRACT = "retract_article(story, reason='Der Brief war gefälscht.', by=by, at=at)"
SOON = 20_000  # milliseconds: a machine may be busy; on a quiet one it takes one second
LINE = "Sturmflut: Die Holmebrücke ist gesperrt"


@pytest.fixture(scope="module")
def paper(tmp_path_factory):
    with served(copy_of(bare()[0], tmp_path_factory.mktemp("breaking") / "hafenpost")) as running:
        yield running


@pytest.fixture
def browser():
    if not CHROMIUM:
        pytest.skip("no chromium here: open pages are NOT tried in a browser")
    words = ["--no-sandbox", "--disable-quic", "--disable-background-networking"]
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=CHROMIUM, args=words)
        yield running
        running.close()


@pytest.fixture
def open_page(paper, browser):
    """Open a page of the German edition in a window of its own; whatever it complains of fails."""
    faults: list[str] = []

    def opened(path, **options):
        page = browser.new_context(**options).new_page()
        page.on("pageerror", lambda fault: faults.append(str(fault)))
        page.on("console", lambda told: faults.append(told.text) if told.type == "error" else None)
        page.goto(f"http://localhost:{paper.port}/de/{path}")
        return page

    yield opened
    assert not faults


def do(paper, program):
    done = depesche("manage", "shell", "-c", program, home=paper.log.parent)
    assert done.returncode == 0, done.stderr


def say(paper, old, new):
    do(paper, SAY.format(old=old, new=new))


def test_a_breaking_line_stands_on_an_open_page_without_a_click(paper, open_page):
    page = open_page("", viewport={"width": 360, "height": 700})
    expect(page.locator(".breaking")).to_have_count(0)

    say(paper, "", LINE)
    expect(page.locator(".breaking")).to_contain_text(LINE, timeout=SOON)
    other = open_page("imprint/")
    expect(other.locator(".breaking")).to_contain_text(LINE)  # and on every page from now on

    say(paper, LINE, "")
    expect(page.locator(".breaking")).to_have_count(0, timeout=SOON)


def test_open_lists_say_what_has_come_and_move_nothing(paper, open_page):
    front, politik = open_page(""), open_page("politik/")
    kultur, ticker = open_page("kultur/"), open_page("ticker/")
    before = place_of(front.locator("main"))
    do(paper, PUBLISH.format(section="politik", titles=["Der Pegel steigt", "Der Damm hält"]))

    for page in (front, politik):
        line = page.locator(".news-line")
        expect(line).to_contain_text("Der Damm hält", timeout=SOON)
        expect(line.get_by_role("link", name="2 neue Artikel zeigen")).to_be_visible()
        show(page, "new-stories")
    assert place_of(front.locator("main")) == before
    expect(ticker.locator(".ticker li")).to_have_count(2, timeout=SOON)
    expect(ticker.locator(".ticker li").first).to_contain_text("Der Damm hält")
    show(ticker, "ticker")
    expect(kultur.locator(".news-line")).to_have_count(0)

    politik.get_by_role("button", name="Schließen").press("Enter")
    expect(politik.locator(".news-line")).to_have_count(0)
    front.get_by_role("link", name="2 neue Artikel zeigen").press("Enter")
    expect(front.locator("main")).to_contain_text("Der Damm hält")
    expect(front.locator(".news-line")).to_have_count(0)  # it has them all


def test_an_open_story_says_that_it_was_corrected_and_taken_back(paper, open_page):
    title = "Der Brief ist da"
    do(paper, PUBLISH.format(section="kultur", titles=[title]))
    front = open_page("")
    front.get_by_role("link", name=title).first.click()
    ticker = open_page("ticker/")

    do(paper, ACT.format(title=title, act=CORRECT))
    expect(front.locator(".news-line")).to_contain_text("wurde berichtigt", timeout=SOON)
    show(front, "corrected")
    front.get_by_role("link", name="Neuen Stand zeigen").click()
    expect(front.locator("main")).to_contain_text("Zwölf Meter.")
    expect(front.locator(".news-line")).to_have_count(0)

    do(paper, ACT.format(title=title, act=RETRACT))
    expect(front.locator(".news-line")).to_contain_text("wurde zurückgezogen", timeout=SOON)
    expect(ticker.get_by_role("link", name=title)).to_have_count(0, timeout=SOON)
    show(front, "retracted")
    link = front.locator(".news-show").get_attribute("href")
    gone = front.request.get(urljoin(front.url, link))
    assert gone.status == 410
    assert "Der Brief war gefälscht." in gone.text()


def place_of(part):
    box = part.bounding_box()
    return box["x"], box["y"], box["width"]


def show(page, name):
    """Draw the page where `DEPESCHE_SHOTS` names a folder: for whoever wants to look."""
    folder = os.environ.get("DEPESCHE_SHOTS")
    for width, scheme in ((1440, "light"), (360, "dark")) if folder else ():
        page.emulate_media(color_scheme=scheme)
        page.set_viewport_size({"width": width, "height": 800})
        page.screenshot(path=f"{folder}/{name}-{width}-{scheme}.png")
    if folder:
        page.set_viewport_size({"width": 1280, "height": 720})
