"""What an open page waits for, and the ticker: the page says it, the script does the rest."""

import re
from datetime import timedelta

import pytest

from depesche.articles.publish import schedule_article
from depesche.articles.tests.make import NOON, make_article
from depesche.dossiers.models import DossierEntry
from depesche.portal.tests.make import make_dossier
from depesche.portal.tests.reading import address, own_links

pytestmark = pytest.mark.django_db

WATCH = re.compile(r'<(new-stories|story-news|ticker-lines)[^>]*? data-of="([^"]+)"')
SINCE = re.compile(r'data-since="([^"]*)"')
HOUR = timedelta(hours=1)


def watched(client, path):
    return WATCH.findall(client.get(path).text)


def test_lists_wait_for_new_stories_and_a_story_for_its_own(client, paper, article):
    dossier = make_dossier(paper.de)
    DossierEntry.objects.create(
        article=article, dossier=dossier, listed=True, published_at=article.published_at
    )
    assert watched(client, "/de/") == [("new-stories", f"front:{paper.de.home_id}")]
    assert watched(client, "/de/politik/") == [("new-stories", f"section:{paper.politik.pk}")]
    assert watched(client, f"/de/dossiers/{dossier.slug}/") == [("new-stories", dossier.subject)]
    assert watched(client, address(article)) == [("story-news", f"story:{article.code}")]
    assert watched(client, "/de/ticker/") == [("ticker-lines", f"front:{paper.de.home_id}")]


@pytest.mark.parametrize("path", ["/de/imprint/", "/de/nothing-here/", "/de/corrections/"])
def test_other_pages_wait_for_nothing(client, paper, path):
    assert watched(client, path) == []


def test_older_pages_of_a_list_wait_for_nothing(client, paper, article):
    make_article(paper.politik, publish_at=NOON + HOUR, by=paper.chief)
    newest = make_article(paper.politik, publish_at=NOON + 2 * HOUR, by=paper.chief)
    assert watched(client, f"/de/politik/?before={newest.code}") == []


def test_news_are_what_comes_after_the_newest_story_of_the_page(client, paper, article):
    newest = make_article(paper.politik, publish_at=NOON + HOUR, by=paper.chief)
    for path in ("/de/", "/de/politik/", "/de/ticker/", address(newest)):
        (since,) = SINCE.findall(client.get(path).text)
        assert since.startswith((NOON + HOUR).astimezone(paper.de.zone).isoformat()[:19]), path


def test_ticker_has_the_newest_headlines_by_day_and_minute(client, paper, article):
    make_article(paper.kultur, title="Neu am Nachmittag", publish_at=NOON + HOUR, by=paper.chief)
    page = client.get("/de/ticker/").text
    assert page.index("Neu am Nachmittag") < page.index(article.title)
    assert page.count('class="ticker-day"') == 1
    local = (NOON + HOUR).astimezone(paper.de.zone)
    assert f"{local:%H:%M}</time>" in page
    assert address(article) in own_links(page)
    assert "/de/ticker/" in own_links(client.get("/de/").text)


def test_ticker_tells_neither_what_waits_nor_what_is_paid_for(client, paper):
    waiting = make_article(paper.politik, title="Noch geheim", by=paper.chief)
    schedule_article(waiting, go_live_at=NOON + HOUR, by=paper.chief, at=NOON)
    make_article(
        paper.politik, title="Betten!", is_advertisement=True, publish_at=NOON, by=paper.chief
    )
    page = client.get("/de/ticker/").text
    assert "geheim" not in page
    assert "Betten" not in page
    assert 'data-since=""' in page


def test_ticker_is_built_in_a_few_queries(client, paper, django_assert_max_num_queries):
    for number in range(12):
        make_article(paper.politik, publish_at=NOON + number * HOUR, by=paper.chief)
    client.get("/de/ticker/")
    with django_assert_max_num_queries(6):
        client.get("/de/ticker/")
