"""A day at the desk in a real browser, on the real server: written, approved, read, corrected."""

import json
import os
import re
from shutil import which
from urllib.parse import urljoin

import pytest
from playwright.sync_api import Page, Route, expect, sync_playwright

from depesche.desk.tests.newsroom import typed
from depesche.server.tests.running import free_port
from tests.street import bare, copy_of, run_in, served

pytestmark = pytest.mark.browser

CHROMIUM = which("chromium") or which("chromium-browser")
PASSWORD = "a long way to the harbour"
STAFF = f"""
import django
django.setup()
from io import BytesIO
from django.core.files.base import ContentFile
from django.utils import timezone
from PIL import Image
from wagtail.models import Collection
from depesche.articles.models import Section
from depesche.desk.appoint import appoint_to_desk
from depesche.masthead.models import Edition
from depesche.pictures.models import Picture
from depesche.pictures.renditions import make_renditions
from depesche.readers.models import Reader
from depesche.register.models import Person

now = timezone.now()
edition = Edition.objects.get(key="de")
section = Section.objects.get(edition=edition, slug="politik")
staff = {{"reporter": "Rita Reporter", "editor": "Edda Editor", "pictures": "Pia Pix"}}
for kind, name in staff.items():
    reader = Reader.objects.create_staff(f"{{kind}}@paper.example", "{PASSWORD}", name=name)
    where = None if kind == "pictures" else section
    appoint_to_desk(reader, kind, edition, where, now)
Person.objects.create(name="Ada Ahlers", slug="ada-ahlers")
file = BytesIO()
Image.new("RGB", (1200, 800), "slategray").save(file, "JPEG")
picture = Picture.objects.create(
    title="Die Holmebrücke", creator="Jo Kern", description="Eine Brücke im Nebel",
    collection=Collection.get_first_root_node(),
    file=ContentFile(file.getvalue(), name="bruecke.jpg"),
)
make_renditions(picture, at=now)
"""


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    home = copy_of(bare()[0], tmp_path_factory.mktemp("newsroom") / "hafenpost")
    staffed = run_in(home, STAFF)
    assert staffed.returncode == 0, staffed.stderr
    port = free_port()
    address = f"http://localhost:{port}"
    settings = {"DEPESCHE_BASE_URL": address, "DEPESCHE_SECOND_FACTOR": "no"}
    with served(home, port=port, **settings):
        yield address


@pytest.fixture
def sign_in(address):
    """Open a browser of one's own at the desk: `sign_in("reporter")`."""
    if not CHROMIUM:
        pytest.skip("Debian's chromium is not installed: apt install chromium")
    flags = ["--no-sandbox", "--disable-quic", "--disable-background-networking"]
    refused: list[str] = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=flags)

        def signed_in(kind: str) -> Page:
            context = browser.new_context(locale="en-GB", viewport={"width": 1280, "height": 900})
            page = context.new_page()
            page.set_default_timeout(60_000)
            page.on(
                "console",
                lambda said: refused.append(said.text) if "Content Security" in said.text else None,
            )
            page.goto(f"{address}/desk/")
            page.fill("input[name=login]", f"{kind}@paper.example")
            page.fill("input[name=password]", PASSWORD)
            page.press("input[name=password]", "Enter")
            page.wait_for_url("**/desk/")
            return page

        yield signed_in
        browser.close()
    assert refused == []


PRESS_SAVE_MEANWHILE = """document.addEventListener("w-autosave:save", () =>
    setTimeout(() => document.querySelector("button.action-save").click()), {once: true})"""


def add_block(page: Page, name: str) -> None:
    page.get_by_role("button", name="Insert a block").last.click()
    page.get_by_role("option", name=name).last.click()


def write_story(page: Page) -> None:
    page.get_by_role("navigation", name="New article").get_by_role("link", name="Politik").click()
    page.fill("#id_kicker", "Holmebrücke")
    page.fill("#id_title", "Die Brücke bleibt bis Herbst zu")
    page.fill("#id_lead", "Vierzehn Drähte sind gerissen.")
    add_block(page, "Paragraph")
    page.locator("[role=textbox][contenteditable=true]").last.fill("Am Morgen kam die Meldung.")
    add_block(page, "Quote")
    page.locator("textarea[name$='-words']").fill("Niemand fährt hier mehr.")
    page.get_by_role("button", name="Choose person").first.click()
    page.get_by_role("link", name="Ada Ahlers").click()
    page.get_by_role("tab", name="Picture").click()
    page.locator("#id_picture-chooser button[data-chooser-action-choose]").first.click()
    page.get_by_role("link", name="Die Holmebrücke").click()
    page.fill("#id_picture_caption", "Kein Auto auf der Brücke.")


def choose_action(page: Page, name: str) -> None:
    page.get_by_role("button", name="More actions").click()
    page.get_by_role("button", name=name).click()


