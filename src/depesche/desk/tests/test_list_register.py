import pytest
from django.urls import reverse

from depesche.articles.tests.make import make_picture
from depesche.desk.tests.newsroom import chief, colleague, open_edition, open_section, write_article
from depesche.register.models import Person
from depesche.register.spell import spell_entry
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


@pytest.fixture
def lawrow():
    made = Person.objects.create(name="Sergej Lawrow", slug="sergej-lawrow")
    spell_entry(made, ["Сергей Викторович Лавров"])
    return made


def test_any_spelling_finds_somebody_in_the_list_and_in_the_chooser(desk, lawrow):
    Person.objects.create(name="Bo Brandt", slug="bo")
    results = "wagtailsnippetchoosers_register_person:choose_results"
    for asked in ("Lavrov", "лавр", "sergej law", "Wiktorowitsch", "viktor"):
        page = desk.get(reverse(f"{PERSON}:list_results"), {"q": asked}).content.decode()
        assert "Sergej Lawrow" in page
        assert "Bo Brandt" not in page
        chosen = desk.get(reverse(results), {"q": asked}).content.decode()
        assert "Sergej Lawrow" in chosen
        assert "Bo Brandt" not in chosen


def test_spellings_and_offices_are_kept_with_the_person(desk, lawrow):
    office = {"title_de": "Außenminister", "held_from": "2004-03", "held_to": "", "id": ""}
    form = person(
        name="Sergej Lawrow",
        slug="sergej-lawrow",
        also_known_as="Sergei Lavrov\n\nЛавров",
        **{"offices-TOTAL_FORMS": "1"},
        **{f"offices-0-{name}": value for name, value in office.items()},
    )
    answer = desk.post(reverse(f"{PERSON}:edit", args=[lawrow.pk]), form)
    assert answer.status_code == 302, answer.context["form"].errors
    lawrow = Person.objects.get()
    assert lawrow.also_known_as == ["Sergei Lavrov", "Лавров"]
    assert [(o.title_de, o.held_from) for o in lawrow.offices.all()] == [
        ("Außenminister", "2004-03")
    ]
    page = desk.get(reverse(f"{PERSON}:edit", args=[lawrow.pk])).content.decode()
    assert "Sergei Lavrov\nЛавров" in page


def test_a_new_entry_with_the_spelling_of_another_is_asked_about(desk, lawrow):
    form = person(name="Sergei Lavrov", slug="sergei-lavrov")
    answer = desk.post(reverse(f"{PERSON}:add"), form)
    assert answer.status_code == 200
    page = answer.content.decode()
    assert reverse(f"{PERSON}:edit", args=[lawrow.pk]) in page
    form |= {"name": "Sergei Lavrov (coach)", "is_another": "on"}
    assert desk.post(reverse(f"{PERSON}:add"), form).status_code == 302
    assert Person.objects.count() == 2
    chooser = reverse("wagtailsnippetchoosers_register_person:create")
    names = {"name": "Лавров Сергей", "slug": "lawrow-3"}
    prefixed = {f"register-person-chooser-create-form-{k}": v for k, v in names.items()}
    desk.post(chooser, {**names, **prefixed})
    assert Person.objects.count() == 2


def test_a_portrait_needs_a_credit_and_is_public_with_the_form(desk):
    bare, credited = make_picture("Ohne", creator=""), make_picture("Mit", creator="Jo Kern")
    form = person(portrait=bare.pk)
    answer = desk.post(reverse(f"{PERSON}:add"), form)
    assert "portrait" in answer.context["form"].errors
    answer = desk.post(reverse(f"{PERSON}:add"), form | {"portrait": credited.pk})
    assert answer.status_code == 302, answer.context["form"].errors
    made = Person.objects.get()
    credited.refresh_from_db()
    assert made.portrait.picture == credited
    assert credited.is_public
    desk.post(reverse(f"{PERSON}:edit", args=[made.pk]), person())
    credited.refresh_from_db()
    assert not credited.is_public
    told = [row for row in Dispatch.objects.all() if credited.subject in row.subjects]
    assert [row.kind for row in told] == ["person.changed", "person.changed"]


def test_an_entry_is_merged_at_the_desk_and_its_address_leads_on(desk, lawrow):
    twin = Person.objects.create(name="Sergei Lavrov", slug="sergei-lavrov")
    address = reverse("newsroom:merge", args=["person", twin.pk])
    assert address in desk.get(reverse(f"{PERSON}:edit", args=[twin.pk])).content.decode()
    page = desk.get(address)
    assert page.context["form"].initial["into"] == lawrow
    answer = desk.post(address, {"into": twin.pk})
    assert answer.status_code == 200
    assert answer.context["form"].errors["into"]
    answer = desk.post(address, {"into": lawrow.pk})
    assert answer.status_code == 302
    assert Person.objects.get() == lawrow
    again = desk.get(address)
    assert again.url == reverse(f"{PERSON}:edit", args=[lawrow.pk])
    assert desk.get(reverse("newsroom:merge", args=["person", 4711])).status_code == 404
    assert desk.get(reverse("newsroom:merge", args=["dragon", 1])).status_code == 404


def test_whoever_may_not_remove_does_not_merge(client, lawrow):
    section = open_section(open_edition(), "politik")
    client.force_login(colleague("r@paper.example", ("reporter", section)))
    address = reverse("newsroom:merge", args=["person", lawrow.pk])
    assert client.post(address, {"into": lawrow.pk}).status_code in {302, 403}
    assert Person.objects.get() == lawrow


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
