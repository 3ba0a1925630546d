"""Our sitemaps, by the protocol's schema and by a judge that has to show what it finds."""

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.utils import timezone
from lxml import etree

from depesche.articles.correct import correct_article
from depesche.articles.tests.make import NOON, make_article, make_person, make_tag
from depesche.feeds.sitemap import NEWS, SITEMAP, page_map, sitemap_index
from depesche.feeds.tests.judge.sitemap import judge_sitemap

SAMPLES = Path(__file__).parents[5] / "shared/samples/feeds/sitemaps"
needs_samples = [
    pytest.mark.samples,
    pytest.mark.skipif(not SAMPLES.is_dir(), reason="the samples are not beside this clone"),
]
HOST = "https://paper.example"
URLSET = (
    f'<urlset xmlns="{SITEMAP}" xmlns:news="{NEWS}"><url><loc>{HOST}/politik/</loc>'
    "<lastmod>2025-03-14T12:00:00+00:00</lastmod><news:news><news:publication>"
    "<news:name>Flussbote</news:name><news:language>de</news:language></news:publication>"
    "<news:publication_date>2025-03-14T11:00:00Z</news:publication_date>"
    "<news:title>Pegel</news:title></news:news></url></urlset>"
)
# `(rule, what stands there, what would stand instead)`
BROKEN = [
    ("DeprecatedMember", "<news:title>", "<news:keywords>Pegel</news:keywords><news:title>"),
    ("DuplicateElement", "</loc>", f"</loc><loc>{HOST}/politik/</loc>"),
    ("DuplicateIds", "<url>", f"<url><loc>{HOST}/politik/</loc></url><url>"),
    ("ForeignHost", "<url>", "<url><loc>https://example.org/</loc></url><url>"),
    ("InvalidChangeFreq", "</loc>", "</loc><changefreq>often</changefreq>"),
    ("InvalidFloat", "</loc>", "</loc><priority>2</priority>"),
    ("InvalidFullLink", f"<loc>{HOST}", "<loc>"),
    ("InvalidLanguage", ">de<", ">deutsch<"),
    ("InvalidNamespace", "www.sitemaps.org", "www.google.com"),
    ("InvalidUriChar", "/politik/", "/politik und mehr/"),
    ("InvalidW3CDTFDate", "2025-03-14T12:00:00+00:00", "14.3.2025"),
    ("InvalidW3CDTFDate", "11:00:00Z", "11:00:00"),
    ("MissingElement", f"<loc>{HOST}/politik/</loc>", ""),
    ("MissingElement", "<news:title>Pegel</news:title>", ""),
    ("MissingElement", "<news:language>de</news:language>", ""),
    ("NotBlank", "Pegel", " "),
    ("NotNews", "2025-03-14T11", "2025-03-11T11"),
    ("TooLong", "/politik/", f"/{'politik/' * 300}"),
    ("TooMany", "</url>", f"</url>{'<url><news:news/></url>' * 1000}"),
    ("UndefinedElement", "</loc>", "</loc><title>x</title>"),
    ("UnknownNamespace", "</loc>", '</loc><x xmlns="urn:x:y"/>'),
]


def told(data, at=NOON):
    return {each.rule for each in judge_sitemap(data, at=at)}


@pytest.mark.parametrize("case", BROKEN, ids=lambda case: case[0])
def test_a_sitemap_that_breaks_a_rule_is_told_so(case):
    rule, old, new = case
    assert old in URLSET
    assert told(URLSET.encode()) == set()
    assert rule in told(URLSET.replace(old, new).encode())


def test_a_map_of_nothing_is_told_so():
    assert told(page_map([])) == {"MissingElement"}
    assert told(sitemap_index([])) == {"MissingElement"}