def test_story_is_written_approved_read_and_corrected(sign_in, address):
    reporter = sign_in("reporter")
    write_story(reporter)
    choose_action(reporter, "Submit to Politik")
    expect(reporter.get_by_role("status")).to_contain_text("submitted")

    editor = sign_in("editor")
    waiting = editor.locator("section[aria-labelledby=desk-waiting]")
    waiting.get_by_role("link", name="Die Brücke bleibt bis Herbst zu").click()
    choose_action(editor, "Approve and Publish")
    editor.wait_for_url("**/desk/**")
    editor.goto(f"{address}/desk/stories/")
    editor.get_by_role("link", name="Die Brücke bleibt bis Herbst zu").first.click()
    number = editor.url.split("/")[-3]
    editor.goto(f"{address}/desk/newsroom/stories/{number}/short-link/")
    link = editor.locator(".desk-links a").first.get_attribute("href")

    reader = editor.context.browser.new_context().new_page()
    reader.goto(link)
    for words in ("Die Brücke bleibt bis Herbst zu", "Niemand fährt hier mehr.", "Ada Ahlers",
                  "Jo Kern", "Kein Auto auf der Brücke."):  # fmt: skip
        expect(reader.locator("main")).to_contain_text(words)
    assert reader.context.cookies() == []

    editor.goto(f"{address}/desk/newsroom/stories/{number}/correct/")
    editor.fill("#id_wrong", "Vierzehn Drähte")
    editor.fill("#id_right", "Es sind sechzehn Drähte.")
    editor.get_by_role("button", name="Publish the correction").click()
    expect(editor.get_by_role("status")).to_contain_text("The correction is out")
    reader.reload()
    expect(reader.locator("main")).to_contain_text("Es sind sechzehn Drähte.")
    assert json.loads(reader.request.get(f"{reader.url.rstrip('/')}.json").text())


def test_story_that_is_saved_while_it_saves_itself_is_there_once(sign_in):
    page, held = sign_in("reporter"), []

    def hold(route: Route) -> None:
        is_form = "json" not in route.request.headers.get("accept", "")
        sent = route.request.method == "POST" and is_form and "/pages/" in route.request.url
        held.append(route) if sent and not held else route.continue_()

    page.route("**/desk/**", hold)
    page.get_by_role("navigation", name="New article").get_by_role("link", name="Politik").click()
    page.wait_for_url("**/pages/add/**")
    page.evaluate(PRESS_SAVE_MEANWHILE)
    for number in range(60):  # until its scripts are there, save it, and the button is pressed
        if not held:
            page.fill("#id_title", f"Nur ein einziges Mal {number}")
            page.wait_for_timeout(2000)
    page.wait_for_timeout(1500)  # the form saves itself beside it, if it can
    held[0].continue_()
    expect(page.get_by_role("status")).to_contain_text("Nur ein einziges Mal")
    page.goto(urljoin(page.url, "/desk/stories/"))
    expect(page.locator("tr", has_text="Nur ein einziges Mal")).to_have_count(1)


def test_the_point_of_a_picture_that_counts_is_set_with_the_mouse(sign_in, address):
    page = sign_in("pictures")
    page.goto(f"{address}/desk/images/1/")
    expect(page.locator(".jcrop-tracker").last).to_be_visible()
    box = page.locator(".jcrop-tracker").last.bounding_box()
    page.mouse.move(box["x"] + 60, box["y"] + 60)
    page.mouse.down()
    page.mouse.move(box["x"] + 200, box["y"] + 160, steps=5)
    page.mouse.up()
    expect(page.locator("input[name=focal_point_width]")).not_to_have_value("")
    page.get_by_role("button", name="Save").first.click()
    page.wait_for_url("**/desk/images/")


def send_form(page: Page, path: str, form: dict[str, str]) -> None:
    """Send what a form of the desk would send, from the page's own session."""
    url = urljoin(page.url, path)
    token = next(each["value"] for each in page.context.cookies() if each["name"] == "desk-csrf")
    answer = page.request.post(
        url, form={**form, "csrfmiddlewaretoken": token}, headers={"referer": url}
    )
    assert answer.ok, answer.status
    assert answer.url != url, re.findall(r'class="error-message".*', answer.text())


def test_an_open_start_page_shows_what_is_handed_in_meanwhile(sign_in):
    editor, reporter = sign_in("editor"), sign_in("reporter")
    waiting = editor.locator("section", has=editor.locator("#desk-waiting"))
    expect(waiting).not_to_contain_text("Nachts gesperrt")
    add = reporter.locator(".desk-new a").first.get_attribute("href")
    send_form(reporter, add, {**typed(title="Nachts gesperrt"), "action-submit": "1"})
    editor.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect(waiting).to_contain_text("Nachts gesperrt", timeout=60_000)
    expect(editor.locator("[data-desk-said]")).to_contain_text("Waits for approval")
    show(editor, "board")


def test_what_is_written_when_the_session_ends_arrives_after_signing_in(sign_in):
    page = sign_in("reporter")
    page.goto(urljoin(page.url, "/desk/account/"))
    page.fill("input[name=name_email-name]", "Rita Rasch und Richtig")
    page.context.clear_cookies(name="desk")
    page.get_by_role("button", name="Save").first.click()
    page.get_by_role("heading", name="Your text is still here").wait_for()
    show(page, "kept")
    with page.context.expect_page() as tab:
        page.get_by_role("link", name="1. Sign in").click()
    tab.value.fill("input[name=login]", "reporter@paper.example")
    tab.value.fill("input[name=password]", PASSWORD)
    tab.value.press("input[name=password]", "Enter")
    tab.value.wait_for_url("**/desk/")
    page.get_by_role("button", name="2. Come back here").click()
    show(page, "again")
    page.get_by_role("button", name="Send it now").click()
    expect(page.locator("input[name=name_email-name]")).to_have_value("Rita Rasch und Richtig")


def show(page: Page, name: str) -> None:
    """Draw the page where `DEPESCHE_SHOTS` names a folder: for whoever wants to look."""
    folder = os.environ.get("DEPESCHE_SHOTS")
    for width, scheme in ((1440, "light"), (360, "dark")) if folder else ():
        page.emulate_media(color_scheme=scheme)
        page.set_viewport_size({"width": width, "height": 900})
        page.screenshot(path=f"{folder}/{name}-{width}-{scheme}.png")
    if folder:
        page.set_viewport_size({"width": 1280, "height": 900})
