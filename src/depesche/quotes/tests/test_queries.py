"""What readers may see of quotations: confirmed ones of listed stories, page by page."""

from datetime import timedelta

import pytest

from depesche.articles.incoming import IncomingStory
from depesche.articles.keyset import NoSuchPlace, Window
from depesche.articles.models import Tagging
from depesche.articles.publish_many import publish_many
from depesche.articles.tests.make import NOON, make_organisation, make_person
from depesche.press.note import collecting
from depesche.quotes.models import Quote
from depesche.quotes.queries import (
    count_said_by,
    quotes_of_article,
    said_by,
    said_by_organisation,
    said_in,
)
from depesche.quotes.tests.make import make_quote, make_quoted

pytestmark = pytest.mark.django_db


def quoting(paper, clara, count):
    """Bring in `count` stories with one quotation each, hour by hour."""
    stories = [
        IncomingStory(
            section=paper.politik,
            title=f"Satz {number}",
            lead="Sie sprach.",
            published_at=NOON - timedelta(hours=number),
            body=[{"type": "quote", "value": {"words": f"{number}", "speaker_person": clara.pk}}],
        )
        for number in range(count)
    ]
    return [each.article for each in publish_many(stories, by=None, at=NOON)]


def test_what_somebody_has_said_is_read_in_pages_both_ways(paper):
    clara = make_person()
    quoting(paper, clara, 7)
    first = said_by(clara, paper.de, Window(limit=3))
    second = said_by(clara, paper.de, Window(limit=3, before=first.older))
    third = said_by(clara, paper.de, Window(limit=3, before=second.older))
    words = [[quote.words for quote in part.quotes] for part in (first, second, third)]
    assert words == [["0", "1", "2"], ["3", "4", "5"], ["6"]]
    assert (first.newer, third.older) == ("", "")
    back = said_by(clara, paper.de, Window(limit=3, after=third.newer))
    assert [quote.words for quote in back.quotes] == words[1]
    assert (count_said_by(clara, paper.de), count_said_by(clara, paper.en)) == (7, 0)


def test_a_page_of_quotations_costs_the_same_for_any_number(paper, django_assert_num_queries):
    clara = make_person()
    quoting(paper, clara, 25)
    with django_assert_num_queries(3):
        found = said_by(clara, paper.de, Window(limit=20))
    with django_assert_num_queries(4):
        said_by(clara, paper.de, Window(limit=2, before=found.quotes[1].code))
    with django_assert_num_queries(0):
        assert all(quote.article.section.slug for quote in found.quotes)


def test_unconfirmed_quotations_are_seen_only_where_the_edition_wants_it(paper):
    clara = make_person()
    story = make_quoted(paper.politik, [make_quote(person=clara, is_confirmed=False)])
    assert not said_by(clara, paper.de).quotes
    assert not quotes_of_article(story, paper.de)
    paper.de.shows_unchecked_quotes = True
    paper.de.save()
    assert len(said_by(clara, paper.de).quotes) == 1
    assert len(quotes_of_article(story, paper.de)) == 1


def test_drafts_and_other_editions_say_nothing(paper):
    clara = make_person()
    make_quoted(paper.politik, [make_quote(person=clara)], publish_at=None)
    assert not said_by(clara, paper.de).quotes
    make_quoted(paper.politics, [make_quote(person=clara)], title="In English")
    assert not said_by(clara, paper.de).quotes
    assert len(said_by(clara, paper.en).quotes) == 1


def test_a_set_of_stories_tells_what_was_said_in_it(paper):
    office, clara = make_organisation(), make_person()
    first = make_quoted(paper.politik, [make_quote(organisation=office), make_quote(person=clara)])
    make_quoted(paper.politik, [make_quote(person=clara)], title="Anderswo")
    keys = type(first).objects.filter(pk=first.pk).values("pk")
    with collecting() as notes:
        found = said_in(keys, paper.de, subject="dossier:7")
    assert {quote.speaker for quote in found.quotes} == {"Hafenamt", "Clara Weiss"}
    assert {"dossier:7", "dossier:7/quotes", first.subject} <= notes.ingredients
    assert len(said_by_organisation(office, paper.de).quotes) == 1
    assert not said_in(Tagging.objects.values("article_id"), paper.de, subject="x:1").quotes


def test_a_place_in_the_list_that_never_was_is_none(paper):
    clara = make_person()
    make_quoted(paper.politik, [make_quote(person=clara)], publish_at=None)
    with pytest.raises(NoSuchPlace):
        said_by(clara, paper.de, Window(before="nowhere"))
    with pytest.raises(NoSuchPlace):
        said_by(clara, paper.de, Window(before=Quote.objects.get().code))
