"""The paper for machines: every list in three formats, nothing in them that is not public."""

import json
from datetime import timedelta

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from depesche.articles.correct import correct_article, retract_article
from depesche.articles.models import Article
from depesche.articles.tests.make import (
    NOON,
    make_article,
    make_organisation,
    make_person,
    make_place,
    make_tag,
)
from depesche.feeds.entries import Entry, Feed
from depesche.feeds.write import write_atom, write_json, write_rss

pytestmark = pytest.mark.django_db
FORMS = ["rss", "atom", "json"]
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def story(paper):
    """Publish a story that stands in every kind of list."""
    clara = make_person()
    author = make_person("Jo Author", is_author=True)
    return make_article(
        paper.politik,
        title="Pegel & Deich: „es reicht“",
        publish_at=NOON,
        by=paper.chief,
        tags=[make_tag(paper.de, "Deich")],
        people=[clara],
        organisations=[make_organisation()],
        places=[make_place()],
        authors=[author],
    )


LISTS = [
    "/de/",
    "/de/politik/",
    "/de/tags/deich/",
    "/de/people/clara-weiss/",
    "/de/authors/jo-author/",
    "/de/organisations/hafenamt/",
    "/de/places/auenstadt/",
]


def titles(answer, form):
    if form == "json":
        return [item["title"] for item in json.loads(answer.content)["items"]]
    tree = etree.fromstring(answer.content)
    path = "channel/item/title" if form == "rss" else f"{ATOM}entry/{ATOM}title"
    return [element.text for element in tree.findall(path)]


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("address", LISTS)
def test_every_list_has_its_feed(client, story, address, form):
    answer = client.get(f"{address}feed.{form}")
    assert answer.status_code == 200
    assert titles(answer, form) == [story.title]
    assert answer.headers["Content-Type"].endswith("charset=utf-8")
    assert "Set-Cookie" not in answer.headers
    assert answer.headers["Last-Modified"] == "Fri, 14 Mar 2025 12:00:00 GMT"


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("address", LISTS[2:])
def test_a_list_with_nothing_public_has_no_feed(client, paper, address, form):
    clara = make_person()
    author = make_person("Jo Author", is_author=True)
    make_article(
        paper.politik,
        tags=[make_tag(paper.de, "Deich")],
        people=[clara],
        organisations=[make_organisation()],
        places=[make_place()],
        authors=[author],
    )
    assert client.get(f"{address}feed.{form}").status_code == 404


def test_the_identity_of_a_story_is_its_short_link(client, story, settings):
    short = f"{settings.BASE_URL}/de/k/{story.code}"
    assert json.loads(client.get("/de/feed.json").content)["items"][0]["id"] == short
    assert (
        etree.fromstring(client.get("/de/feed.atom").content).find(f"{ATOM}entry/{ATOM}id").text
        == short
    )
    assert (
        etree.fromstring(client.get("/de/feed.rss").content).find("channel/item/guid").text == short
    )


def test_a_retracted_story_leaves_the_feeds_but_its_notice_stays(client, story, paper):
    retract_article(story, reason="Der Pegel war falsch.", by=paper.chief, at=NOON)
    assert titles(client.get("/de/feed.atom"), "atom") == []
    notices = client.get("/de/corrections/feed.json")
    assert "Der Pegel war falsch." in notices.content.decode()


def test_a_correction_goes_out_by_feed(client, story, paper):
    at = NOON + timedelta(hours=2)
    correct_article(
        story, kind="correction", wrong="3 Meter", right="4 Meter", by=paper.chief, at=at
    )
    item = json.loads(client.get("/de/corrections/feed.json").content)["items"][0]
    assert "3 Meter" in item["summary"]
    assert item["date_published"] == "2025-03-14T15:00:00+01:00"


def test_an_edition_feed_does_not_grow_with_the_paper(client, paper, django_assert_max_num_queries):
    for number in range(45):
        make_article(paper.politik, title=f"Nummer {number}", publish_at=NOON, by=paper.chief)
    with django_assert_max_num_queries(10):
        answer = client.get("/de/feed.json")
    assert len(json.loads(answer.content)["items"]) == 40


def test_a_feed_is_the_same_bytes_until_the_paper_changes(client, story):
    for form in FORMS:
        assert client.get(f"/de/feed.{form}").content == client.get(f"/de/feed.{form}").content


def test_sitemaps_hold_what_is_public_and_nothing_else(client, paper, story):
    hidden = make_article(paper.kultur, title="Geheim")
    index = client.get("/sitemap.xml").content.decode()
    assert "/de/sitemaps/2025-03.xml" in index
    assert "/en/sitemaps/pages.xml" in index
    month = client.get("/de/sitemaps/2025-03.xml").content.decode()
    assert story.reader_path() in month
    assert hidden.code not in month
    pages = client.get("/de/sitemaps/pages.xml").content.decode()
    assert "/de/people/clara-weiss/" in pages
    assert "/de/imprint/" in pages
    assert client.get("/de/sitemaps/2025-04.xml").status_code == 404
    assert client.get("/de/sitemaps/2025-13.xml").status_code == 404
    assert client.get("/de/sitemaps/0000-01.xml").status_code == 404


def test_the_news_sitemap_forgets_after_two_days(client, paper, story):
    now = timezone.now()
    fresh = make_article(paper.politik, title="Heute", publish_at=now, by=paper.chief)
    news = client.get("/de/sitemaps/news.xml").content.decode()
    assert fresh.code in news
    assert story.code not in news
    Article.objects.filter(pk=fresh.pk).update(published_at=now - timedelta(days=3))
    assert client.get("/de/sitemaps/news.xml").status_code == 404


def test_robots_are_told_where_the_map_is(client, paper, settings):
    text = client.get("/robots.txt").content.decode()
    assert f"Sitemap: {settings.BASE_URL}/sitemap.xml" in text
    assert "Disallow: /desk/" in text


@given(text=st.text(alphabet=st.characters(exclude_categories=[]), max_size=40))
def test_no_text_breaks_a_feed(text):
    entry = Entry(
        identity="https://paper.example/k/1",
        url="https://paper.example/a/",
        title=text or "x",
        summary=text,
        published_at=NOON,
        updated_at=NOON,
        authors=(text or "x",),
        categories=(text or "x",),
    )
    feed = Feed(
        title=text or "x",
        subtitle=text,
        url="https://paper.example/",
        feed_url="https://paper.example/feed",
        language="de",
        updated_at=NOON,
        copyright_line=text,
        publisher=text,
        icon_url="https://paper.example/icon.png",
        entries=(entry,),
    )
    etree.fromstring(write_rss(feed))
    etree.fromstring(write_atom(feed))
    json.loads(write_json(feed).decode("utf-8", "surrogatepass"))
