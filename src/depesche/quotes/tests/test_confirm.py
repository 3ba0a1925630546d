"""Quotations are confirmed, dropped and found without a new wording of their story."""

from datetime import date, timedelta

import pytest

from depesche.articles.publish import schedule_article
from depesche.articles.tests.make import NOON, make_person
from depesche.articles.write import revise_article
from depesche.quotes.confirm import confirm_quotes, drop_quotes, keep_found
from depesche.quotes.models import Quote
from depesche.quotes.queries import said_by
from depesche.quotes.tests.make import change, make_quote, make_quoted
from depesche.wire.models import Dispatch

pytestmark = pytest.mark.django_db


def last_dispatch():
    return Dispatch.objects.order_by("pk").last()


def test_a_found_quotation_is_confirmed_and_stays_so(paper):
    clara = make_person()
    story = make_quoted(paper.politik, [])
    (found,) = keep_found(story, [make_quote(person=clara)], by=None, at=NOON)
    assert (found.is_found, found.is_confirmed, found.listed) == (True, False, True)
    assert last_dispatch().subjects == [f"draft:{story.pk}"]
    assert not said_by(clara, paper.de).quotes
    assert not confirm_quotes([found], by=paper.chief, at=NOON)
    subjects = set(last_dispatch().subjects)
    assert {f"{story.subject}/beside", f"person:{clara.pk}/quotes"} <= subjects
    assert story.subject not in subjects
    (shown,) = said_by(clara, paper.de).quotes
    assert shown.checked_by_id == paper.chief.pk
    change(story, title="Eine andere Überschrift")
    (still,) = said_by(clara, paper.de).quotes
    assert (still.pk, still.is_found, still.checked_by_id) == (found.pk, True, paper.chief.pk)


def test_finding_twice_finds_nothing_new(paper):
    story = make_quoted(paper.politik, [make_quote("Schon da.", person=make_person())])
    revise_article(story, by=None, at=NOON, quotes=[*story.quotes.all(), make_quote("Im Entwurf.")])
    found = [
        make_quote("Schon  da."),
        make_quote("Im Entwurf."),
        make_quote("Neu."),
        make_quote(""),
    ]
    assert [quote.words for quote in keep_found(story, found, by=None, at=NOON)] == ["Neu."]
    again = [make_quote("Neu.")]
    assert not keep_found(story, again, by=None, at=NOON)
    draft = type(story).objects.get(pk=story.pk).get_latest_revision_as_object()
    assert {quote.words for quote in draft.quotes.all()} == {"Schon da.", "Im Entwurf.", "Neu."}


def test_nothing_is_confirmed_that_lacks_a_speaker_or_lies_ahead(paper):
    story = make_quoted(paper.politik, [])
    nobody = make_quote("Wer?")
    ahead = make_quote("Wann?", speaker_name="Ruth", said_on=date(9999, 12, 31))
    fine = make_quote("Ja.", speaker_name="Ruth")
    found = keep_found(story, [nobody, ahead, fine], by=None, at=NOON)
    refused = confirm_quotes(found, by=paper.chief, at=NOON)
    assert [(quote.words, bool(why)) for quote, why in refused] == [("Wer?", True), ("Wann?", True)]
    assert Quote.objects.get(is_confirmed=True).words == "Ja."


def test_a_dropped_quotation_does_not_come_back_with_a_waiting_change(paper):
    story = make_quoted(paper.politik, [])
    wrong, right = keep_found(
        story, [make_quote("Falsch."), make_quote("Recht.", speaker_name="Ruth")], by=None, at=NOON
    )
    confirm_quotes([right], by=paper.chief, at=NOON)
    revise_article(story, by=None, at=NOON, title="Morgen", change_note="Es wird Tag.")
    schedule_article(story, go_live_at=NOON + timedelta(days=1), by=None, at=NOON)
    assert drop_quotes([wrong, right], by=paper.chief, at=NOON) == 1
    change(story, hours=48, title="Heute")
    assert [quote.words for quote in Quote.objects.all()] == ["Recht."]
