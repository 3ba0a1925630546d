"""A reader goes through the front, the sections, the dossiers, the names."""

import re
from datetime import timedelta

import pytest

from depesche.articles.models import Article, FrontSlot
from depesche.articles.tests.make import NOON, make_article, make_person, make_place, make_tag
from depesche.dossiers.models import DossierEntry
from depesche.portal.paging import PAGE_SIZE
from depesche.portal.tests.make import make_copies, make_dossier, make_rich_article
from depesche.portal.tests.reading import own_links, things

pytestmark = pytest.mark.django_db


def headlines(page):
    return re.findall(r"Pegel \d+", page)


def make_many(paper, count, **fields):
    return [
        make_article(
            paper.politik,
            title=f"Pegel {number}",
            publish_at=NOON + timedelta(minutes=number),
            by=paper.chief,
            **fields,
        )
        for number in range(count)
    ]


def walk(client, start, word):
    """Return the codes on every page from `start` on, following `word` of the pager."""
    codes, path, pages = [], start, 0
    while path:
        page = client.get(path)
        assert page.status_code == 200, path
        codes += list(dict.fromkeys(re.findall(r"/de/politik/[a-z0-9-]+-(\w{8})/\"", page.text)))
        more = [link for link in own_links(page.text) if f"{word}=" in link]
        path, pages = (more[0] if more else ""), pages + 1
        assert pages < 60
    return codes, pages


def test_the_bare_root_leads_to_the_default_edition(client, paper):
    answer = client.get("/")
    assert (answer.status_code, answer["Location"]) == (302, "http://localhost:8000/de/")


def test_an_edition_without_its_slash_is_led_to_its_front(client, paper):
    answer = client.get("/en")
    assert (answer.status_code, answer["Location"]) == (301, "/en/")


def test_a_foreign_host_is_refused(client, paper):
    assert client.get("/de/", headers={"host": "evil.example"}).status_code == 400


def test_the_browser_s_language_does_not_change_the_edition_s(client, paper):
    german = client.get("/de/imprint/", headers={"accept-language": "en"})
    assert (german["Content-Language"], "Impressum" in german.text) == ("de", True)
    assert "Vary" not in german.headers


def test_the_front_shows_the_editors_choice_first(client, paper):
    stories = make_many(paper, 5)
    FrontSlot.objects.create(front_id=paper.de.home_id, article=stories[2], sort_order=0)
    page = client.get("/de/").text
    assert headlines(page)[0] == "Pegel 2"
    assert {f"Pegel {number}" for number in range(5)} <= set(headlines(page))
    assert things(page)[0]["@type"] == "WebSite"


def test_an_advertisement_leads_nothing_and_is_no_news(client, paper):
    make_article(paper.politik, title="Ein Bericht", publish_at=NOON, by=paper.chief)
    make_article(
        paper.politik,
        title="Kauft Tee",
        publish_at=NOON + timedelta(hours=1),
        by=paper.chief,
        is_advertisement=True,
    )
    text = client.get("/de/").content.decode()
    assert text.index("Ein Bericht") < text.index("Kauft Tee")
    assert text.count("Kauft Tee") == 1


@pytest.mark.parametrize("count", [1, 40])
def test_the_front_takes_at_most_twenty_queries(
    client, paper, count, django_assert_max_num_queries
):
    story = make_rich_article(paper)
    make_copies(story, count)
    with django_assert_max_num_queries(20):
        assert client.get("/de/").status_code == 200


def test_an_empty_paper_has_a_front(client, paper):
    assert client.get("/de/").status_code == 200


def test_a_section_pages_through_all_its_stories_once(client, paper):
    make_copies(make_article(paper.politik, publish_at=NOON, by=paper.chief), 54)
    codes, pages = walk(client, "/de/politik/", "before")
    assert (len(codes), len(set(codes)), pages) == (55, 55, 3)
    order = list(Article.objects.newest_first().values_list("code", flat=True))
    assert codes == order


def test_the_way_back_ends_at_the_list_s_own_address(client, paper):
    make_copies(make_article(paper.politik, publish_at=NOON, by=paper.chief), 25)
    second = next(link for link in own_links(client.get("/de/politik/").text) if "before" in link)
    newer = next(link for link in own_links(client.get(second).text) if "after" in link)
    answer = client.get(newer)
    assert (answer.status_code, answer["Location"]) == (302, "/de/politik/")


@pytest.mark.parametrize("word", ["before", "after"])
@pytest.mark.parametrize("code", ["1", "nothere1", "\x00", "'", "€", "x" * 300, "7 OR 1=1"])
def test_a_place_that_is_none_is_not_found(client, article, word, code):
    make_copies(article, 2)
    assert client.get("/de/politik/", {word: code}).status_code == 404


def test_an_embargoed_story_is_no_place_in_a_list(client, article, paper):
    hidden = make_article(paper.politik)
    assert client.get("/de/politik/", {"before": hidden.code}).status_code == 404
    both = {"before": article.code, "after": article.code}
    assert client.get("/de/politik/", both).status_code == 404


