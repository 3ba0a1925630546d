"""What a reader meets where a story was changed, corrected, taken back, or never was."""

from datetime import timedelta

import pytest

from depesche.articles.bin import bin_article
from depesche.articles.correct import correct_article, retract_article
from depesche.articles.publish import publish_article, unpublish_article
from depesche.articles.tests.make import NOON
from depesche.articles.write import revise_article
from depesche.portal.tests.reading import address, things

pytestmark = pytest.mark.django_db
LATER = NOON + timedelta(days=1)


def test_a_correction_stands_with_the_story_and_in_its_public_place(client, paper, article):
    correct_article(
        article,
        kind="correction",
        wrong="Der Pegel lag bei sechs Metern.",
        right="Er lag bei fünf Metern.",
        by=paper.chief,
        at=LATER,
    )
    for path in (address(article), "/de/corrections/"):
        page = client.get(path).text
        assert "Der Pegel lag bei sechs Metern." in page
        assert "Er lag bei fünf Metern." in page
        assert "15. März 2025" in page
    news = things(client.get(address(article)).text)[0]
    assert news["correction"][0]["@type"] == "CorrectionComment"
    assert news["dateModified"] > news["datePublished"]


def test_versions_show_what_changed(client, paper, article):
    assert f'{address(article)}versions/"' not in client.get(address(article)).text
    revise_article(
        article, by=paper.chief, at=LATER, lead="Am Pegel wird es eng und nass.", change_note="Neu"
    )
    publish_article(article, by=paper.chief, at=LATER)
    assert f'{address(article)}versions/"' in client.get(address(article)).text
    page = client.get(address(article, "/versions/")).text
    assert "<ins>" in page
    assert "Neu" in page
    assert client.get(address(article, "/versions")).status_code == 301


def test_a_retracted_story_answers_410_with_the_reason(client, paper, article):
    retract_article(article, reason="Das Dokument war falsch.", by=paper.chief, at=LATER)
    for ending in ("/", ".json", "/versions/"):
        answer = client.get(address(article, ending))
        assert answer.status_code == 410
        assert "Das Dokument war falsch." in answer.text
        assert article.title not in answer.text
    short = client.get(f"/k/{article.code}")
    assert client.get(short["Location"].removeprefix("http://localhost:8000")).status_code == 410
    assert "Das Dokument war falsch." in client.get("/de/corrections/").text


@pytest.mark.parametrize("act", [unpublish_article, bin_article])
def test_an_unpublished_story_answers_410_without_a_reason(client, paper, article, act):
    act(article, by=paper.chief, at=LATER)
    answer = client.get(address(article))
    assert answer.status_code == 410
    assert article.lead not in answer.text
    assert client.get("/de/politik/").text.count(article.code) == 0


def test_one_page_says_that_nothing_is_there(client, article):
    pages = {
        client.get(path).content
        for path in (
            "/de/nichts/",
            "/de/politik/nichts-2222abcd/",
            "/de/politik/nichts-2222abcd.json",
            "/de/a/b/c/d/",
            "/de/k/nichtsda",
            "/de/tags/nichts/",
            "/de/dossiers/nichts/",
            "/de/share/2222abcd-01234567.jpg",
            "/de/politik/?before=2222abcd",
            "/nichts/",
            "/wp-login.php",
        )
    }
    assert len(pages) == 1
    assert client.get("/de/nichts/").status_code == 404
    assert article.title in client.get("/de/nichts/").text


def test_without_any_edition_a_plain_sentence_says_what_to_do(client, db):
    answer = client.get("/")
    assert (answer.status_code, "depesche new" in answer.text) == (404, True)


def test_the_desk_says_not_found_for_itself(client, article):
    assert "Flussbote" not in client.get("/static/nichts.css").text
