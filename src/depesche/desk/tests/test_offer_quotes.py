"""Quotations are offered while a story is written: to whoever may write it, and nothing is kept."""

import pytest
from django.urls import reverse

from depesche.articles.tests.make import make_person
from depesche.desk.models import Role
from depesche.desk.tests.newsroom import colleague, open_edition, open_section, write_article
from depesche.quotes.models import Quote

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("one_factor")]
Kind = Role.Kind
TEXT = "„Das Wasser steht am Tor“, sagte Bürgermeisterin Clara Weiss."


@pytest.fixture
def edition():
    return open_edition()


@pytest.fixture
def politics(edition):
    return open_section(edition, "politik")


@pytest.fixture
def author(politics, client):
    reader = colleague("a@paper.example", (Kind.REPORTER, politics))
    client.force_login(reader)
    return reader


def offers(page):
    return reverse("newsroom:offer_quotes", args=[page.pk])


def test_what_is_quoted_is_offered_with_speaker_and_office(client, author, politics):
    clara = make_person("Clara Weiss")
    story = write_article(politics, "Entwurf", owner=author)
    for page in (story, politics):
        answer = client.post(offers(page), {"text": TEXT})
        assert answer.json()["offers"] == [
            {
                "kind": "direct",
                "kind_label": "word for word",
                "words": "Das Wasser steht am Tor",
                "person": clara.pk,
                "organisation": None,
                "speaker": "Clara Weiss",
                "speaker_name": "",
                "office": "Bürgermeisterin",
            }
        ]
    assert not Quote.objects.exists()


def test_nobody_asks_about_another_desk_or_by_a_link(client, author, edition):
    culture = open_section(edition, "kultur")
    assert client.post(offers(culture), {"text": TEXT}).status_code in {302, 403, 404}
    story = write_article(culture, "Fremd")
    assert client.post(offers(story), {"text": TEXT}).status_code in {302, 403, 404}
    assert client.get(offers(story)).status_code in {302, 403, 404, 405}


@pytest.mark.parametrize("text", ["", "„", "\0„a“", "«»" * 1_000, "„Ja“, sagte " * 500])
def test_any_text_is_answered(client, author, politics, text):
    assert client.post(offers(politics), {"text": text}).status_code == 200
