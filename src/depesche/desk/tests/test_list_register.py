import pytest
from django.urls import reverse

from depesche.desk.tests.newsroom import chief, open_edition, open_section, write_article
from depesche.register.models import Person
from depesche.wire.models import Dispatch

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("one_factor")]


@pytest.fixture
def desk(client):
    client.force_login(chief())
    return client


def person(**fields):
    return {
        "name": "Ada Ahlers",
        "slug": "ada-ahlers",
        "about_de": "",
        "about_en": "",
        "also_known_as": "",
        "wikidata": "",
        "email": "",
        "offices-TOTAL_FORMS": "0",
        "offices-INITIAL_FORMS": "0",
        **fields,
    }


PERSON = "wagtailsnippets_register_person"


def test_new_person_is_told_on_the_wire(desk):
    answer = desk.post(reverse(f"{PERSON}:add"), person())
    assert answer.status_code == 302, answer.context["form"].errors
    made = Person.objects.get()
    assert list(Dispatch.objects.values_list("kind", "subjects")) == [
        ("person.created", [f"person:{made.pk}"])
    ]


def test_refused_person_is_not_told_and_keeps_what_was_written(desk):
    answer = desk.post(reverse(f"{PERSON}:add"), person(slug="no such slug!", about_en="Mayor"))
    assert answer.status_code == 200
    assert b"Mayor" in answer.content
    assert not Dispatch.objects.exists()


def test_changed_and_removed_person_are_told(desk):
    made = Person.objects.create(name="Ada", slug="ada")
    desk.post(reverse(f"{PERSON}:edit", args=[made.pk]), person(name="Ada Ahlers"))
    desk.post(reverse(f"{PERSON}:delete", args=[made.pk]))
    kinds = [(row.kind, row.subjects) for row in Dispatch.objects.all()]
    assert kinds == [
        ("person.changed", ["addresses", f"person:{made.pk}"]),
        ("person.removed", ["addresses", f"person:{made.pk}"]),
    ]


def test_person_can_be_chosen_for_a_story(desk):
    Person.objects.create(name="Ada Ahlers", slug="ada")
    answer = desk.get(reverse("wagtailsnippetchoosers_register_person:choose"))
    assert "Ada Ahlers" in answer.json()["html"]


def test_listing_finds_and_filters(desk):
    Person.objects.create(name="Ada Ahlers", slug="ada", is_author=True)
    Person.objects.create(name="Bo Brandt", slug="bo")
    page = desk.get(reverse(f"{PERSON}:list"), {"is_author": "true"}).content.decode()
    assert "Ada Ahlers" in page
    assert "Bo Brandt" not in page


def test_editor_opens_with_every_field_of_a_newsroom(desk):
    section = open_section(open_edition(), "politik")
    article = write_article(section, "Die Brücke ist gesperrt")
    answer = desk.get(reverse("wagtailadmin_pages:edit", args=[article.pk]))
    assert answer.status_code == 200
    form = answer.context["form"]
    names = {*form.fields, *form.formsets}
    assert {
        "kicker", "title", "short_headline", "lead", "body", "bylines", "agency", "place_line",
        "genre", "event_on", "dossier_entries", "taggings", "person_mentions",
        "organisation_mentions", "place_mentions", "related_stories", "picture",
        "picture_caption", "picture_alt", "embargo_until", "go_live_at", "single_source",
        "is_advertisement", "ai_used", "ai_reviewer", "change_note", "is_minor_change",
    } <= names  # fmt: skip


@pytest.mark.parametrize("noun", ["register.person", "register.organisation", "register.place",
    "articles.tag", "dossiers.dossier", "masthead.edition", "masthead.imprint"])  # fmt: skip
def test_every_list_opens_and_can_be_searched(desk, noun):
    name = f"wagtailsnippets_{noun.replace('.', '_')}"
    assert desk.get(reverse(f"{name}:list")).status_code == 200
    assert desk.get(reverse(f"{name}:list"), {"q": "word"}).status_code == 200
