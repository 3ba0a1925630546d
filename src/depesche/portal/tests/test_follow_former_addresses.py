"""A list that has got another address is still found at the one before, its feeds too."""

import pytest
from django.urls import reverse

from depesche.articles.acting import acting
from depesche.articles.change import change_noun
from depesche.articles.models import Section
from depesche.articles.tests.make import (
    NOON,
    make_article,
    make_organisation,
    make_person,
    make_place,
    make_tag,
)
from depesche.dossiers.open import change_dossier, open_dossier

pytestmark = pytest.mark.django_db


def rename_section(section, slug):
    section = Section.objects.get(pk=section.pk)
    section.slug = slug
    with acting(at=NOON):
        section.save_revision().publish()


def leads(client, old, new):
    for ending in ("", "feed.rss", "feed.atom", "feed.json"):
        answer = client.get(f"/de{old}{ending}")
        assert (answer.status_code, answer["Location"]) == (301, f"/de{new}{ending}")
        assert client.get(f"/de{new}{ending}").status_code == 200


def test_former_address_of_every_list_leads_to_todays(client, paper):
    by = {"by": paper.chief, "at": NOON}
    tag, person = make_tag(paper.de, "Deich"), make_person("Ruth Stein")
    office, place = make_organisation("Hafenamt"), make_place("Auenstadt")
    dossier = open_dossier(paper.de, name="Hochwasser", **by)
    make_article(
        paper.politik, publish_at=NOON, by=paper.chief, tags=[tag], people=[person],
        authors=[person], organisations=[office], places=[place], dossiers=[dossier],
    )  # fmt: skip
    for noun in (tag, person, office, place):
        change_noun(noun, slug="neu", **by)
        change_noun(noun, slug="noch-neuer", **by)
    change_dossier(dossier, slug="noch-neuer", **by)
    rename_section(paper.politik, "innenpolitik")

    for old in ("/tags/deich/", "/people/ruth-stein/", "/authors/ruth-stein/", "/places/auenstadt/",
                "/organisations/hafenamt/", "/dossiers/hochwasser/", "/tags/neu/"):  # fmt: skip
        leads(client, old, f"/{old.split('/')[1]}/noch-neuer/")
    leads(client, "/politik/", "/innenpolitik/")
    assert client.get("/en/tags/deich/").status_code == 404  # the tag is the German edition's


def test_address_that_another_has_taken_over_is_the_others(client, paper):
    tag = make_tag(paper.de, "Deich")
    change_noun(tag, slug="deiche", by=paper.chief, at=NOON)
    other = make_tag(paper.de, "Deich")
    make_article(paper.politik, publish_at=NOON, by=paper.chief, tags=[other])
    assert client.get("/de/tags/deich/").status_code == 200


def test_former_address_of_what_nobody_can_read_is_not_there(client, paper):
    tag = make_tag(paper.de, "Deich")
    assert client.get("/de/tags/deich/feed.rss").status_code == 404
    change_noun(tag, slug="deiche", by=paper.chief, at=NOON)
    answer = client.get("/de/tags/deich/", follow=True)
    assert answer.status_code == 404


def test_slug_changed_at_the_desk_leaves_a_signpost(desk, client, paper, one_factor):
    person = make_person("Ruth Stein")
    make_article(paper.politik, publish_at=NOON, by=paper.chief, people=[person])
    edit = reverse("wagtailsnippets_register_person:edit", args=[person.pk])
    form = {"name": "Ruth Steiner", "slug": "ruth-steiner", "about_de": "", "about_en": ""}
    form |= {"also_known_as": "", "wikidata": "", "email": ""}
    form |= {"offices-TOTAL_FORMS": "0", "offices-INITIAL_FORMS": "0"}
    assert desk.post(edit, form).status_code == 302
    leads(client, "/people/ruth-stein/", "/people/ruth-steiner/")


def test_section_that_is_read_is_not_taken_down(desk, client, paper, article, one_factor):
    unpublish = reverse("wagtailadmin_pages:unpublish", args=[paper.politik.pk])
    answer = desk.post(unpublish, follow=True)
    assert "Artikel dieses Ressorts" in answer.text or "stories of this section" in answer.text
    assert client.get("/de/politik/").status_code == 200
    assert Section.objects.get(pk=paper.politik.pk).live
    desk.post(reverse("wagtailadmin_pages:unpublish", args=[paper.kultur.pk]))
    assert not Section.objects.get(pk=paper.kultur.pk).live
