"""What stands beside a story: the editors' choice, then what is like it; never what is not seen."""

from datetime import timedelta

import pytest
from django.utils import timezone

from depesche.articles.bin import bin_article
from depesche.articles.correct import retract_article
from depesche.articles.publish import publish_article, unpublish_article
from depesche.articles.tests.make import make_article
from depesche.search.models import Alike, Compared
from depesche.search.tests.make import a_worker, read_wire
from depesche.wire.models import Dispatch

pytestmark = pytest.mark.django_db
FLOOD = ("Hochwasser an der Holme", "Pegel der Holme steigt", "Deich an der Holme hält")
OTHER = ("Theater spielt Faust", "Konzert im Schloss", "Rat streitet über Parkplätze")


@pytest.fixture(autouse=True)
def house(settings, tmp_path):
    settings.HOME = tmp_path


@pytest.fixture
def worker():
    with a_worker() as clerk:
        yield clerk


def story(paper, title, days=10, section=None, **fields):
    lead = f"{title}: was bekannt ist."
    at = timezone.now() - timedelta(days=days)
    place = section or paper.politik
    return make_article(place, title=title, lead=lead, publish_at=at, by=paper.chief, **fields)


def beside(client, one):
    page = client.get(one.paper_edition().path(one.reader_path())).content.decode()
    aside = page.partition('id="related-title"')[2].partition("</section>")[0]
    titles = [*FLOOD, *OTHER, "Hochwasser wieder an der Holme", "Flood at the Holme", "Neues"]
    places = {title: aside.find(f">{title}<") for title in titles if f">{title}<" in aside}
    return sorted(places, key=lambda title: places[title])


def newsroom(paper, worker):
    stories = {title: story(paper, title) for title in (*FLOOD, *OTHER)}
    read_wire(worker)
    return stories


def test_beside_a_story_stand_those_like_it(client, paper, worker):
    stories = newsroom(paper, worker)
    assert set(beside(client, stories[FLOOD[0]])) == set(FLOOD[1:])
    assert not set(beside(client, stories[OTHER[0]])) & set(FLOOD)


def test_the_editors_choice_comes_first_and_nothing_twice(client, paper, worker):
    stories = newsroom(paper, worker)
    chosen = [stories[OTHER[0]], stories[FLOOD[1]]]
    again = story(paper, "Hochwasser wieder an der Holme", related=chosen)
    story(paper, "Hochwasser wieder an der Holme")  # an agency sends it once more
    read_wire(worker)
    found = beside(client, again)
    assert found[:2] == [OTHER[0], FLOOD[1]]
    assert sorted(found[2:]) == sorted([FLOOD[0], FLOOD[2]])
    assert Alike.objects.filter(article=again).count() == 2


def test_the_fresh_one_of_two_alike_is_preferred(client, paper, worker):
    old = story(paper, "Hochwasser an der Holme", days=900)
    middle = story(paper, "Hochwasser wieder an der Holme", days=500)
    fresh = story(paper, "Neues Hochwasser an der Holme", days=5)
    for title in OTHER:
        story(paper, title)
    asked = story(paper, "Das Hochwasser an der Holme und der Deich", days=3)
    read_wire(worker)
    others = list(Alike.objects.filter(article=asked).values_list("other", flat=True))
    assert others[0] == fresh.pk
    assert middle.pk in others
    assert old.pk not in others  # from before the two years


@pytest.mark.parametrize("how", ["retracted", "binned", "unpublished"])
def test_what_was_taken_away_stands_beside_nothing_from_that_moment(client, paper, worker, how):
    stories = newsroom(paper, worker)
    gone, now = stories[FLOOD[1]], {"by": paper.chief, "at": timezone.now()}
    if how == "retracted":
        retract_article(gone, reason="Falsch.", **now)
    elif how == "binned":
        bin_article(gone, **now)
    else:
        unpublish_article(gone, **now)
    told = Dispatch.objects.latest("pk").subjects
    assert f"article:{stories[FLOOD[0]].pk}/beside" in told
    assert beside(client, stories[FLOOD[0]]) == [FLOOD[2]]
    read_wire(worker)
    assert not Alike.objects.filter(other=gone, article=stories[FLOOD[0]].pk).exists()
    if how == "unpublished":
        publish_article(gone, **now)
        read_wire(worker)
        assert set(beside(client, stories[FLOOD[0]])) == set(FLOOD[1:])


def test_a_new_story_is_told_to_the_few_pages_like_it(paper, worker):
    stories = newsroom(paper, worker)
    before = Dispatch.objects.latest("pk").pk
    fresh = story(paper, "Hochwasser wieder an der Holme", days=0)
    read_wire(worker)
    sent = Dispatch.objects.filter(pk__gt=before, kind="related.changed")
    told = {subject for dispatch in sent for subject in dispatch.subjects}
    assert f"article:{fresh.pk}/beside" in told
    assert told <= {f"article:{stories[t].pk}/beside" for t in FLOOD} | {
        f"article:{fresh.pk}/beside"
    }
    assert not Compared.objects.filter(is_due=True).exists()
    quiet = Dispatch.objects.latest("pk").pk
    read_wire(worker)
    assert Dispatch.objects.latest("pk").pk == quiet


def test_drafts_and_other_editions_stand_beside_nothing(client, paper, worker):
    newsroom(paper, worker)
    make_article(paper.politik, title="Hochwasser wieder an der Holme")
    story(paper, "Flood at the Holme Hochwasser", section=paper.politics)
    read_wire(worker)
    german = Alike.objects.filter(article__edition=paper.de)
    assert not german.exclude(other__edition=paper.de).exists()
    assert not german.filter(other__listed=False).exists()
