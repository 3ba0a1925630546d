from datetime import timedelta

import pytest
from django.db import connection
from django.db.models import Count
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from depesche.articles import queries
from depesche.articles.keyset import NoSuchPlace, Window
from depesche.articles.models import Article, FrontSlot, PersonMention, Tagging
from depesche.articles.publish import unpublish_article
from depesche.articles.tests.make import NOON, make_article, make_person, make_tag
from depesche.press.note import collecting

pytestmark = pytest.mark.django_db


@pytest.fixture
def hours(paper):
    """Seven stories with one tag; the third and the fourth came out in the same second."""
    tag = make_tag(paper.de, "Hochwasser")
    times = [0, 1, 2, 2, 3, 4, 5]
    stories = [
        make_article(paper.politik, publish_at=NOON + timedelta(hours=hour), tags=[tag])
        for hour in times
    ]
    return tag, stories


def walk(read, limit, *, is_oldest_first=False):
    """Turn pages until the end, and back to the start."""
    seen, part = [], read(Window(limit=limit, is_oldest_first=is_oldest_first))
    while True:
        seen += part.articles
        onwards = part.newer if is_oldest_first else part.older
        if not onwards:
            break
        key = "after" if is_oldest_first else "before"
        part = read(Window(limit=limit, is_oldest_first=is_oldest_first, **{key: onwards}))
    back: list[Article] = []
    while True:
        back = [*part.articles, *back]
        key, backwards = ("before", part.older) if is_oldest_first else ("after", part.newer)
        if not backwards:
            break
        part = read(Window(limit=limit, is_oldest_first=is_oldest_first, **{key: backwards}))
    return seen, back


@pytest.mark.parametrize("limit", [1, 2, 3, 7, 8])
@pytest.mark.parametrize("is_oldest_first", [False, True])
def test_turning_pages_shows_every_story_once_in_order(paper, hours, limit, is_oldest_first):
    tag, stories = hours
    right = sorted(stories, key=lambda story: (story.published_at, story.pk), reverse=True)
    if is_oldest_first:
        right.reverse()
    for read in (
        lambda window: queries.latest_with_tag(tag, window),
        lambda window: queries.latest_in_section(paper.politik, window),
        lambda window: queries.latest_in_edition(paper.de, window),
    ):
        seen, back = walk(read, limit, is_oldest_first=is_oldest_first)
        assert seen == right
        assert back == right


def test_list_cannot_start_at_a_story_nobody_has_read(paper, hours):
    draft = make_article(paper.politik)
    for code in [draft.code, "nosuchcode"]:
        with pytest.raises(NoSuchPlace):
            queries.latest_in_section(paper.politik, Window(before=code))


def test_counts_are_what_a_reader_counts(paper, hours):
    tag, stories = hours
    make_article(paper.politik, tags=[tag])
    unpublish_article(stories[0], by=None, at=NOON)
    assert queries.count_with_tag(tag) == 6
    assert queries.count_in_section(paper.politik) == 6
    assert len(queries.latest_with_tag(tag).articles) == 6


def test_author_and_person_lists_are_two_things_and_stay_in_their_edition(paper):
    clara = make_person()
    by_her = make_article(paper.politik, publish_at=NOON, authors=[clara])
    about_her = make_article(paper.politik, publish_at=NOON, people=[clara])
    make_article(paper.politics, publish_at=NOON, people=[clara])
    assert queries.latest_by_author(clara, paper.de).articles == (by_her,)
    assert queries.latest_about_person(clara, paper.de).articles == (about_her,)
    assert queries.counts_of_entry(clara) == {paper.de.pk: 1, paper.en.pk: 1}
    assert queries.counts_by_author(clara) == {paper.de.pk: 1}
    assert queries.bylines_of([by_her, about_her]) == {by_her.pk: [clara]}


def test_front_shows_its_slots_in_order_and_only_what_is_listed(paper, hours):
    _tag, stories = hours
    draft = make_article(paper.politik)
    for number, story in enumerate([stories[2], draft, stories[0]]):
        FrontSlot.objects.create(front_id=paper.de.home_id, article=story, sort_order=number)
    assert queries.curated_on_front(paper.de) == [stories[2], stories[0]]


def test_newest_of_each_section_come_in_three_queries(paper, hours, django_assert_max_num_queries):
    _tag, stories = hours
    opera = make_article(paper.kultur, publish_at=NOON)
    with django_assert_max_num_queries(3):
        found = queries.latest_by_section([paper.kultur, paper.politik], limit=2)
    assert found == [(paper.kultur, [opera]), (paper.politik, [stories[6], stories[5]])]


def test_a_list_is_read_in_four_queries_and_notes_what_it_shows(
    paper, hours, django_assert_max_num_queries
):
    tag, stories = hours
    with collecting() as notes, django_assert_max_num_queries(4):
        found = queries.latest_with_tag(tag, Window(limit=2, before=stories[4].code))
        [story.section.slug for story in found.articles]
    assert {
        tag.subject,
        found.articles[0].subject,
        f"{paper.politik.subject}/name",
    } <= notes.ingredients


def test_lists_are_read_by_their_partial_index(paper):
    if connection.vendor != "sqlite":
        pytest.skip("the planner of PostgreSQL scans tables as small as these")
    listed = Article.objects.listed().order_by("-published_at", "-page_ptr_id")
    rows = Tagging.objects.filter(listed=True).order_by("-published_at", "-article_id")
    about = PersonMention.objects.filter(person_id=1, listed=True)
    about = about.order_by("-published_at", "-article_id")
    for query, index in [
        (listed.filter(section=paper.politik).values("page_ptr_id"), "listed_in_section"),
        (listed.filter(edition=paper.de).values("page_ptr_id"), "listed_in_edition"),
        (rows.filter(tag_id=1).values("article_id"), "listed_with_tag"),
        (rows.filter(queries.EVER, tag_id=1).order_by().values("article_id"), "listed_with_tag"),
        (about.filter(edition=paper.de).values("article_id"), "listed_about_person"),
        (
            about.filter(queries.EVER).order_by().values("edition").annotate(Count("pk")),
            "listed_about_person",
        ),
    ]:
        plan = query[:20].explain()
        assert index in plan
        assert "TEMP B-TREE" not in plan


@settings(
    max_examples=15,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(out=st.lists(st.booleans(), min_size=7, max_size=7), limit=st.integers(1, 4))
def test_whatever_is_taken_down_the_rest_is_paged_whole(paper, hours, out, limit):
    _tag, stories = hours
    for story, is_out in zip(stories, out, strict=True):
        Article.objects.filter(pk=story.pk).update(listed=is_out)
    seen, back = walk(lambda window: queries.latest_in_section(paper.politik, window), limit)
    assert {story.pk for story in seen} == {
        story.pk for story, is_out in zip(stories, out, strict=True) if is_out
    }
    assert seen == back
