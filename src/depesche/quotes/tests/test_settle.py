"""A quotation is a record as soon as its story is out, whichever way it got into the story."""

from datetime import date, timedelta

import pytest

from depesche.articles.check import NotReady
from depesche.articles.incoming import IncomingStory
from depesche.articles.models import Article, Correction
from depesche.articles.publish import publish_article, unpublish_article
from depesche.articles.publish_many import publish_many
from depesche.articles.tests.make import NOON, make_article, make_organisation, make_person
from depesche.articles.write import revise_article
from depesche.quotes.models import Quote
from depesche.quotes.tests.make import WORDS, block, change, make_quote, make_quoted
from depesche.wire.models import Dispatch

pytestmark = pytest.mark.django_db


def last_subjects():
    sent = Dispatch.objects.order_by("pk").last()
    return sent.subjects if sent else []


def test_a_block_of_the_body_is_a_record_once_the_story_is_out(paper):
    clara = make_person()
    said = block(speaker_person=clara.pk, office="Bürgermeisterin", said_on=date(2025, 3, 13))
    story = make_article(paper.politik, by=paper.chief, body=["Ein Satz.", said])
    assert not Quote.objects.exists()
    publish_article(story, by=paper.chief, at=NOON)
    quote = Quote.objects.get()
    assert (quote.words, quote.person, quote.office) == (WORDS, clara, "Bürgermeisterin")
    assert (quote.said_on, quote.listed, quote.published_at) == (date(2025, 3, 13), True, NOON)
    assert (quote.is_confirmed, quote.checked_by, quote.edition) == (True, paper.chief, paper.de)


def test_a_record_stays_the_same_through_all_wordings_of_its_story(paper):
    story = make_quoted(
        paper.politik,
        [make_quote(person=make_person())],
        body=["Ein Satz.", block("Es sinkt.", speaker_organisation=make_organisation().pk)],
    )
    before = set(Quote.objects.values_list("pk", "code"))
    change(story, title="Ganz anders")
    change(story, hours=2, lead="Und noch einmal.")
    assert len(before) == 2
    assert set(Quote.objects.values_list("pk", "code")) == before


def test_a_corrected_wording_is_a_correction_and_the_old_one_stays(paper):
    clara = make_person()
    quote = make_quote("Es waren vier.", person=clara)
    story = make_quoted(paper.politik, [quote], by=paper.chief)
    mended = make_quote("Es waren fünf.", person=clara, code=Quote.objects.get().code)
    change(story, quotes=[mended], by=paper.chief)
    found = Quote.objects.get()
    at = (NOON + timedelta(hours=1)).isoformat()
    assert found.words == "Es waren fünf."
    assert found.former == [{"words": "Es waren vier.", "until": at}]
    notice = Correction.objects.get()
    assert (notice.wrong, notice.right) == ("Es waren vier.", "Es waren fünf.")
    assert f"corrections:{paper.de.key}" in last_subjects()
    change(story, hours=2, title="Nur die Überschrift")
    assert Correction.objects.count() == 1
    assert len(Quote.objects.get().former) == 1


def test_a_mended_spelling_is_no_correction_but_stays_to_be_seen(paper):
    story = make_article(
        paper.politik, body=[block("Es stiegt.", speaker_person=make_person().pk)], publish_at=NOON
    )
    body = story.body.raw_data
    said = {**body[0]["value"], "words": "Es steigt."}
    change(story, body=[{**body[0], "value": said}], is_minor_change=True)
    assert Quote.objects.get().former[0]["words"] == "Es stiegt."
    assert not Correction.objects.exists()


def test_a_quotation_of_a_day_to_come_is_refused_with_a_sentence(paper):
    story = make_article(
        paper.politik,
        body=[block(speaker_person=make_person().pk, said_on=date(9999, 12, 31))],
        quotes=[
            make_quote("Morgen.", unnamed_because="Sie fürchtet sich.", said_on=date(2999, 1, 1))
        ],
    )
    with pytest.raises(NotReady) as refused:
        publish_article(story, by=paper.chief, at=NOON)
    assert str(refused.value).count("the day is in the future") == 2
    assert not Article.objects.listed().exists()


def test_nobody_is_a_speaker_of_a_confirmed_quotation(paper):
    story = make_article(paper.politik, quotes=[make_quote()])
    with pytest.raises(NotReady, match="Say who said it"):
        publish_article(story, by=paper.chief, at=NOON)
    revise_article(story, by=None, at=NOON, quotes=[make_quote(is_confirmed=False)])
    publish_article(story, by=paper.chief, at=NOON)
    assert not Quote.objects.get().is_confirmed


def test_quotations_come_in_with_an_archive(paper):
    clara = make_person()
    said = {"type": "quote", "value": block(speaker_person=clara.pk)[1]}
    nobody = {"type": "quote", "value": {"words": "Wer war das?", "speaker_person": 4711}}
    story = IncomingStory(
        section=paper.politik, title="Alt", lead="Alt.", published_at=NOON, body=[said, nobody]
    )
    publish_many([story], by=paper.chief, at=NOON + timedelta(days=1))
    first, second = Quote.objects.order_by("pk")
    assert (first.person, first.is_confirmed, first.listed) == (clara, True, True)
    assert (second.words, second.person, second.is_confirmed) == ("Wer war das?", None, False)
    assert f"person:{clara.pk}/quotes" in last_subjects()
    change(Article.objects.get(), title="Neu")
    assert set(Quote.objects.values_list("code", flat=True)) == {first.code, second.code}


def test_a_quotation_rests_with_its_story(paper):
    story = make_quoted(paper.politik, [make_quote(person=make_person())])
    unpublish_article(story, by=None, at=NOON)
    assert not Quote.objects.get().listed
    publish_article(story, by=None, at=NOON)
    assert Quote.objects.get().listed


def test_a_copy_of_a_story_has_quotations_of_its_own(paper):
    story = make_quoted(paper.politik, [make_quote(person=make_person())])
    copy = story.copy(update_attrs={"slug": "zweite"}, keep_live=False, copy_revisions=False)
    first, second = Quote.objects.order_by("pk")
    assert second.article_id == copy.pk
    assert first.code != second.code
    assert (first.listed, second.listed) == (True, False)


def test_a_speaker_who_leaves_the_register_takes_no_quotation_along(paper):
    clara = make_person()
    story = make_article(paper.politik, body=[block(speaker_person=clara.pk)], publish_at=NOON)
    clara.delete()
    quote = Quote.objects.get()
    assert (quote.words, quote.person) == (WORDS, None)
    change(story, title="Weiter")
    assert Quote.objects.get().words == WORDS
