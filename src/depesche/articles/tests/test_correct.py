from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError

from depesche.articles import queries
from depesche.articles.bin import bin_article, restore_article
from depesche.articles.check import NotReady
from depesche.articles.correct import AlreadyRetracted, correct_article, retract_article
from depesche.articles.models import Article, Correction, PersonMention
from depesche.articles.move import move_article
from depesche.articles.publish import publish_article, unpublish_article
from depesche.articles.tests.make import NOON, make_article, make_person
from depesche.wire.models import Dispatch

pytestmark = pytest.mark.django_db
LATER = NOON + timedelta(hours=3)


def last_dispatch():
    return Dispatch.objects.latest("pk")


def test_correction_stands_in_public_and_moves_the_date(article, paper):
    notice = correct_article(
        article,
        kind="correction",
        wrong="Der Pegel stand bei 7 Metern.",
        right="Er stand bei 6 Metern.",
        reported_by="Hafenamt",
        by=paper.chief,
        at=LATER,
    )
    assert article.updated_at == LATER
    assert queries.latest_corrections(paper.de) == ([notice], None)
    assert queries.latest_corrections(paper.en) == ([], None)
    assert last_dispatch().kind == "article.corrected"
    assert {"corrections:de", article.subject} <= set(last_dispatch().subjects)


def test_correction_of_what_nobody_read_or_without_words_is_refused(article, paper):
    with pytest.raises(ValidationError):
        correct_article(article, kind="correction", right=" ", by=None, at=LATER)
    with pytest.raises(NotReady):
        correct_article(
            make_article(paper.politik), kind="correction", right="Doch.", by=None, at=LATER
        )
    assert not Correction.objects.exists()


def test_retracted_story_is_gone_for_good_and_says_why(paper):
    person = make_person()
    article = make_article(paper.politik, publish_at=NOON, people=[person])
    retract_article(article, reason="Die Quelle war falsch.", by=paper.chief, at=LATER)

    assert (article.listed, article.live, article.retracted_at) == (False, False, LATER)
    assert queries.latest_about_person(person, paper.de).articles == ()
    assert not PersonMention.objects.filter(listed=True).exists()
    gone = queries.story_of_short_link(article.code)
    assert gone is not None
    assert gone.retraction_reason == "Die Quelle war falsch."
    [notice], _more = queries.latest_corrections(paper.de)
    assert notice.kind == "retraction"
    kinds = Dispatch.objects.filter(at=LATER).values_list("kind", flat=True)
    assert list(kinds) == ["article.retracted"]
    assert person.subject in last_dispatch().subjects

    with pytest.raises(NotReady):
        publish_article(article, by=paper.chief, at=LATER)
    with pytest.raises(AlreadyRetracted):
        retract_article(article, reason="Noch einmal.", by=paper.chief, at=LATER)


def test_binned_story_comes_back_as_a_draft_with_its_code(article, paper):
    code = article.code
    bin_article(article, by=paper.chief, at=LATER)
    assert (article.listed, article.live) == (False, False)
    assert last_dispatch().kind == "article.binned"
    with pytest.raises(NotReady):
        publish_article(article, by=paper.chief, at=LATER)

    restore_article(article, by=paper.chief, at=LATER)
    assert last_dispatch().kind == "article.restored"
    assert not article.listed
    publish_article(article, by=paper.chief, at=LATER)
    assert article.listed
    assert (article.code, article.published_at) == (code, NOON)


def test_notices_rest_while_their_story_is_unpublished(article, paper):
    correct_article(article, kind="note", right="Wir ergänzen.", by=None, at=LATER)
    unpublish_article(article, by=None, at=LATER)
    assert queries.latest_corrections(paper.de) == ([], None)
    publish_article(article, by=None, at=LATER)
    assert len(queries.latest_corrections(paper.de)[0]) == 1


def test_moved_story_tells_the_old_and_the_new_section(article, paper):
    move_article(article, paper.kultur, by=paper.chief, at=LATER)
    assert article.section == paper.kultur
    assert article.get_parent().get_parent().pk == paper.kultur.pk
    assert article.get_parent().slug == "2025"
    dispatch = last_dispatch()
    assert dispatch.kind == "article.moved"
    assert {paper.politik.subject, paper.kultur.subject} <= set(dispatch.subjects)
    assert Article.objects.get().published_at == NOON
