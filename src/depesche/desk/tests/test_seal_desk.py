import re

import pytest
from django.test import Client
from django.urls import reverse

from depesche.articles.tests.make import make_picture
from depesche.desk.models import Role
from depesche.desk.tests.newsroom import chief, colleague, open_edition, open_section, write_article

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("one_factor")]

INLINE = re.compile(r"<script(?![^>]*\bsrc=)(?![^>]*application/json)([^>]*)>")


@pytest.fixture
def story():
    return write_article(open_section(open_edition(), "politik"), "Die Brücke")


def test_every_script_in_the_editor_carries_the_pages_nonce(client, story):
    client.force_login(chief())
    answer = client.get(reverse("wagtailadmin_pages:edit", args=[story.pk]))
    policy = answer.headers["Content-Security-Policy"]
    nonce = policy.partition("'nonce-")[2].partition("'")[0]
    scripts = INLINE.findall(answer.content.decode())
    assert scripts
    assert {script.strip() for script in scripts} == {f'nonce="{nonce}"'}
    assert "unsafe-inline" not in policy.partition("script-src")[2].partition(";")[0]
    assert "onclick=" not in answer.content.decode()


def test_nonce_is_drawn_anew_each_time(client, story):
    client.force_login(chief())
    url = reverse("wagtailadmin_pages:edit", args=[story.pk])
    policies = {client.get(url).headers["Content-Security-Policy"] for _again in range(3)}
    assert len(policies) == 3


@pytest.mark.parametrize("name", ["wagtailadmin_home", "account_login", "stories:index"])
def test_nothing_of_the_desk_is_kept_or_framed_by_others(client, story, name):
    client.force_login(chief())
    headers = client.get(reverse(name)).headers
    assert "no-store" in headers["Cache-Control"]
    assert "frame-ancestors 'self'" in headers["Content-Security-Policy"]
    assert headers["X-Frame-Options"] == "SAMEORIGIN"
    assert headers["X-Content-Type-Options"] == "nosniff"


def test_preview_shows_the_unsaved_story_and_tells_nobody_where_it_is(client, story):
    client.force_login(chief())
    answer = client.get(reverse("wagtailadmin_pages:view_draft", args=[story.pk]))
    assert answer.status_code == 200
    assert "Die Brücke" in answer.content.decode()
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert "no-store" in answer.headers["Cache-Control"]


def test_changes_without_a_token_are_refused(story):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(chief())
    for name, where in (
        ("wagtailadmin_pages:edit", [story.pk]),
        ("newsroom:retract", [story.pk]),
        ("newsroom:bin_story", [story.pk]),
        ("newsroom:notices", []),
    ):
        assert strict.post(reverse(name, args=where), {"reason": "x"}).status_code == 403, name


@pytest.mark.parametrize("kind", ["external", "email", "phone", "anchor"])
@pytest.mark.parametrize(
    ("query", "form", "status"),
    [
        ("", {}, 200),
        ("?parent_page_id=3&link_url=%00", {"external-link-chooser-url": "http://["}, 200),
        ("", {"external-link-chooser-url": "\0"}, 200),
        ("?parent_page_id=abc", {}, 404),
        ("?parent_page_id=-1", {}, 404),
        ("?parent_page_id=99999999999999999999", {}, 404),
    ],
)
def test_a_crafted_link_is_answered_with_the_form_or_not_at_all(client, kind, query, form, status):
    client.force_login(chief())
    url = reverse(f"wagtailadmin_choose_page_{kind}_link") + query
    assert client.post(url, form).status_code == status
    assert client.get(url).status_code == status


def test_a_link_to_another_site_is_taken(client):
    client.force_login(chief())
    url = reverse("wagtailadmin_choose_page_external_link")
    for address in ("https://deich.example/1", "/imprint/"):
        form = {"external-link-chooser-url": address, "external-link-chooser-link_text": "Deich"}
        assert client.post(url, form).json()["result"]["url"] == address


def test_the_cropper_is_told_of_touch_before_it_asks_in_a_way_that_is_refused(client):
    client.force_login(chief())
    page = client.get(reverse("wagtailimages:edit", args=[make_picture("Am Pegel").pk])).text
    assert page.index("jquery.Jcrop.min.js") < page.index("desk/focal-point.js")


def test_reading_changes_nothing(client, story):
    editor = colleague("e@paper.example", (Role.Kind.EDITOR, story.section))
    client.force_login(editor)
    for name in ("correct", "retract", "bin_story", "restore", "short_link", "versions"):
        client.get(reverse(f"newsroom:{name}", args=[story.pk]))
    story.refresh_from_db()
    assert (story.binned_at, story.retracted_at, story.shortlinks.count()) == (None, None, 0)
