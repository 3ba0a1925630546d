"""A reader opens a story."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.test import Client

from depesche.articles.correct import correct_article
from depesche.articles.models import Article, Recording
from depesche.articles.tests.make import NOON, make_article, make_person
from depesche.portal import blocks
from depesche.portal.tests.make import make_rich_article
from depesche.portal.tests.reading import address, things

pytestmark = pytest.mark.django_db


def test_a_story_shows_what_the_newsroom_wrote(client, paper):
    story = make_rich_article(paper, kicker="Hochwasser", place_line="Auenstadt")
    page = client.get(address(story)).content.decode()
    for words in (
        "Der Damm hält",
        "Am Pegel wird es eng.",
        "Ein <b>starker</b> Satz",
        "Wie es weitergeht",
        "Das Wasser steht.",
        "Deichgräfin",
        "Ruth Stein",
        "Ida Holm",
        "Deichamt",
        "Film vom Deich",
        "Ein Kasten.",
        "Verwandt 0",
        "Hochwasser (2025)",
        "14. März 2025",
    ):
        assert words in page, words


def test_a_story_takes_at_most_twelve_queries(client, paper, django_assert_max_num_queries):
    story = make_rich_article(paper)
    with django_assert_max_num_queries(12):
        assert client.get(address(story)).status_code == 200


def test_a_story_sets_no_cookie_and_asks_no_other_server(client, article):
    answer = client.get(address(article))
    assert not answer.cookies
    assert "Vary" not in answer.headers
    assert "frame-ancestors 'none'" in answer["Content-Security-Policy"]
    assert answer["Cache-Control"] == "public, max-age=0, must-revalidate"
    assert answer["Content-Language"] == "de"
    fetched = re.findall(r'<(?:script|img|source|iframe|audio)[^>]+src="([^"]+)', answer.text)
    assert fetched
    assert all(place.startswith("/") for place in fetched)


def test_an_old_slug_and_an_old_section_lead_to_the_story(client, article):
    right = address(article)
    for wrong in (
        f"/de/politik/anders-{article.code}/",
        f"/de/kultur/{article.slug}-{article.code}/",
        f"/en/politics/{article.slug}-{article.code}/",
    ):
        answer = client.get(wrong)
        assert answer.status_code == 301
        assert answer["Location"].endswith(right)


def test_a_missing_slash_is_added(client, article):
    answer = client.get(address(article).rstrip("/"))
    assert (answer.status_code, answer["Location"]) == (301, address(article))


def test_a_short_link_leads_to_the_story_from_anywhere(client, article):
    for short in (f"/k/{article.code}", f"/de/k/{article.code}", f"/en/k/{article.code}"):
        answer = client.get(short)
        assert answer.status_code == 301
        assert answer["Location"] == article.edition.base_url + address(article)


def test_an_unknown_parameter_changes_nothing(client, article):
    assert (
        client.get(address(article)).content
        == client.get(address(article), {"utm_source": "x", "before": "y"}).content
    )


def test_a_story_says_to_machines_what_it_says_to_readers(client, paper):
    story = make_rich_article(paper, agency="hk")
    graph = things(client.get(address(story)).text)
    news = next(thing for thing in graph if thing["@type"] == "NewsArticle")
    assert news["headline"] == "Der Damm hält"
    assert news["author"][0]["name"] == "Ida Holm"
    assert news["articleSection"] == "Politik"
    assert news["isBasedOn"]["provider"]["name"] == "hk"
    spoken = news["hasPart"][0]
    assert (spoken["@type"], spoken["spokenByCharacter"]["name"]) == ("Quotation", "Ruth Stein")
    assert spoken["citation"] == "https://deich.example/1"
    assert {"NewsMediaOrganization", "BreadcrumbList"} <= {thing["@type"] for thing in graph}


@pytest.mark.parametrize(
    ("genre", "kind"),
    [
        ("reportage", "ReportageNewsArticle"),
        ("analysis", "AnalysisNewsArticle"),
        ("opinion", "OpinionNewsArticle"),
    ],
)
def test_each_genre_has_its_own_type(client, paper, genre, kind):
    story = make_article(paper.politik, publish_at=NOON, by=paper.chief, genre=genre)
    assert kind in {thing["@type"] for thing in things(client.get(address(story)).text)}


def test_an_advertisement_is_marked_for_readers_and_machines(client, paper):
    story = make_article(
        paper.politik,
        publish_at=NOON,
        by=paper.chief,
        is_advertisement=True,
        body=['<a href="https://shop.example/">Kaufen</a>'],
    )
    page = client.get(address(story)).text
    assert "AdvertiserContentArticle" in {thing["@type"] for thing in things(page)}
    assert 'rel="noopener nofollow sponsored"' in page


def test_text_cannot_leave_the_script_of_machines(client, paper):
    story = make_article(
        paper.politik,
        title="</script><script>alert(1)</script>",
        lead="<!-- <script>",
        publish_at=NOON,
        by=paper.chief,
    )
    page = client.get(address(story)).text
    assert "alert(1)</script>" not in page
    assert things(page)[0]["headline"] == story.title


def test_hostile_markup_is_cleaned(client, paper):
    story = make_article(
        paper.politik,
        publish_at=NOON,
        by=paper.chief,
        body=[
            'A<script>x()</script><img src=x onerror=y()><a href="javascript:z()">b</a>',
            ("embed", {"url": "javascript:z()", "title": "Film", "provider": ""}),
            ("box", {"title": "<i>t</i>", "text": '<iframe src="//evil.example"></iframe>k'}),
        ],
    )
    page = client.get(address(story)).text
    for words in ("x()", "y()", "javascript:", "<iframe", "<i>t</i>"):
        assert words not in page, words


def test_an_old_story_says_how_old_it_is(client, paper):
    old = make_article(paper.politik, publish_at=NOON - timedelta(days=3000), by=paper.chief)
    assert "Jahre" in client.get(address(old)).text or "years" in client.get(address(old)).text
    kept = make_article(
        paper.politik,
        title="Immer wahr",
        publish_at=NOON - timedelta(days=3000),
        by=paper.chief,
        not_old_because="Ratgeber",
    )
    assert "remark-age" not in client.get(address(kept)).text


def test_a_link_to_an_unpublished_story_is_plain_text(client, paper):
    hidden = make_article(paper.politik, title="Noch geheim")
    story = make_article(
        paper.politik,
        publish_at=NOON,
        by=paper.chief,
        body=[f'<a linktype="page" id="{hidden.pk}">Wort</a> danach'],
    )
    page = client.get(address(story)).text
    assert "Wort danach" in page
    assert hidden.code not in page


def test_the_same_story_in_both_editions_is_linked(client, paper):
    german = make_article(paper.politik, publish_at=NOON, by=paper.chief)
    english = make_article(paper.politics, title="The river", publish_at=NOON, by=paper.chief)
    Article.objects.filter(pk=english.pk).update(translation_key=german.translation_key)
    page = client.get(address(german)).text
    assert f'hreflang="en" href="{english.edition.base_url}{address(english)}"' in page
    assert f'hreflang="de" href="{german.edition.base_url}{address(german)}"' in page


def test_only_reading_is_possible(client, article):
    strict = Client(enforce_csrf_checks=True)
    assert client.post(address(article)).status_code == 405
    answer = strict.post(address(article))
    assert answer.status_code in {403, 405}
    assert not answer.cookies
    assert client.head(address(article)).status_code == 200


def test_a_recording_can_be_heard_where_its_story_is_out(client, paper):
    file = ContentFile(b"ID3sound", name="deich.mp3")
    recording = Recording.objects.create(
        title="Am Deich", file=file, duration_seconds=185, transcript="Es rauscht."
    )
    block = ("audio", {"recording": recording.pk, "caption": "Das Rauschen"})
    story = make_article(paper.politik, publish_at=NOON, by=paper.chief, body=["Hört.", block])
    page = client.get(address(story)).text
    for words in ("Das Rauschen", "Es rauscht.", "3:05"):
        assert words in page, words
    sound = re.search(r'<audio[^>]+src="([^"]+)"', page)
    assert sound is not None
    answer = client.get(sound.group(1))
    assert (answer.status_code, b"".join(answer)) == (200, b"ID3sound")
    answer.close()


def test_whoever_speaks_has_a_page_and_is_linked(client, paper):
    quote = {
        "words": "Nein.",
        "speaker_person": make_person("Ruth Stein").pk,
        "speaker_organisation": None,
        "office": "",
        "said_to": "",
        "said_on": None,
        "evidence": "",
    }
    story = make_article(
        paper.politik, publish_at=NOON, by=paper.chief, body=["Gut.", ("quote", quote)]
    )
    page = client.get(address(story)).text
    assert "Ruth Stein" in page
    assert 'href="/de/people/ruth-stein/"' in page
    assert "Nein." in client.get("/de/people/ruth-stein/").text


def test_heading_never_takes_the_name_of_something_on_the_page(client, paper):
    body = [("heading", word) for word in ("Content", "Corrections", "Related title", "Short link")]
    story = make_article(paper.politics, body=body, publish_at=NOON, by=paper.chief)
    correct_article(story, kind="correction", right="4 m", by=paper.chief, at=NOON)
    ids = re.findall(r' id="([^"]+)"', client.get(address(story)).text)
    assert {"content", "content-2", "corrections", "corrections-2", "short-link-2"} <= set(ids)
    assert sorted(ids) == sorted(set(ids))


def test_the_names_that_headings_must_not_take_are_those_of_the_templates():
    templates = Path(blocks.__file__).parent / "templates"
    found = {
        name
        for path in templates.rglob("*.html")
        for name in re.findall(r'\bid="([a-z-]+)"', path.read_text(encoding="utf-8"))
    }
    assert found == blocks.FRAME_IDS


def test_a_story_is_shared_under_its_short_headline_and_says_what_was_corrected(client, paper):
    story = make_article(
        paper.politik, short_headline="Pegel steigt", publish_at=NOON, by=paper.chief
    )
    correct_article(story, kind="correction", right="4 m", by=paper.chief, at=NOON)
    page = client.get(address(story)).text
    assert '<meta property="og:title" content="Pegel steigt">' in page
    assert "text=Pegel%20steigt%20http" in page
    thing = things(page)[0]
    assert thing["headline"] == "Der Fluss steigt weiter"
    assert thing["correction"][0]["correctedWork"] == {"@id": thing["@id"]}
    assert "<title>Pegel steigt</title>" in client.get("/de/politik/feed.rss").text


def test_who_reported_an_error_stays_with_the_desk(client, paper, article):
    fields = {"kind": "correction", "right": "4 m", "reported_by": "Frau Lorenz"}
    correct_article(article, by=paper.chief, at=NOON, **fields)
    for path in (address(article), "/de/corrections/", "/de/corrections/feed.rss"):
        page = client.get(path).text
        assert "4 m" in page
        assert "Lorenz" not in page