@pytest.fixture
def maps(client, paper):
    """Publish a fresh story and an old one; return every map that the index leads to."""
    nasty = "Pegel & Deich: „<b>4 m</b>“ ]]> \x93"
    fields = {
        "by": paper.chief,
        "tags": [make_tag(paper.de, "Deich")],
        "authors": [make_person("Jo Author", is_author=True)],
    }
    make_article(paper.politik, title=nasty, publish_at=NOON, **fields)
    now = timezone.now()
    make_article(paper.kultur, title=nasty, publish_at=now - timedelta(hours=1), **fields)
    index = client.get("/sitemap.xml").content
    places = [each.text for each in etree.fromstring(index).iter(f"{{{SITEMAP}}}loc")]
    paths = ["/" + place.split("/", 3)[3] for place in places]
    return {"/sitemap.xml": index, **{path: client.get(path).content for path in paths}}


@pytest.mark.django_db
def test_our_sitemaps_break_no_rule(maps):
    assert {path: told(data, timezone.now()) for path, data in maps.items()} == {
        path: set() for path in maps
    }
    assert {path for path in maps if path.endswith("news.xml")} == {"/de/sitemaps/news.xml"}


@pytest.mark.django_db
def test_news_that_are_not_there_have_no_map(client, paper):
    make_article(paper.politik, publish_at=NOON, by=paper.chief)
    assert "news.xml" not in client.get("/sitemap.xml").content.decode()
    assert client.get("/de/sitemaps/news.xml").status_code == 404


@pytest.mark.django_db
def test_a_month_is_the_editions_and_names_its_newest_change(client, paper):
    by = {"by": paper.chief}
    late = datetime(2025, 1, 31, 23, 30, tzinfo=UTC)  # February in Berlin, January in London
    changed = datetime(2025, 6, 1, 12, tzinfo=UTC)
    make_article(paper.politik, publish_at=datetime(2024, 11, 5, tzinfo=UTC), **by)
    story = make_article(paper.politik, publish_at=late, **by)
    make_article(paper.politics, publish_at=late, **by)
    correct_article(story, kind="correction", right="4 m", at=changed, **by)
    index = client.get("/sitemap.xml").text
    maps = re.findall(r"/(de|en)/sitemaps/(\d{4}-\d{2})\.xml</loc><lastmod>([^<]{10})", index)
    assert maps == [
        ("de", "2025-02", "2025-06-01"),
        ("de", "2024-11", "2024-11-05"),
        ("en", "2025-01", "2025-01-31"),
    ]
    assert story.code in client.get("/de/sitemaps/2025-02.xml").text
    assert client.get("/de/sitemaps/2025-01.xml").status_code == 404
    assert client.get("/en/sitemaps/2025-01.xml").status_code == 200


@pytest.mark.django_db
@needs_samples[0]
@needs_samples[1]
def test_our_sitemaps_fit_the_protocols_schema(maps):
    schema = etree.XMLSchema(etree.parse(SAMPLES / "xsd/sitemap.xsd"))
    trees = {path: etree.fromstring(data) for path, data in maps.items()}
    lists = {path: tree for path, tree in trees.items() if etree.QName(tree).localname == "urlset"}
    assert len(lists) >= 3
    for path, tree in lists.items():  # the schema of indexes is another file
        for news in list(tree.iter(f"{{{NEWS}}}news")):
            news.getparent().remove(news)  # a schema of its own, which is not among the samples
        assert schema.validate(tree), (path, schema.error_log)


@needs_samples[0]
@needs_samples[1]
@pytest.mark.parametrize(
    ("name", "rule"),
    [
        ("sitemap.badns.xml", "InvalidNamespace"),
        ("extension/sitemap-news.xml", "NotBlank"),
        ("extension/shinpaideshou-news-sitemap.xml", "DeprecatedMember"),
        ("extension/shinpaideshou-news-sitemap.xml", "NotNews"),
    ],
)
def test_the_judge_sees_what_is_wrong_with_samples(name, rule):
    assert rule in told((SAMPLES / name).read_bytes())
