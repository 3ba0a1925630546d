"""Page contracts by hand: the demo paper's headlines, and the odd cases that break a layout.

`tools/gallery.py` prints them as files, the browser tests read them. No database.
"""

import tomllib
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from markupsafe import Markup

import depesche
from depesche.portal import contracts as c

STORIES = Path(depesche.__file__).parent / "archive" / "demo" / "stories"
NOW = datetime(2026, 11, 22, 13, 30, 12, 290348, tzinfo=UTC).astimezone(ZoneInfo("Europe/Berlin"))
NAMES = {"de": "Holmsieler Bote", "en": "The Holmsiel Courier"}
TAGLINES = {
    "de": "Die Zeitung für Hafen, Stadt und Marsch",
    "en": "News in English from the harbour, the town and the marsh",
}
SECTIONS = {
    "de": ("Politik", "Stadt", "Wirtschaft", "Kultur", "Wissen", "Sport", "Meinung"),
    "en": ("Politics", "Town", "Business", "Culture", "Science", "Sport", "Opinion"),
}
SECTION_KEYS = ("politik", "stadt", "wirtschaft", "kultur", "wissen", "sport", "meinung")
FOOT = {
    "de": ("Impressum", "Datenschutz", "Kontakt", "Barrierefreiheit", "Korrekturen", "Feeds"),
    "en": ("Imprint", "Privacy", "Contact", "Accessibility", "Corrections", "Feeds"),
}
FOOT_PATHS = ("imprint", "privacy", "contact", "accessibility", "corrections", "feeds")
WIDTHS = (320, 640, 960, 1280)
LONG = (
    "Donaudampfschifffahrtsgesellschaftskapitänswitwenrentenauszahlungsstelle verlegt: Was sich "
    "für Empfängerinnen und Empfänger an der Unterelbe zum Jahreswechsel alles ändert"
)


def link(name: str, path: str = "/", **rest: Any) -> c.Link:
    return c.Link(name=name, path=path, **rest)


def frame(language: str, title: str, *, current: int = -1, **rest: Any) -> c.Frame:
    home = f"/{language}/"
    sections = tuple(
        link(name, f"{home}section/", is_current=place == current)
        for place, name in enumerate(SECTIONS[language])
    )
    foot = tuple(
        link(name, f"{home}{path}/") for name, path in zip(FOOT[language], FOOT_PATHS, strict=True)
    )
    values: dict[str, Any] = {
        "edition_key": language,
        "edition_name": NAMES[language],
        "tagline": TAGLINES[language],
        "founded": 1887,
        "language": language,
        "home_path": home,
        "now": NOW,
        "time_zone": "Europe/Berlin",
        "sections": sections,
        "editions": tuple(
            link(name, f"/{key}/", language=key, is_current=key == language)
            for key, name in NAMES.items()
        ),
        "foot": foot,
        "title": f"{title} – {NAMES[language]}",
        "description": TAGLINES[language],
        "canonical_url": "http://localhost:8000/",
        "is_demo": True,
        "feeds": (c.FeedLink("RSS", f"{home}feed.rss", "application/rss+xml", "RSS"),),
        "open_graph": (("og:title", title),),
    }
    return c.Frame(**(values | rest))


def image(name: str, *, alt: str, caption: str = "", **rest: Any) -> c.Image:
    srcset = ", ".join(f"/pictures/{name}-{width}.jpg {width}w" for width in WIDTHS)
    values: dict[str, Any] = {
        "sources": (c.Source("image/webp", srcset.replace(".jpg", ".webp")),),
        "src": f"/pictures/{name}-960.jpg",
        "srcset": srcset,
        "width": 1280,
        "height": 853,
        "alt": alt,
        "caption": caption,
        "credit": "Bildtisch Holmsieler Bote / Rieke Volquart",
    }
    return c.Image(**(values | rest))


@cache
def stories(language: str) -> list[c.Teaser]:
    """Return the demo's stories as teasers, newest first."""
    found = []
    for path in sorted((STORIES / language).glob("*.md")):
        facts = tomllib.loads(path.read_text(encoding="utf-8").split("+++")[1])
        at = facts.get("published_at") or NOW - timedelta(hours=facts["hours_ago"])
        place = SECTION_KEYS.index(facts["section"])
        picture = facts.get("picture", "")
        is_paid = facts.get("advertisement", False)
        found.append(
            c.Teaser(
                path=f"/{language}/odd-article/" if is_paid else f"/{language}/article/",
                kicker=facts.get("kicker", ""),
                headline=facts["headline"],
                lead=facts["lead"],
                section=link(SECTIONS[language][place], f"/{language}/section/"),
                published_at=at,
                updated_at=None,
                byline=" und ".join(key.title() for key in facts.get("authors", ()))
                or facts.get("agency", ""),
                image=image(picture, alt="", caption="") if picture else None,
                is_advertisement=is_paid,
                genre=facts.get("genre", "report"),
                genre_name="",
                is_old=at.year < NOW.year - 1,
            )
        )
    return sorted(found, key=lambda story: story.published_at, reverse=True)


