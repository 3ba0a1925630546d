from datetime import date

import pytest
from django.core.exceptions import ValidationError

from depesche.register.models import Office, Organisation, Person, Place, Spelling, office_on
from depesche.register.queries import (
    BY_FAMILY,
    BY_KEY,
    BY_NAME,
    BY_SPELLING,
    entries_spelled,
    found_by_spelling,
    office_titles,
    same_names,
    who_is,
)
from depesche.register.spell import spell_entry
from depesche.register.spellings import fold

pytestmark = pytest.mark.django_db


@pytest.fixture
def minister():
    person = Person.objects.create(name="Sergej Lawrow", slug="sergej-lawrow")
    spell_entry(person, ["Sergei Wiktorowitsch Lawrow", " ", "Sergej Lawrow"])
    return person


def names(found):
    return [(known.name, known.how) for known in found]


def test_one_person_is_found_by_every_spelling(minister):
    assert names(who_is("Sergej Lawrow")) == [("Sergej Lawrow", BY_NAME)]
    for spelling in ("Sergey Lavrov", "Сергей Лавров", "Lavrov, Sergei", "Dr. Sergej Lawrow"):
        assert names(who_is(spelling))[0][0] == "Sergej Lawrow"
    assert names(who_is("Sergei Wiktorowitsch Lawrow")) == [("Sergej Lawrow", BY_SPELLING)]
    assert names(who_is("Sergei Viktorovich Lavrov")) == [("Sergej Lawrow", BY_KEY)]
    assert names(who_is("Лавров")) == [("Sergej Lawrow", BY_FAMILY)]
    assert who_is("Sergej") == []
    assert who_is("") == who_is("!!!") == []


def test_of_two_people_of_one_name_nobody_is_chosen(minister):
    other = Person.objects.create(name="Sergej Lawrow", slug="sergej-lawrow-trainer")
    assert [known.key for known in who_is("Sergej Lawrow")] == [minister.pk, other.pk] or {
        known.key for known in who_is("Sergej Lawrow")
    } == {minister.pk, other.pk}
    assert same_names(other) == [minister]


def test_kinds_are_told_apart(minister):
    Place.objects.create(name="Essen", slug="essen")
    Organisation.objects.create(name="Essen", slug="essen")
    assert [known.kind for known in who_is("Essen", kinds=["place"])] == ["place"]
    assert {known.subject.split(":")[0] for known in who_is("Essen")} == {"place", "organisation"}


def test_asking_costs_the_same_however_many_there_are(minister, django_assert_max_num_queries):
    with django_assert_max_num_queries(4):
        who_is("Lawrow")
    for number in range(30):
        person = Person.objects.create(name=f"Ada Lawrow {number}", slug=f"ada-{number}")
        spell_entry(person, ["Lawrow"])
    with django_assert_max_num_queries(4):
        assert len(who_is("Lavrov")) > 20


def test_a_saved_name_has_its_key_however_it_was_saved():
    made = Person.objects.bulk_create([Person(name="Jürgen Müller", slug="jm")])
    assert Person.objects.get(pk=made[0].pk).name_key == fold("Juergen Mueller")
    person = Person.objects.get()
    person.name = "Ada Ahlers"
    person.save()
    assert Person.objects.get().family_key == fold("Ahlers")


def test_search_takes_the_beginning_of_any_word_of_any_spelling(minister):
    def found(asked):
        return list(Person.objects.filter(found_by_spelling(Person, asked)))

    assert found("lavr") == found("wiktor lawr") == found("Серг") == found("rgej L") == [minister]
    assert found("Merkel") == found('"') == found("%") == []


def test_spellings_are_kept_once_and_the_name_is_none(minister):
    assert minister.also_known_as == ["Sergei Wiktorowitsch Lawrow"]
    assert spell_entry(minister, ["Лавров"]) == 2
    assert spell_entry(minister, ["Лавров", "Лавров"]) == 0
    assert spell_entry(minister, ["Lavrov"], keeping=True) == 1
    assert Person.objects.get().also_known_as == ["Лавров", "Lavrov"]
    assert entries_spelled(Person, "person", [fold("Lawrow")]) == [minister]
    assert Spelling.objects.count() == 2


def test_the_office_is_that_of_the_day(minister):
    for title, first, last in (
        ("Botschafter", "1994-01", "2004-03-09"),
        ("Außenminister", "2004-03-09", "2020"),
        ("Abgeordneter", "2022", ""),
    ):
        Office.objects.create(person=minister, title_de=title, held_from=first, held_to=last)
    offices = list(minister.offices.all())

    def on(*day):
        held = office_on(offices, date(*day))
        return held.title("en") if held else ""

    assert on(1993, 12, 31) == ""
    assert on(1994, 1, 1) == "Botschafter"
    assert on(2004, 3, 9) == on(2020, 12, 31) == "Außenminister"
    assert on(2021, 6, 1) == ""
    assert on(2022, 1, 1) == "Abgeordneter"
    assert office_on(offices, None) == next(o for o in offices if o.title_de == "Abgeordneter")
    assert office_titles([minister.pk], date(2010, 1, 1), "de") == {minister.pk: "Außenminister"}


@pytest.mark.parametrize(
    "fields",
    [
        {"held_from": "2016-13", "title_de": "Rätin"},
        {"held_from": "gestern", "title_de": "Rätin"},
        {"held_from": "2016-05", "held_to": "2016-04", "title_de": "Rätin"},
        {"held_from": "2016"},
    ],
)
def test_what_is_no_office_is_refused(minister, fields):
    with pytest.raises(ValidationError):
        Office(person=minister, **fields).full_clean()


def test_a_year_in_which_an_office_begins_and_ends_is_one(minister):
    Office(person=minister, title_de="Rätin", held_from="2016-05", held_to="2016").full_clean()
