"""The acts of the newsroom on dossiers, each with whom it may reach."""

from datetime import date
from functools import partial

from depesche.articles.models import Article
from depesche.dossiers.belong import add_stories, take_out_stories
from depesche.dossiers.merge import merge_dossiers, split_dossier
from depesche.dossiers.models import Chapter, Dossier, LeadStory, Question, TurningPoint
from depesche.dossiers.open import (
    change_dossier,
    close_dossier,
    open_dossier,
    remove_dossier,
    reopen_dossier,
)
from tests.newsroom import NOBODY, Reach, lists_at
from tests.newsroom_acts import ACTS, SITEMAP, a_story, act, now, signed

__all__ = ["ACTS"]  # those of `newsroom_acts.py`, and these


def listing(dossier):
    paths = {"/de/", "/de/dossiers/", "/de/feeds/", *lists_at("/de", f"/dossiers/{dossier.slug}/")}
    return Reach(frozenset(paths), words=(dossier.name,))


@act
def run_a_dossier(room, pick):
    dossier = Dossier.objects.get(pk=room.dossier.pk)
    fields = {"name": pick(["Die Flut", "Hochwasser"]), "picture": room.pictures[pick([1, 0])]}
    fields |= pick([{}, {"slug": pick(["flut", "hochwasser"])}])
    reach = listing(dossier) | (SITEMAP if "slug" in fields else NOBODY)
    shown = [room.showing(picture) for picture in room.pictures]
    room.act(
        lambda: change_dossier(dossier, **fields, **signed(room)),
        lambda: reach | shown[0]() | shown[1](),
    )
    if pick([True, False]):
        closed = listing(dossier)
        for done in (close_dossier, reopen_dossier):
            room.act(
                partial(done, dossier, **signed(room)), lambda: closed | shown[0]() | shown[1]()
            )


@act
def open_and_remove_a_dossier(room, pick):
    made = {}

    def perform():
        name = f"Verkehr {now().timestamp()}"
        made["dossier"] = open_dossier(room.paper.de, name=name, **signed(room))

    lists = Reach(frozenset({"/de/", "/de/dossiers/", "/de/feeds/"}))
    room.act(perform, lists)
    room.act(lambda: remove_dossier(made["dossier"], **signed(room)), lists | SITEMAP)


def inside(dossier):
    """Return the stories of a dossier, the first one first."""
    return list(Article.objects.filter(dossier_entries__dossier=dossier.pk).order_by("pk"))


@act
def tell_a_dossier(room, pick):
    """What editors say of a dossier stands on its own page, and on no story's."""
    dossier = Dossier.objects.get(pk=room.dossier.pk)
    stories = inside(dossier)
    if stories:
        line = pick(["Das Wasser kommt.", "Der Damm bricht."])
        dossier.turning_points = [TurningPoint(article=stories[0], line=line)]
        dossier.lead_stories = [LeadStory(article=stories[-1])]
    answer = stories[0] if stories and pick([False, True]) else None
    dossier.questions = [Question(text=pick(["Warum?", "Wann?"]), answered_in=answer)]
    dossier.chapters = [Chapter(name=pick(["Anfang", "Beginn"]), from_on=date(2025, 1, 1))]
    standing = pick(["Der Pegel fällt.", "Er steigt."])
    dropped = room.act(
        lambda: change_dossier(dossier, standing=standing, **signed(room)),
        Reach(frozenset(lists_at("/de", f"/dossiers/{dossier.slug}/"))),
    )
    assert not {path for path in dropped if not path.startswith("/de/dossiers/")}


@act
def extend_and_shorten_a_dossier(room, pick):
    dossier = Dossier.objects.get(pk=room.dossier.pk)
    story = a_story(room, pick, first=3)
    if story.edition_id == dossier.edition_id:
        both = room.around(story)
        reach = lambda: listing(dossier) | both()  # noqa: E731 asked before and after
        room.act(lambda: add_stories(dossier, [story], **signed(room)), reach)
        room.act(lambda: take_out_stories(dossier, [story], **signed(room)), reach)


@act
def split_and_merge_a_dossier(room, pick):
    """Stories go into a dossier of their own, and come back with its address."""
    dossier = Dossier.objects.get(pk=room.dossier.pk)
    stories = inside(dossier)
    if len(stories) < 2:
        return
    made = {}

    def split():
        name = f"Deich {now().timestamp()}"
        made["dossier"] = split_dossier(
            dossier, stories[:1], name=name, goes_on=pick([True, False]), **signed(room)
        )

    def merge():
        merge_dossiers(made["dossier"], dossier, **signed(room))

    around = room.around(*stories)
    room.act(split, lambda: listing(dossier) | around() | SITEMAP)
    room.act(merge, lambda: listing(dossier) | around() | SITEMAP)
