import json
from typing import Any

import pytest
from django.contrib.contenttypes.models import ContentType
from wagtail.models import Revision

from depesche.articles.change import change_noun, hold_offices, spell_noun
from depesche.articles.former import path_today
from depesche.articles.merge import MergedAlready, OfTwoKinds, WithItself, merge_entries
from depesche.articles.models import Article, Byline, PersonMention
from depesche.articles.publish import publish_article
from depesche.articles.tests.make import NOON, make_article
from depesche.articles.write import revise_article
from depesche.register.models import Merge, Office, Organisation, Person, Place
from depesche.register.queries import who_is
from depesche.wire.models import Dispatch

pytestmark = pytest.mark.django_db
SIGNED: dict[str, Any] = {"by": None, "at": NOON}


@pytest.fixture
def two():
    kept = Person.objects.create(name="Sergej Lawrow", slug="lawrow", about_de="Außenminister.")
    gone = Person.objects.create(
        name="Sergei Lavrov", slug="lavrov", about_en="Foreign minister.", wikidata="Q58217"
    )
    return kept, gone


def quote(person):
    words = {"words": "Nein.", "speaker_person": person, "speaker_organisation": None}
    return ("quote", {**words, "office": "", "said_to": "", "said_on": None, "evidence": ""})


def test_whatever_named_the_one_names_the_other(paper, two):
    kept, gone = two
    both = make_article(paper.politik, publish_at=NOON, people=[kept, gone], authors=[gone])
    one = make_article(paper.kultur, publish_at=NOON, people=[gone], body=[quote(gone.pk)])
    draft = make_article(paper.kultur, people=[gone], body=[quote(gone.pk), "Text."])
    one.ai_reviewer = gone
    one.save()
    revise_article(one, by=None, at=NOON, title="Neu", change_note="Name", people=[gone, kept])
    old = gone.pk
    merge_entries(kept, gone, **SIGNED)
    assert not Person.objects.filter(pk=old).exists()
    assert list(PersonMention.objects.filter(article=both).values_list("person", flat=True)) == [
        kept.pk
    ]
    assert Byline.objects.get(article=both).person_id == kept.pk
    one = Article.objects.get(pk=one.pk)
    assert one.ai_reviewer_id == kept.pk
    assert one.body.raw_data[0]["value"]["speaker_person"] == kept.pk
    rows = list(PersonMention.objects.filter(article=one))
    assert [(row.person_id, row.listed) for row in rows] == [(kept.pk, True)]
    for story in (both, one, draft):
        latest = Article.objects.get(pk=story.pk).get_latest_revision_as_object()
        assert [row.person_id for row in latest.person_mentions.all()] == [kept.pk]
    newest = Article.objects.get(pk=draft.pk).get_latest_revision_as_object()
    assert newest.body[0].value["speaker_person"] == kept
    publish_article(Article.objects.get(pk=one.pk), **SIGNED)
    kind = ContentType.objects.get_for_model(Article)
    for revision in Revision.objects.filter(content_type=kind):
        assert f'speaker_person": {old}' not in json.dumps(revision.content)


def test_names_facts_and_offices_are_kept(two):
    kept, gone = two
    spell_noun(gone, ["Сергей Лавров", "Sergej Lawrow"], **SIGNED)
    office = {"title_de": "Außenminister", "held_from": "2004-03-09"}
    hold_offices(kept, [office], **SIGNED)
    hold_offices(gone, [office, {"title_en": "Ambassador", "held_from": "1994"}], **SIGNED)
    key = gone.pk
    merge_entries(kept, gone, **SIGNED)
    kept = Person.objects.get()
    assert set(kept.also_known_as) == {"Sergei Lavrov", "Сергей Лавров"}
    assert (kept.about_de, kept.about_en, kept.wikidata, kept.name, kept.slug) == (
        "Außenminister.", "Foreign minister.", "Q58217", "Sergej Lawrow", "lawrow"
    )  # fmt: skip
    assert Office.objects.count() == 2
    assert [known.key for known in who_is("Sergei Lavrov")] == [kept.pk]
    record = Merge.objects.get()
    assert (record.gone_key, record.gone["name"]) == (key, "Sergei Lavrov")
    assert {row["model"] for row in record.dropped} == {"register.spelling", "register.office"}


def test_former_addresses_lead_on(paper, two):
    kept, gone = two
    change_noun(gone, slug="lavrov-neu", **SIGNED)
    merge_entries(kept, gone, **SIGNED)
    for slug in ("lavrov", "lavrov-neu"):
        assert path_today(paper.de, "people", slug) == "/people/lawrow/"
        assert path_today(paper.de, "authors", slug) == "/authors/lawrow/"


def test_the_wire_hears_of_both(two):
    kept, gone = two
    named = {kept.subject, gone.subject, "addresses", f"{kept.subject}/beside"}  # one name
    merge_entries(kept, gone, **SIGNED)
    told = Dispatch.objects.get()
    assert (told.kind, set(told.subjects)) == ("person.merged", named)


def test_the_next_act_on_a_story_tells_whom_it_was_about(paper, two):
    kept, gone = two
    story = make_article(paper.politik, publish_at=NOON, people=[gone])
    merge_entries(kept, gone, **SIGNED)
    story = Article.objects.get(pk=story.pk)
    revise_article(story, change_note="Doch nicht", people=[], **SIGNED)
    publish_article(Article.objects.get(pk=story.pk), **SIGNED)
    assert kept.subject in Dispatch.objects.latest("pk").subjects


def test_nobody_is_merged_with_themselves_or_in_a_circle(two):
    kept, gone = two
    with pytest.raises(WithItself):
        merge_entries(kept, kept, **SIGNED)
    merge_entries(kept, Person.objects.get(pk=gone.pk), **SIGNED)
    with pytest.raises(MergedAlready) as told:
        merge_entries(gone, kept, **SIGNED)
    assert told.value.into == "Sergej Lawrow"
    assert Person.objects.get() == kept
    with pytest.raises(OfTwoKinds):
        merge_entries(kept, Place.objects.create(name="Kiew", slug="kiew"), **SIGNED)


def test_places_and_organisations_merge_too(paper):
    kept, gone = (Place.objects.create(name=name, slug=name.lower()) for name in ("Kiew", "Kyjiw"))
    change_noun(gone, latitude=50.45, longitude=30.52, **SIGNED)
    offices = [Organisation.objects.create(name=name, slug=name.lower()) for name in ("UN", "Uno")]
    person = Person.objects.create(name="Ada", slug="ada")
    hold_offices(person, [{"title_de": "Botschafterin", "organisation": offices[1]}], **SIGNED)
    story = make_article(paper.politik, publish_at=NOON, places=[gone], organisations=[offices[1]])
    merge_entries(kept, gone, **SIGNED)
    merge_entries(*offices, **SIGNED)
    assert Place.objects.get().latitude == 50.45
    assert story.place_mentions.get().place == kept
    assert Office.objects.get().organisation == offices[0]
    assert story.organisation_mentions.get().organisation == offices[0]
