"""The page of a search by hand: with everything on it, and with nothing found."""

from dataclasses import replace

from depesche.portal import contracts as c
from depesche.portal.contracts_search import Hit, NameHit, Narrowing, Stretch
from depesche.portal.tests.sample_parts import LONG, frame, link, stories


def hit(story: c.Teaser, word: str) -> Hit:
    before, found, after = story.lead.partition(word)
    text = (Stretch(before), Stretch(found, is_hit=True), Stretch(after))
    return Hit(story, (Stretch(story.headline),), tuple(t for t in text if t.text))


def search(language: str) -> c.SearchPage:
    path = f"/{language}/search/"
    word = "die" if language == "de" else "the"
    feeds = tuple(
        c.FeedLink("Holme", f"{path}feed.{form}?q=holme", kind, name)
        for form, kind, name in (("rss", "application/rss+xml", "RSS"),)
    )
    return c.SearchPage(
        frame=frame(language, "Search", feeds=feeds, robots="noindex, follow"),
        action=path,
        suggest_path=f"{path}suggest.json",
        query=f"{word} -Holme",
        state="found",
        is_cut=False,
        kind="",
        kinds=(
            replace(link("Stories", path), is_current=True),
            *(link(name, path) for name in ("Dossiers", "People", "Organisations", "Places")),
        ),
        orders=(replace(link("Best first", path), is_current=True), link("Newest first", path)),
        section="politik",
        sections=(("politik", "Politik"), ("kultur", "Kultur")),
        since="2025-03-01",
        until="",
        narrowings=(
            Narrowing("Section", "Politik", path, "section", "politik"),
            Narrowing("Dossier", LONG, path, "dossier", "holme"),
        ),
        hit_count=1234,
        hits=tuple(hit(story, word) for story in list(stories(language))[:10]),
        names=(
            NameHit("person", "Person", link("Anna Holm", path), "Bürgermeisterin"),
            NameHit("dossier", "Dossier", link(LONG, path), LONG),
        ),
        meant=None,
        pager=c.Pager(older=f"{path}?page=2"),
    )


def nothing_found(language: str) -> c.SearchPage:
    return replace(
        search(language),
        query="Holmebrüke " + "x" * 80,
        hits=(),
        names=(),
        narrowings=(),
        hit_count=0,
        is_cut=True,
        section="",
        since="",
        meant=link("Holmebrücke", f"/{language}/search/"),
        pager=c.Pager(),
    )
