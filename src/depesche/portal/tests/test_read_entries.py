"""What readers see of people, organisations and places: offices, names, portrait, dossiers."""

import json
import re
from typing import Any

import pytest

from depesche.articles.change import change_noun, hold_offices, spell_noun
from depesche.articles.merge import merge_entries
from depesche.articles.portray import portray_entry
from depesche.articles.tests.make import NOON, make_article, make_picture
from depesche.dossiers.open import open_dossier
from depesche.pictures.renditions import make_renditions
from depesche.register.models import Organisation, Person, Place

pytestmark = pytest.mark.django_db
SIGNED: dict[str, Any] = {"by": None, "at": NOON}


@pytest.fixture
def lawrow(paper):
    person = Person.objects.create(name="Sergej Lawrow", slug="lawrow", wikidata="Q58217")
    spell_noun(person, ["Sergei Lavrov", "Сергей Лавров", "سيرغي لافروف"], **SIGNED)
    ministry = Organisation.objects.create(name="Außenministerium", slug="ministerium")
    hold_offices(
        person,
        [
            {"title_de": "Botschafter", "title_en": "Ambassador", "held_from": "1994-01",
             "held_to": "2004"},
            {"title_de": "Außenminister", "held_from": "2004-03-09", "organisation": ministry},
        ],
        **SIGNED,
    )  # fmt: skip
    picture = make_picture("Am Tisch", creator="Jo Kern")
    make_renditions(picture, at=NOON)
    portray_entry(person, picture, **SIGNED)
    dossier = open_dossier(paper.de, name="Gipfel", **SIGNED)
    open_dossier(paper.de, name="Ohne ihn", **SIGNED)
    for number in range(3):
        make_article(
            paper.politik, title=f"Treffen {number}", publish_at=NOON, people=[person],
            dossiers=[dossier] if number else [],
        )  # fmt: skip
    return person


def about(page):
    found = re.search(r'<script type="application/ld\+json"[^>]*>(.*?)</script>', page, re.DOTALL)
    assert found
    things = json.loads(found.group(1))
    graph = things.get("@graph", things)
    return next(one["about"] for one in graph if "about" in one)


def test_a_person_s_page_has_offices_names_portrait_and_dossiers(client, lawrow):
    page = client.get("/de/people/lawrow/").content.decode()
    assert 'Außenminister, Außenministerium <span class="entry-when">' in page
    assert "9. März 2004" in page
    assert "Januar 1994 – 2004" in page
    for name in ("Sergei Lavrov", "Сергей Лавров", "سيرغي لافروف"):
        assert f"<bdi>{name}</bdi>" in page
    assert "Jo Kern" in page
    assert "/de/dossiers/gipfel/" in page
    assert "Ohne ihn" not in page
    assert "Botschafter" in page
    thing = about(page)
    assert thing["@type"] == "Person"
    assert thing["jobTitle"] == "Außenminister"
    assert thing["sameAs"] == "https://www.wikidata.org/wiki/Q58217"
    assert "Сергей Лавров" in thing["alternateName"]
    assert thing["image"]["creditText"] == "Jo Kern"
    assert thing["worksFor"][0]["name"] == "Außenministerium"


def test_the_page_costs_the_same_however_much_is_known(
    client, lawrow, django_assert_max_num_queries
):
    for number in range(20):
        spell_noun(lawrow, [f"S. Lawrow {number}"], keeping=True, **SIGNED)
    with django_assert_max_num_queries(20):
        assert client.get("/de/people/lawrow/").status_code == 200


def test_two_of_one_name_lead_to_each_other(client, paper, lawrow):
    coach = Person(slug="lawrow-trainer")
    change_noun(coach, name="Sergej Lawrow (Trainer)", **SIGNED)
    assert "lawrow-trainer" not in client.get("/de/people/lawrow/").content.decode()
    make_article(paper.kultur, publish_at=NOON, people=[coach])
    assert "/de/people/lawrow-trainer/" in client.get("/de/people/lawrow/").content.decode()
    assert "/de/people/lawrow/" in client.get("/de/people/lawrow-trainer/").content.decode()


def test_who_was_merged_is_found_at_the_other_s_page(client, paper, lawrow):
    twin = Person.objects.create(name="S. Lavrov", slug="lavrov")
    make_article(paper.kultur, title="Unter anderem Namen", publish_at=NOON, people=[twin])
    merge_entries(lawrow, twin, **SIGNED)
    moved = client.get("/de/people/lavrov/")
    assert (moved.status_code, moved.url) == (301, "/de/people/lawrow/")
    assert client.get("/de/people/lavrov/feed.rss").url == "/de/people/lawrow/feed.rss"
    assert "Unter anderem Namen" in client.get("/de/people/lawrow/").content.decode()


def test_organisations_and_places_have_names_and_a_portrait_too(client, paper):
    office = Organisation.objects.create(name="Hafenamt", slug="hafenamt", wikidata="Q1")
    place = Place.objects.create(name="Kiew", slug="kiew", wikidata="Q1899")
    spell_noun(place, ["Kyjiw", "Київ"], **SIGNED)
    picture = make_picture("Das Amt", creator="Jo Kern")
    make_renditions(picture, at=NOON)
    portray_entry(office, picture, **SIGNED)
    make_article(paper.politik, publish_at=NOON, organisations=[office], places=[place])
    page = client.get("/de/organisations/hafenamt/").content.decode()
    assert about(page)["@type"] == "Organization"
    assert about(page)["image"]["creditText"] == "Jo Kern"
    thing = about(client.get("/de/places/kiew/").content.decode())
    assert (thing["@type"], thing["alternateName"]) == ("Place", ["Kyjiw", "Київ"])
    assert thing["sameAs"].endswith("/Q1899")
