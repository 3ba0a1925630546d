"""What readers read most, and how often: as the edition wants it, in the budget of the page."""

import pytest

from depesche.articles.correct import retract_article
from depesche.articles.tests.make import NOON, make_article
from depesche.portal.tests.make import make_copies, make_rich_article
from depesche.portal.tests.reading import address
from depesche.readership.rank import rank_stories
from depesche.readership.tests.make import make_views


@pytest.fixture
def read(paper):
    """Return four stories of the German edition, the last one read most."""
    stories = [
        make_article(paper.politik, title=f"Meldung {n}", publish_at=NOON, by=paper.chief)
        for n in range(4)
    ]
    for number, story in enumerate(stories):
        make_views(story, 10 * (number + 1), at=NOON)
    rank_stories(at=NOON)
    return stories


def list_on(page):
    """Return what stands between the list's title and its end, empty without one."""
    return page.partition('id="most-read-title"')[2].partition("</section>")[0]


@pytest.mark.parametrize("path", ["/de/", "/de/politik/"])
def test_what_is_read_most_stands_on_the_front_and_in_its_section(client, read, path):
    shown = list_on(client.get(path).text)
    assert "24" in shown
    places = [shown.index(f'href="{address(story)}"') for story in read]
    assert places == sorted(places, reverse=True)


@pytest.mark.parametrize("path", ["/en/", "/de/kultur/", "/de/politik/?before={code}"])
def test_no_list_stands_where_nothing_is_read_or_in_the_depth_of_a_section(client, read, path):
    assert not list_on(client.get(path.format(code=read[-1].code)).text)


def test_the_edition_may_print_no_such_list(client, paper, read):
    paper.de.most_read = ""
    paper.de.save()
    assert not list_on(client.get("/de/").text)


def test_a_story_that_was_taken_back_stands_in_no_list(client, paper, read):
    retract_article(read[-1], reason="Falsch.", by=paper.chief, at=NOON)
    assert "Meldung 3" not in client.get("/de/").text


def test_a_story_says_how_often_it_was_read_where_the_edition_wants_it(client, paper, article):
    make_views(article, 1287, at=NOON)
    assert "1.200" not in client.get(address(article)).text
    paper.de.shows_views = True
    paper.de.save()
    assert "1.200 Aufrufe" in client.get(address(article)).text


def test_front_and_story_keep_their_budgets_with_views(
    client, paper, django_assert_max_num_queries
):
    paper.de.shows_views = True
    paper.de.save()
    story = make_rich_article(paper)
    make_copies(story, 40)
    for one in type(story).objects.listed()[:12]:
        make_views(one, 5, at=NOON)
    rank_stories(at=NOON)
    with django_assert_max_num_queries(20):
        assert list_on(client.get("/de/").text)
    with django_assert_max_num_queries(12):
        assert "5 Aufrufe" in client.get(address(story)).text
    with django_assert_max_num_queries(12):
        assert list_on(client.get("/de/politik/").text)


def test_a_page_behind_a_cache_reports_that_it_is_read(client, article, settings):
    assert "<counted-page" not in client.get(address(article)).text
    settings.VIEWS_BY_REPORT = True
    assert '<counted-page data-path="/count">' in client.get(address(article)).text
    assert "Skript" in client.get("/de/privacy/").text