def dossiers(language: str) -> tuple[c.DossierLink, ...]:
    names = {
        "de": ("Die Holmebrücke", "Sturmflut an der Holme (2024)", "Windhafen Nordkai"),
        "en": ("The Holme Bridge", "Storm Surge on the Holme (2024)", "The North Quay Wind Port"),
    }[language]
    counts = (9, 851, 1204)
    return tuple(
        c.DossierLink(name, f"/{language}/dossier/", count)
        for name, count in zip(names, counts, strict=True)
    )


def front(language: str) -> c.FrontPage:
    everything = [story for story in stories(language) if not story.is_old]
    pictured = [s for s in everything if s.image and not s.is_advertisement]
    lead, rest = pictured[0], [s for s in everything if s is not pictured[0]]
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


def most_read(language: str, count: int = 5) -> c.MostRead:
    """Return the first stories as what is read most, one with a long headline."""
    read = [LONG, *(story.headline for story in stories(language))]
    return c.MostRead("week", tuple(link(name, f"/{language}/article/") for name in read[:count]))


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


def body(language: str) -> tuple[c.Block, ...]:
    """Return one block of every kind, long and short."""
    german = language == "de"
    said = (
        "„17.800 Menschen wohnen hier drüben. Was wir hatten, war eine Brücke.“"
        if german
        else "“17,800 people live over here. What we had was a bridge.”"
    )
    text = (
        Markup(
            "<p>Um 3.52 Uhr schlug das Mikrofon an Pfeiler vier an: ein kurzer, heller Knall, auf "
            "dem Bildschirm ein senkrechter Strich. Es war der <strong>vierzehnte</strong> in acht "
            'Monaten. <a href="https://example.org/plan">Der Plan</a>, den der Rat im Frühjahr '
            "beschlossen hatte, sah für diesen Fall die Sperrung vor, und zwar <em>sofort</em>.</p>"
        )
        if german
        else Markup(
            "<p>At 3.52 in the morning the microphone on pier four picked it up: a short, "
            "bright crack and a line on the screen. It was the <strong>fourteenth</strong> in "
            'eight months. <a href="https://example.org/plan">The plan</a> that the council had '
            "adopted in spring called for the bridge to close – and to close <em>at once</em>.</p>"
        )
    )
    speaker = c.Speaker(
        "Nuray Temizkan", f"/{language}/person/", "Ratsfrau, Wählergemeinschaft Südufer", "person"
    )
    paragraph = c.Block("paragraph", html=text)
    return (
        paragraph,
        paragraph,
        c.Block(
            "quote",
            text=said,
            speaker=speaker,
            said_to="dem Boten" if german else "to the Courier",
            said_on=date(2026, 11, 22),
            evidence_url="https://example.org/holmsiel/pressekonferenz",
            anchor="quote-1",
        ),
        c.Block("heading", text="23.400 Fahrzeuge, ein Umweg von 38 Kilometern", anchor="umweg"),
        paragraph,
        c.Block(
            "list",
            html=Markup(
                "<ul><li>Fußgänger auf der flussabwärts gelegenen Seite</li>"
                "<li>Rettungswagen auf beiden Ufern, am Südufer ein drittes Löschfahrzeug</li></ul>"
            ),
        ),
        c.Block(
            "list",
            html=Markup("<ol><li>Verstärken: 14 Monate</li><li>Neu bauen: sechs Jahre</li></ol>"),
        ),
        c.Block(
            "picture",
            image=image(
                "north-quay", alt="Kran am Kai", caption="Der Nordkai, im Hintergrund die Brücke."
            ),
        ),
        c.Block(
            "table",
            text="Was die beiden Wege kosten" if german else "What the two ways cost",
            header=(
                "",
                "Verstärken",
                "Neu bauen",
                "Differenz",
                "Anteil des Landes",
                "je Einwohner",
            ),
            rows=(
                ("Kosten", "18,6 Mio. €", "94,0 Mio. €", "75,4 Mio. €", "60 %", "1.402 €"),
                ("Bauzeit", "14 Monate", "72 Monate", "58 Monate", "–", "–"),
                ("Nutzungsdauer", "15 Jahre", "80 Jahre", "65 Jahre", "–", "–"),
            ),
            has_row_header=True,
            source="Baudezernat Holmsiel",
        ),
        c.Block(
            "box",
            text="Das Vorspannglied",
            html=Markup("<p>Ein Bündel aus Drähten, das den Beton unter Druck hält.</p>"),
        ),
        c.Block(
            "embed",
            text="Die Messwerte seit März",
            url="https://example.org/data",
            source="example.org",
        ),
        c.Block(
            "audio",
            text="Das Knacken an Pfeiler vier",
            url="/knack.mp3",
            media_type="audio/mpeg",
            duration_seconds=83,
            transcript="(Rauschen. Ein Knall.)",
        ),
        paragraph,
    )


