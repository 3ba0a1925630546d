"""An editor looks at a story before readers do."""

import pytest
from django.test import Client
from django.urls import reverse

from depesche.articles.publish import publish_article
from depesche.articles.tests.make import NOON, make_article, make_person, make_tag
from depesche.articles.write import revise_article
from depesche.portal.tests.make import make_dossier

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def without_second_factor(settings):
    """Let the chief in by password alone, as in the demo."""
    settings.SECOND_FACTOR = False


def preview(desk, page):
    return desk.get(reverse("wagtailadmin_pages:view_draft", args=[page.pk]))


def test_a_draft_looks_as_readers_will_see_it(desk, paper):
    draft = make_article(
        paper.politik,
        title="Noch nicht heraus",
        authors=[make_person("Ida Holm")],
        tags=[make_tag(paper.de, "Deiche")],
        dossiers=[make_dossier(paper.de)],
    )
    answer = preview(desk, draft)
    assert answer.status_code == 200
    for words in (
        "Noch nicht heraus",
        "Ida Holm",
        "Deiche",
        "Hochwasser (2025)",
        "wagtail-userbar",
    ):
        assert words in answer.text, words


def test_a_preview_is_kept_nowhere_and_framed_by_the_desk_only(desk, paper):
    answer = preview(desk, make_article(paper.politik))
    assert {"private", "no-store"} <= set(answer["Cache-Control"].split(", "))
    assert answer["Referrer-Policy"] == "no-referrer"
    assert "frame-ancestors 'self'" in answer["Content-Security-Policy"]
    assert 'content="noindex"' in answer.text


def test_a_preview_shows_the_change_that_readers_do_not_see(desk, paper, article):
    revise_article(article, by=paper.chief, at=NOON, title="Neu gefasst", change_note="Neu")
    assert "Neu gefasst" in preview(desk, article).text
    assert "Neu gefasst" not in Client().get("/de/").text
    publish_article(article, by=paper.chief, at=NOON)
    assert "Neu gefasst" in Client().get("/de/").text


def test_the_front_and_a_section_can_be_previewed(desk, paper, article):
    assert article.title in preview(desk, paper.de.home).text
    assert article.title in preview(desk, paper.politik).text


def test_nobody_else_sees_a_preview(client, paper):
    draft = make_article(paper.politik, title="Geheim")
    answer = preview(client, draft)
    assert answer.status_code == 302
    assert "Geheim" not in answer.text
