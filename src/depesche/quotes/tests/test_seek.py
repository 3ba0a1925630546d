"""Quotations are sought in stories, and over the whole paper; nothing is public by that."""

import pytest
from click.testing import CliRunner

from depesche.articles.models import Article
from depesche.articles.tests.make import NOON, make_article, make_person
from depesche.quotes.commands import find_quotes
from depesche.quotes.confirm import confirm_quotes, drop_quotes
from depesche.quotes.models import Quote
from depesche.quotes.queries import quotes_of_article
from depesche.quotes.seek import quotations_in, seek_everywhere, seek_in_story
from depesche.quotes.tests.make import change
from depesche.register.models import Person

pytestmark = pytest.mark.django_db

BODY = [
    "Bürgermeisterin Clara Weiss kam am Abend. „Das Wasser steht am Tor“, sagte sie.",
    "Das Hafenamt erklärte, es werde die Schleuse schließen.",
]


def test_what_is_found_waits_for_the_desk(paper):
    clara = make_person("Clara Weiss")
    story = make_article(paper.politik, body=BODY, publish_at=NOON)
    assert seek_in_story(story, at=NOON) == 2
    direct, indirect = Quote.objects.filter(article=story).order_by("sort_order")
    assert (direct.words, direct.person_id) == ("Das Wasser steht am Tor", clara.pk)
    assert (direct.is_found, direct.is_confirmed) == (True, False)
    assert (indirect.kind, indirect.speaker_name) == ("indirect", "Das Hafenamt")
    assert not quotes_of_article(story, paper.de)
    assert not confirm_quotes([direct, indirect], by=paper.chief, at=NOON)
    assert len(quotes_of_article(story, paper.de)) == 2


def test_a_run_is_repeated_and_what_was_dropped_stays_away(paper):
    stories = [make_article(paper.politik, body=BODY, publish_at=NOON) for _number in range(3)]
    make_article(paper.politik, body=BODY)  # a draft
    assert list(seek_everywhere(at=NOON)) == [2, 2, 2]
    drop_quotes(Quote.objects.filter(article=stories[0]), by=paper.chief, at=NOON)
    assert list(seek_everywhere(at=NOON)) == [0, 0, 0]
    assert Quote.objects.count() == 4
    story = Article.objects.get(pk=stories[1].pk)
    change(story, body=_body(story, [*BODY, "„Die Brücke hält noch lange“, sagte Ada Roth."]))
    assert list(seek_everywhere(at=NOON)) == [0, 1, 0]
    assert Quote.objects.count() == 5


def test_an_office_of_the_text_is_kept_and_two_of_a_name_are_nobody(paper):
    text = "„Wir gehen jetzt alle nach Hause“, sagte Direktorin Eva Lang."
    (found,) = quotations_in(text, paper.de)
    assert (found.speaker_name, found.office) == ("Eva Lang", "Direktorin")
    make_person("Eva Lang")
    (found,) = quotations_in(text, paper.de)
    assert found.person is not None
    Person.objects.create(name="Eva Lang", slug="eva-lang-2")
    (found,) = quotations_in(text, paper.de)
    assert (found.person_id, found.speaker_name) == (None, "Eva Lang")


def test_a_story_without_quotations_costs_few_queries(paper, django_assert_max_num_queries):
    story = make_article(paper.politik, body=["Der Fluss fließt."], publish_at=NOON)
    story = Article.objects.select_related("edition").get(pk=story.pk)
    with django_assert_max_num_queries(9):
        seek_in_story(story, at=NOON)


def test_the_command_says_how_many_are_new(paper):
    make_article(paper.politik, body=BODY, publish_at=NOON)
    ended = CliRunner().invoke(find_quotes, [])
    told = ended.output
    assert "2 quotations are new" in told, ended.exception


def _body(story, paragraphs):
    blocks = [("paragraph", f"<p>{one}</p>") for one in paragraphs]
    return story._meta.get_field("body").stream_block.to_python(
        [{"type": kind, "value": value} for kind, value in blocks]
    )
