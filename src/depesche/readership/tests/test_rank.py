"""What is read most stands in its order, by edition and section, and changes when readers do."""

from datetime import timedelta

import pytest

from depesche.articles.correct import retract_article
from depesche.articles.tests.make import NOON, make_article
from depesche.readership.queries import most_read
from depesche.readership.rank import PLACES, rank_stories
from depesche.readership.tests.make import make_views
from depesche.server.spool import FOLDER, Spool
from depesche.wire.models import Dispatch
from depesche.wire.work import steps


@pytest.fixture
def stories(paper):
    """Return three stories, read 5, 9 and 2 times; the last one stands in another section."""
    found = [
        make_article(section, title=title, publish_at=NOON, by=paper.chief)
        for section, title in [
            (paper.politik, "Eins"), (paper.politik, "Zwei"), (paper.kultur, "Drei"),
        ]
    ]  # fmt: skip
    for story, count in zip(found, (5, 9, 2), strict=True):
        make_views(story, count, at=NOON)
    return found


def titles(edition, section=None):
    return [story.title for story in most_read(edition, section)]


def changes():
    return [row.subjects for row in Dispatch.objects.filter(kind="ranks.changed").order_by("pk")]


def test_most_read_stands_first_in_the_edition_and_in_its_section(paper, stories):
    rank_stories(at=NOON)
    assert titles(paper.de) == ["Zwei", "Eins", "Drei"]
    assert titles(paper.de, paper.politik) == ["Zwei", "Eins"]
    assert titles(paper.de, paper.kultur) == ["Drei"]
    assert titles(paper.en) == []


def test_pages_are_told_only_of_lists_that_changed(paper, stories):
    rank_stories(at=NOON)
    rank_stories(at=NOON)
    make_views(stories[0], 100, at=NOON)
    rank_stories(at=NOON)
    edition, politik = "most-read:de", f"most-read:de:{paper.politik.pk}"
    assert changes() == [
        sorted([edition, politik, f"most-read:de:{paper.kultur.pk}"]),
        sorted([edition, politik]),
    ]


@pytest.mark.parametrize(
    ("period", "days", "is_there"),
    [("day", 0.9, True), ("day", 1.1, False), ("week", 6, True), ("week", 8, False),
     ("month", 29, True), ("month", 31, False), ("", 0, False)],
)  # fmt: skip
def test_the_edition_says_of_which_time(paper, stories, period, days, is_there):
    paper.de.most_read = period
    paper.de.save()
    rank_stories(at=NOON + timedelta(days=days))
    assert bool(titles(paper.de)) is is_there


def test_what_is_taken_back_falls_out_at_once(paper, stories):
    rank_stories(at=NOON)
    retract_article(stories[1], reason="Falsch.", by=paper.chief, at=NOON)
    assert titles(paper.de) == ["Eins", "Drei"]


def test_advertisements_and_single_readings_make_no_list(paper):
    paid = make_article(paper.politik, publish_at=NOON, by=paper.chief, is_advertisement=True)
    make_views(paid, 50, at=NOON)
    make_views(make_article(paper.politik, publish_at=NOON), 1, at=NOON)
    rank_stories(at=NOON)
    assert titles(paper.de) == []


def test_a_list_is_short_and_costs_one_query(paper, django_assert_num_queries):
    for number in range(PLACES + 2):
        story = make_article(paper.politik, title=f"Nr. {number}", publish_at=NOON)
        make_views(story, 10 + number, at=NOON)
    rank_stories(at=NOON)
    with django_assert_num_queries(1):
        shown = [(story.list_headline, story.section.slug) for story in most_read(paper.de)]
    assert shown[0] == (f"Nr. {PLACES + 1}", "politik")
    assert len(shown) == PLACES


def test_the_worker_counts_tells_and_forgets_on_its_round(paper, stories, settings, tmp_path):
    settings.HOME = tmp_path
    spool = Spool(tmp_path / FOLDER, clock=NOON.timestamp)
    for _ in range(20):
        spool.view(f"/politik/x-{stories[2].code}/", {"user-agent": "Mozilla/5.0"})
    spool.close()
    waits = [steps[name](NOON) for name in ("views", "tallies", "old views", "views")]
    assert titles(paper.de) == ["Drei", "Zwei", "Eins"]
    assert not list((tmp_path / FOLDER).iterdir())
    assert waits == [5, 40, 3600, 5]
