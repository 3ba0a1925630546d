"""The story of the sample pages: a block of every kind, and one where everything is odd."""

from dataclasses import replace
from datetime import date, timedelta

from markupsafe import Markup

from depesche.portal import contracts as c
from depesche.portal.tests.sample_parts import (
    LONG,
    NOW,
    dossiers,
    frame,
    image,
    lead_story,
    link,
    stories,
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
    story = lead_story(language)
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