@pytest.mark.parametrize("count", [1, 60])
@pytest.mark.parametrize(
    ("place", "most"), [("politik", 12), ("tags/deiche", 12), ("people/ruth-stein", 14)]
)
def test_a_list_takes_the_same_queries_whatever_its_length(
    client, paper, place, most, count, django_assert_max_num_queries
):
    make_copies(make_rich_article(paper), count)
    known = 5 if place.startswith("people/") else 0  # what the register knows of somebody
    with django_assert_max_num_queries(most + known):
        assert client.get(f"/de/{place}/").status_code == 200


def test_names_have_pages_in_the_editions_that_write_about_them(client, paper):
    make_rich_article(paper)
    for place in (
        "tags/deiche",
        "people/ruth-stein",
        "authors/ida-holm",
        "organisations/deichamt",
        "places/auenstadt",
    ):
        page = client.get(f"/de/{place}/")
        assert page.status_code == 200, place
        assert "Der Damm hält" in page.text
        assert client.get(f"/en/{place}/").status_code == 404


def test_a_tag_without_a_published_story_is_not_found(client, paper):
    tag = make_tag(paper.de, "Geheim")
    make_article(paper.politik, tags=[tag])
    assert client.get("/de/tags/geheim/").status_code == 404


def test_a_dossier_of_851_stories_pages_through_in_either_order(
    client, paper, django_assert_max_num_queries
):
    dossier = make_dossier(paper.de)
    story = make_article(paper.politik, publish_at=NOON, by=paper.chief, dossiers=[dossier])
    make_copies(story, 850, dossier=dossier)
    with django_assert_max_num_queries(20):
        page = client.get("/de/dossiers/hochwasser/")
    assert "851" in page.text
    newest, pages = walk(client, "/de/dossiers/hochwasser/", "before")
    assert (len(set(newest)), pages) == (851, -(-851 // PAGE_SIZE))
    oldest, _pages = walk(client, "/de/dossiers/hochwasser/?order=oldest", "after")
    assert oldest == newest[::-1]
    with django_assert_max_num_queries(15):
        client.get("/de/dossiers/hochwasser/", {"order": "oldest", "after": oldest[425]})


def test_only_what_readers_may_see_is_counted(client, paper):
    dossier = make_dossier(paper.de)
    make_article(paper.politik, publish_at=NOON, by=paper.chief, dossiers=[dossier])
    make_article(paper.politik, title="Geheim", dossiers=[dossier])
    assert DossierEntry.objects.count() == 2
    assert "Geheim" not in (page := client.get("/de/dossiers/hochwasser/").text)
    assert "1 " in page
    empty = make_dossier(paper.de, "Leer", slug="leer")
    assert client.get("/de/dossiers/leer/").status_code == 404
    assert empty.name not in client.get("/de/dossiers/").text


@pytest.mark.parametrize("path", ["dossiers", "corrections", "feeds", "imprint", "privacy"])
def test_what_stands_in_the_foot_is_there(client, article, path):
    assert client.get(f"/de/{path}/").status_code == 200
    assert client.get(f"/de/{path}").status_code == 301


def test_the_imprint_names_who_answers_for_the_paper(client, paper):
    page = client.get("/de/imprint/").text
    for words in ("Flussbote Verlag", "Ida Brandt", "desk@flussbote.example", "§ 18"):
        assert words in page
    assert things(client.get("/de/contact/").text)[0]["contactPoint"]["email"]


@pytest.mark.parametrize(("edition", "words"), [("de", "Nach 9 Tagen"), ("en", "after 9 days")])
def test_the_privacy_page_says_how_views_are_counted(client, paper, settings, edition, words):
    settings.VIEWS_BY_HOUR_DAYS = 9
    assert words in client.get(f"/{edition}/privacy/").text


@pytest.mark.parametrize("edition", ["de", "en"])
@pytest.mark.parametrize("path", ["", "politik/", "kultur/", "imprint/", "contact/"])
def test_the_imprint_is_one_click_away(client, paper, edition, path):
    page = client.get(f"/{edition}/{path}").text
    assert f'href="/{edition}/imprint/"' in page


def test_a_person_of_two_editions_links_both_pages_and_a_person_of_one_does_not(client, paper):
    clara, otto = make_person(name="Clara"), make_person(name="Otto")
    make_article(paper.politik, publish_at=NOON, people=[clara, otto])
    make_article(paper.politics, publish_at=NOON, people=[clara])
    page = client.get(f"/de/people/{clara.slug}/").text
    for edition in (paper.de, paper.en):
        here = edition.url(f"/people/{clara.slug}/")
        assert f'rel="alternate" hreflang="{edition.language}" href="{here}"' in page
    assert 'rel="alternate" hreflang' not in client.get(f"/de/people/{otto.slug}/").text


def test_author_can_be_written_to_and_a_place_is_found_on_a_map(client, paper):
    author = make_person("Ida Holm", is_author=True, email="ida@flussbote.example")
    place = make_place("Auenstadt", latitude=53.86543, longitude=10.68661)
    make_article(paper.politik, publish_at=NOON, authors=[author], people=[author], places=[place])
    page = client.get("/de/authors/ida-holm/").text
    assert 'href="mailto:ida@flussbote.example"' in page
    assert things(page)[0]["about"]["email"] == "ida@flussbote.example"
    assert "ida@flussbote.example" not in client.get("/de/people/ida-holm/").text
    page = client.get("/de/places/auenstadt/").text
    assert 'href="geo:53.865430,10.686610"' in page
    assert things(page)[0]["about"]["geo"]["latitude"] == 53.86543
