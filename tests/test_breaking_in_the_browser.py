"""A breaking line, from the desk to a page that somebody has open."""

from shutil import which

import pytest
from playwright.sync_api import expect, sync_playwright

from tests.test_serving import CHARTER, depesche, serve

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
LINE = "Sturmflut: Die Holmebrücke ist gesperrt"


@pytest.fixture(scope="module")
def served(tmp_path_factory):
    home = tmp_path_factory.mktemp("breaking") / "hafenpost"
    assert depesche("new", home, *CHARTER).returncode == 0
    with serve(home) as running:
        yield running


def say(served, old, new):
    said = depesche("manage", "shell", "-c", SAY.format(old=old, new=new), home=served.log.parent)
    assert said.returncode == 0, said.stderr


def test_a_breaking_line_stands_on_an_open_page_without_a_click(served):
    if not CHROMIUM:
        pytest.skip("no chromium here: the breaking line is NOT tried in a browser")
    with sync_playwright() as playwright:
        words = ["--no-sandbox", "--disable-quic", "--disable-background-networking"]
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=words)
        page = browser.new_page(viewport={"width": 360, "height": 700})
        faults: list[str] = []
        page.on("pageerror", lambda fault: faults.append(str(fault)))
        page.on("console", lambda told: faults.append(told.text) if told.type == "error" else None)
        page.goto(f"http://localhost:{served.port}/de/")
        expect(page.locator(".breaking")).to_have_count(0)

        say(served, "", LINE)
        expect(page.locator(".breaking")).to_contain_text(LINE, timeout=10_000)
        other = browser.new_page()
        other.goto(f"http://localhost:{served.port}/de/imprint/")
        expect(other.locator(".breaking")).to_contain_text(LINE)  # and on every page from now on

        say(served, LINE, "")
        expect(page.locator(".breaking")).to_have_count(0, timeout=10_000)
        browser.close()
    assert not faults