def notices(count: int, *, article: c.Link | None = None) -> tuple[c.Notice, ...]:
    kinds = (("correction", "Correction"), ("clarification", "Clarification"), ("update", "Update"))
    return tuple(
        c.Notice(
            kind=kinds[place % 3][0],
            kind_name=kinds[place % 3][1],
            wrong="Die Brücke sei 421 Meter lang." if place % 3 == 0 else "",
            right="Sie ist 412 Meter lang; die Ziffern waren vertauscht.",
            published_at=NOW - timedelta(hours=place * 5 + 1),
            article=article,
        )
        for place in range(count)
    )


def article(language: str) -> c.ArticlePage:
    story = front(language).lead
    assert story is not None
    home = f"/{language}/"
    people = ("Nuray Temizkan", "Levke Tormählen", "Rasmus Ehlerding", "Hauke Iversloh")
    return c.ArticlePage(
        frame=frame(language, story.headline, current=0, news_of="story:7hKq2M"),
        code="7hKq2M",
        kicker=story.kicker,
        headline=story.headline,
        lead=story.lead,
        genre="report",
        genre_name="",
        section=story.section,
        authors=(
            link("Jannis Kolbrink", f"{home}person/"),
            link("Mareike Süverlin", f"{home}person/"),
        ),
        agency="",
        place_line="Holmsiel",
        published_at=story.published_at,
        updated_at=NOW - timedelta(minutes=40),
        event_on=None,
        age_notice="",
        single_source="",
        ai_used="",
        ai_reviewer="",
        is_advertisement=False,
        image=image(
            "harbour-dawn", alt="Hafen", caption="Ende der Fahrbahn: die Auffahrt am Altstadtufer."
        ),
        blocks=body(language),
        notices=(),
        dossiers=dossiers(language)[:2],
        tags=tuple(link(name, f"{home}tag/") for name in ("Brücken", "Verkehr", "Stadtrat")),
        people=tuple(link(name, f"{home}person/") for name in people),
        organisations=(
            link("Stadtrat Holmsiel", f"{home}list/"),
            link("Holmsieler Stadtbahn", f"{home}list/"),
        ),
        places=(link("Holmebrücke", f"{home}list/"), link("Südufer", f"{home}list/")),
        related=tuple(stories(language)[3:7]),
        short_url=f"http://localhost:8000/{language}/k/7hKq2M",
        share=(
            link("E-mail", "mailto:?subject=x"),
            link("Mastodon", "https://example.org/share"),
            link("Bluesky", "https://example.org/share"),
        ),
        version_count=3,
        versions_path=f"{home}versions/",
        copyright_notice="© 2026 Verlag Holmsieler Bote",
        usage_terms="Alle Rechte vorbehalten.",
        reading_minutes=4,
        view_count=12_400,
    )


def odd_article(language: str) -> c.ArticlePage:
    """A story where everything is long, old, corrected, paid for and without a picture."""
    return replace(
        article(language),
        headline=LONG,
        kicker="Rentenauszahlungsstellenverlegungsverordnung",
        is_advertisement=True,
        age_notice="This story is more than 10 years old.",
        single_source="Alle Angaben stammen aus einer Mitteilung des Ministeriums.",
        ai_used="Übersetzung aus dem Dänischen",
        ai_reviewer="Tomke Virchert",
        agency="hk",
        image=None,
        notices=notices(7),
        published_at=NOW.replace(year=2016),
        event_on=date(2016, 2, 29),
        genre="opinion",
        genre_name="Comment",
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
            "gone": c.GonePage(
                frame(language, "Gone"), "", "Der Bericht beruhte auf einem gefälschten Brief.", NOW
            ),
            "missing": c.MissingPage(frame(language, "Missing"), tuple(stories(language)[:6])),
        }
        found |= {f"{language}/{name}/".replace("//", "/"): page for name, page in named.items()}
    return found
