from datetime import date

import pytest
from django.core.exceptions import ValidationError

from depesche.articles.former import path_today
from depesche.articles.publish import publish_article
from depesche.articles.tests.make import NOON, make_article
from depesche.dossiers.merge import merge_dossiers, split_dossier
from depesche.dossiers.models import Chapter, Dossier, Question, TurningPoint
from depesche.dossiers.open import change_dossier, open_dossier
from depesche.dossiers.queries import extent_of
from depesche.dossiers.told import told_of
from depesche.wire.models import Dispatch

pytestmark = pytest.mark.django_db


@pytest.fixture
def signed(paper):
    return {"by": paper.chief, "at": NOON}


@pytest.fixture
def flood(paper, signed):
    return open_dossier(paper.de, name="Hochwasser", summary="Der Fluss.", **signed)


@pytest.fixture
def dam(paper, signed):
    return open_dossier(paper.de, name="Der Damm", standing="Er hält.", **signed)


def test_merged_dossier_has_every_story_once_and_its_address_leads_on(paper, flood, dam, signed):
    both = make_article(paper.politik, publish_at=NOON, dossiers=[flood, dam])
    only = make_article(paper.politik, publish_at=NOON, dossiers=[dam], title="Der Damm")
    change_dossier(dam, slug="deich", **signed)
    dam.turning_points = [TurningPoint(article=only, line="Er hält.")]
    dam.questions = [Question(text="Wie lange?")]
    dam.chapters = [Chapter(name="Anfang", from_on=date(2025, 1, 1))]
    change_dossier(dam, **signed)

    merge_dossiers(dam, flood, **signed)
    assert extent_of(flood).article_count == 2
    assert [turn.article for turn in told_of(flood).turns] == [only.pk]
    assert flood.questions.model.objects.get().dossier == flood
    assert Chapter.objects.get().dossier == flood
    assert path_today(paper.de, "dossiers", "deich") == "/dossiers/hochwasser/"
    assert path_today(paper.de, "dossiers", "der-damm") == "/dossiers/hochwasser/"
    flood.refresh_from_db()
    assert (flood.summary, flood.standing) == ("Der Fluss.", "Er hält.")
    sent = Dispatch.objects.latest("pk")
    assert {dam.subject, flood.subject, "addresses", f"{both.subject}/beside"} <= set(sent.subjects)
    assert sent.payload["standing"] == "Er hält."
    publish_article(only, **signed)  # its draft knows of the merger
    assert extent_of(flood).article_count == 2


def test_merging_with_itself_or_in_a_circle_is_refused_and_nothing_is_lost(
    paper, flood, dam, signed
):
    make_article(paper.politik, publish_at=NOON, dossiers=[flood])
    with pytest.raises(ValidationError, match="with itself"):
        merge_dossiers(flood, flood, **signed)
    merge_dossiers(dam, flood, **signed)
    with pytest.raises(ValidationError, match="there no more"):
        merge_dossiers(flood, dam, **signed)
    english = open_dossier(paper.en, name="Floods", **signed)
    with pytest.raises(ValidationError, match="another edition"):
        merge_dossiers(flood, english, **signed)
    assert extent_of(flood).article_count == 1


def test_chain_of_dossiers_stays_whole_when_a_link_is_merged(paper, flood, dam, signed):
    change_dossier(dam, follows=flood, **signed)
    after = open_dossier(paper.de, name="Danach", follows=dam, **signed)
    merge_dossiers(dam, flood, **signed)
    after.refresh_from_db()
    assert after.follows == flood
    assert Dossier.objects.get(pk=flood.pk).follows is None


def test_split_dossier_gives_stories_and_what_is_said_of_them(paper, flood, signed):
    stays = make_article(paper.politik, publish_at=NOON, dossiers=[flood])
    goes = make_article(paper.politik, publish_at=NOON, dossiers=[flood], title="Der Damm")
    flood.turning_points = [TurningPoint(article=goes, line="Er bricht.")]
    change_dossier(flood, **signed)
    made = split_dossier(flood, [goes], name="Der Damm", goes_on=True, **signed)
    assert (extent_of(made).article_count, extent_of(flood).article_count) == (1, 1)
    assert [turn.line for turn in told_of(made).turns] == ["Er bricht."]
    assert made.follows == flood
    assert flood.entries.get().article == stays
    publish_article(goes, **signed)
    assert extent_of(made).article_count == 1


def test_split_that_leaves_nothing_or_takes_nothing_is_refused(paper, flood, signed):
    story = make_article(paper.politik, publish_at=NOON, dossiers=[flood])
    with pytest.raises(ValidationError, match="Choose"):
        split_dossier(flood, [], name="Leer", **signed)
    with pytest.raises(ValidationError, match="All stories"):
        split_dossier(flood, [story], name="Alles", **signed)
    assert Dossier.objects.get() == flood
