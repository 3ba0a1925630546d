from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from depesche.articles.change import change_noun, spell_noun
from depesche.articles.tests.make import NOON
from depesche.register.models import Organisation, Person, Place
from depesche.register.recognise import (
    KnownNames,
    forget_names,
    known_names,
    read_names,
    recognise,
)
from depesche.register.spell import spell_entry

pytestmark = pytest.mark.django_db
NOBODY = KnownNames()


@pytest.fixture
def known():
    people = [
        "Sergej Lawrow",
        "Ada Ahlers (Ministerin)",
        "Ada Ahlers (Trainerin)",
        "Ursula von der Leyen",
    ]
    for number, name in enumerate(people):
        Person.objects.create(name=name, slug=f"p{number}")
    spell_entry(Person.objects.get(slug="p0"), ["Сергей Лавров"])
    for name in ("Hafenamt", "Holmewerft GmbH"):
        Organisation.objects.create(name=name, slug=name.lower().replace(" ", "-"))
    for name in ("Berlin", "Neu Delhi", "Weide"):
        Place.objects.create(name=name, slug=name.lower().replace(" ", "-"))
    return read_names()


def found(text, names=NOBODY):
    return {seen.text: [entity.name for entity in seen.means] for seen in recognise(text, names)}


def test_known_names_are_found_in_any_spelling_and_case_of_grammar(known):
    text = (
        "Sergey Lavrov traf Ursula von der Leyen in Berlin. Lawrows Sprecher schwieg; "
        "Berlins Senat auch. Später sagte Sergej Lawrow: „Nein.“ Das Hafenamt in Neu-Delhi schwieg."
    )
    assert found(text, known) == {
        "Sergey Lavrov": ["Sergej Lawrow"],
        "Ursula von der Leyen": ["Ursula von der Leyen"],
        "Berlin": ["Berlin"],
        "Hafenamt": ["Hafenamt"],
        "Neu-Delhi": ["Neu Delhi"],
    }
    seen = {each.text: each for each in recognise(text, known)}
    assert seen["Sergey Lavrov"].count == 2
    assert text[seen["Berlin"].start : seen["Berlin"].end] == "Berlin"
    assert found("Сергей Лавров улетел.", known) == {"Сергей Лавров": ["Sergej Lawrow"]}
    assert found("Sergei Lavrov’s plane", known) == {"Sergei Lavrov’s": ["Sergej Lawrow"]}


def test_a_name_of_two_people_asks_which(known):
    assert found("Ada Ahlers kam.", known)["Ada Ahlers"] == [
        "Ada Ahlers (Ministerin)",
        "Ada Ahlers (Trainerin)",
    ]


def test_words_that_only_sound_like_a_name_are_none(known):
    assert found("Die Waide blüht, und viele weiden dort.", known) == {}
    assert found("sergej lawrow", known) == {}


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Am Montag sprach Renate Kuhlenkamp mit der Stadt.", ["Renate Kuhlenkamp"]),
        ("Peter von der Heide und Anna-Lena Müller kamen.", ["Peter von der Heide"]),
        ("Die Große Koalition und der Deutsche Bundestag beraten.", []),
        ("Der Abend war lang. Ende Mai kommt Regen. Neue Regeln gelten.", []),
        ("Frau Wübbeler fährt zum Krabbenfang.", ["Wübbeler"]),
        ("Dr. Kolbrink widersprach.", ["Kolbrink"]),
        ("Die Klintwind GmbH baut.", ["Klintwind GmbH"]),
        ("John Smith went to the House of Commons on Monday Morning.", ["John Smith"]),
        ("", []),
        ("\x00 \u202e …", []),
    ],
)
def test_new_names_are_few_and_are_names(text, names):
    seen = recognise(text, NOBODY)
    assert [each.text for each in seen][: len(names)] == names
    if not names:
        assert seen == []


def test_half_a_name_is_no_second_one():
    assert list(found("Renate Kuhlenkamp kam. Frau Kuhlenkamp ging.")) == ["Renate Kuhlenkamp"]


@given(st.text(max_size=200))
def test_any_text_is_read_and_places_are_true(text):
    for seen in recognise(text, NOBODY):
        assert " ".join(text[seen.start : seen.end].split()) == seen.text


def test_names_are_read_anew_when_an_act_changed_them(django_assert_max_num_queries):
    forget_names()
    signed: dict[str, Any] = {"by": None, "at": NOON}
    person = change_noun(Person(slug="ada"), name="Ada Ahlers", **signed)
    assert found("Ada Ahlers", known_names()) == {"Ada Ahlers": ["Ada Ahlers"]}
    change_noun(person, name="Bo Brandt", **signed)
    assert found("Bo Brandt", known_names()) == {"Bo Brandt": ["Bo Brandt"]}
    spell_noun(person, ["Б. Брандт"], **signed)
    assert found("Б. Брандт", known_names()) == {"Б. Брандт": ["Bo Brandt"]}
    with django_assert_max_num_queries(6):
        known_names()
    forget_names()
