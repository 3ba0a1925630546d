"""Page contracts by hand: the demo paper's headlines, and the odd cases that break a layout.

`tools/gallery.py` prints them as files, the browser tests read them. No database.
"""

from dataclasses import replace
from datetime import timedelta
from itertools import groupby
from typing import Any

from depesche.portal import contracts as c
from depesche.portal.tests import sample_dossier
from depesche.portal.tests.sample_parts import (
    FOOT,
    LONG,
    NAMES,
    NOW,
    SECTIONS,
    dossiers,
    frame,
    image,
    lead_story,
    link,
    most_read,
    stories,
)
from depesche.portal.tests.sample_search import nothing_found, search
from depesche.portal.tests.sample_stories import article, notices, odd_article


def front(language: str) -> c.FrontPage:
    everything = [story for story in stories(language) if not story.is_old]
    lead = lead_story(language)
    rest = [story for story in everything if story is not lead]
    by_section = []
    for name in SECTIONS[language]:
        own = tuple(s for s in stories(language) if s.section.name == name)[:4]
        if own:
            by_section.append((link(name, f"/{language}/section/"), own))
    return c.FrontPage(
        frame=frame(language, "Front", news_of="front:1", news_since=NOW),
        lead=lead,
        curated=tuple(rest[:7]),
        latest=tuple(rest[:9]),
        by_section=tuple(by_section),
        dossiers=dossiers(language),
        most_read=most_read(language),
    )


def bare_front(language: str) -> c.FrontPage:
    """A front without a picture, with one curated story, long headlines and a breaking line."""
    full = front(language)

    def bare(story: c.Teaser, **rest: Any) -> c.Teaser:
        return replace(story, image=None, **rest)

    assert full.lead is not None
    return replace(
        full,
        frame=frame(language, "Front", breaking="Sturmflutwarnung für die Holme", founded=None),
        lead=bare(full.lead, headline=LONG, kicker=""),
        curated=(bare(full.curated[0], headline=LONG), bare(full.curated[1])),
        by_section=tuple(
            (link, tuple(bare(story) for story in stories[: place % 4 + 1]))
            for place, (link, stories) in enumerate(full.by_section)
        ),
        dossiers=(),
    )


def story_list(language: str, kind: str = "section") -> c.ListPage:
    return c.ListPage(
        frame=frame(
            language, "Politik", current=0, breadcrumbs=(link(NAMES[language], f"/{language}/"),)
        ),
        kind=kind,
        name=SECTIONS[language][0] if kind == "section" else "Levke Tormählen",
        about="Rat, Rathaus und was das Land entscheidet.",
        role="" if kind == "section" else "Oberbürgermeisterin von Holmsiel",
        article_count=1513,
        teasers=tuple(stories(language)[:14]),
        pager=c.Pager(older="?before=abc"),
        dossiers=dossiers(language) if kind == "section" else (),
        most_read=most_read(language, 3) if kind == "section" else None,
    )


def dossier(language: str) -> c.DossierPage:
    return c.DossierPage(
        frame=frame(language, "Dossier"),
        name=dossiers(language)[1].name,
        summary="In der Nacht zum 10. Februar 2024 brach der Deich bei Kleibeck, "
        "212 Häuser standen unter Wasser.",
        period="9 February – 28 June 2024",
        is_closed=True,
        article_count=851,
        first_at=NOW.replace(year=2024),
        last_at=NOW,
        image=image("lighthouse", alt="Leuchtturm", caption="Der Leuchtturm von Tangoog."),
        is_oldest_first=False,
        other_order=link("Oldest first", "?order=oldest"),
        teasers=tuple(stories(language)[:10]),
        pager=c.Pager(older="?before=abc"),
        path=f"/{language}/dossier/",
        overview=sample_dossier.overview(language),
    )


def versions(language: str) -> c.VersionsPage:
    change = c.Change
    changed = (
        change("same", "Die Holmebrücke ist "),
        change("removed", "seit dem frühen Morgen"),
        change("added", "seit 5.52 Uhr"),
        change("same", " für den Autoverkehr gesperrt."),
    )
    stayed = tuple((change("same", f"{words}."),) for words in ("Die Fähre fährt", "Der Rat tagt"))
    entries = (
        c.VersionEntry(
            number=2,
            published_at=NOW,
            note="Um die Uhrzeit ergänzt",
            is_minor=False,
            passages=(
                c.Passage(is_changed=True, paragraphs=(changed, (change("added", "Ein Absatz."),))),
                c.Passage(is_changed=False, paragraphs=stayed),
            ),
            is_first=False,
        ),
        c.VersionEntry(
            number=1,
            published_at=NOW - timedelta(hours=2),
            note="",
            is_minor=False,
            passages=(c.Passage(is_changed=False, paragraphs=stayed),),
            is_first=True,
        ),
    )
    story = link("Holmebrücke ganz gesperrt", f"/{language}/article/")
    return c.VersionsPage(frame=frame(language, "Versions"), article=story, versions=entries)


def standing(language: str) -> c.StandingPage:
    pieces = (
        c.StandingPiece("", ("Angaben nach § 5 DDG und § 18 MStV.",)),
        c.StandingPiece(
            "Verlag",
            (),
            (
                ("Name", "Verlag Holmsieler Bote GmbH & Co. KG"),
                ("Anschrift", "Alter Kornspeicher 3\n00187 Holmsiel"),
                ("E-Mail", "redaktion@holmsieler-bote.example"),
            ),
        ),
    )
    return c.StandingPage(frame(language, "Imprint"), "imprint", FOOT[language][0], pieces)


def ticker(language: str) -> c.TickerPage:
    days = groupby(stories(language)[:30], key=lambda story: story.published_at.date())
    return c.TickerPage(
        frame=frame(language, "Ticker", news_of="front:1"),
        days=tuple((day, tuple(each)) for day, each in days),
    )


def feeds(language: str) -> c.FeedsPage:
    formats = (("RSS", "application/rss+xml"), ("Atom", "application/atom+xml"))
    links = tuple(c.FeedLink(f"Politik ({name})", "/feed", kind, name) for name, kind in formats)
    return c.FeedsPage(frame(language, "Feeds"), (("Politik", links), ("Stadt", links)))


def pages() -> dict[str, c.Page]:
    """Return every sample page by its path in the gallery."""
    found: dict[str, c.Page] = {}
    for language in NAMES:
        story = link("Holmebrücke ganz gesperrt", f"/{language}/article/")
        named: dict[str, c.Page] = {
            "": front(language),
            "bare-front": bare_front(language),
            "empty-front": c.FrontPage(frame(language, "Front"), None, (), (), (), ()),
            "article": article(language),
            "odd-article": odd_article(language),
            "section": story_list(language),
            "person": story_list(language, "person"),
            "dossier": dossier(language),
            "dossier-text": sample_dossier.text(language),
            "dossiers": c.DossiersPage(
                frame(language, "Dossiers"), dossiers(language)[::2], dossiers(language)[1:2]
            ),
            "versions": versions(language),
            "corrections": c.CorrectionsPage(
                frame(language, "Corrections"), notices(5, article=story), c.Pager()
            ),
            "feeds": feeds(language),
            "ticker": ticker(language),
            "imprint": standing(language),
            "search": search(language),
            "search-empty": nothing_found(language),
            "gone": c.GonePage(
                frame(language, "Gone"), "", "Der Bericht beruhte auf einem gefälschten Brief.", NOW
            ),
            "missing": c.MissingPage(frame(language, "Missing"), tuple(stories(language)[:6])),
        }
        found |= {f"{language}/{name}/".replace("//", "/"): page for name, page in named.items()}
    return found
