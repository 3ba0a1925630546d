"""Samples of a dossier's pages: told, tallied, quoted; and as one text."""

from datetime import date

from depesche.dossiers.tally import Month
from depesche.portal import contracts as c
from depesche.portal import parts as p
from depesche.portal.chart import chart_of
from depesche.portal.tests.sample_parts import NOW, frame, image, link, stories
from depesche.portal.tests.sample_stories import notices

LINES = (
    "Der Deich bricht auf 40 Metern, Kleibeck wird in der Nacht geräumt.",
    "Das Land sagt 14 Millionen Euro zu und verlangt einen Plan bis zum Herbst.",
    "Der Rat beschließt den Neubau hinter der alten Linie, gegen 9 Stimmen.",
)


def overview(language: str) -> p.Overview:
    told = stories(language)
    months = {Month(2024, 2 + n): count for n, count in enumerate((212, 140, 61, 30, 0, 12, 3))}
    return p.Overview(
        standing="Der Neubau hat begonnen; gestritten wird noch darüber, wer die Häuser im "
        "Vorland bezahlt.",
        standing_at=NOW,
        turns=tuple(p.Turn(date(2024, 2 + n, 10), line, told[n]) for n, line in enumerate(LINES)),
        questions=(
            p.OpenQuestion("Warum schlug der Pegel in Tangoog erst um 3:40 Uhr an?"),
            p.OpenQuestion("Wer hat die Schau im Herbst abgenommen?", told[4]),
        ),
        leaders=tuple(told[:2]),
        chapters=(
            p.ChapterLink("Die Nacht", "/c/", "", date(2024, 2, 9), date(2024, 2, 29), 212),
            p.ChapterLink("Der Streit", "/c/", "Wer zahlt, und wann.", date(2024, 3, 1), None, 246),
        ),
        casts=(
            p.Cast(
                "person",
                tuple(_mention(name) for name in ("Wiebke Dorn", "Hinnerk Paulsen-Ottendorf")),
                12,
            ),
            p.Cast("organisation", (_mention("Deichverband Holme-Niederung"),)),
            p.Cast("place", (_mention("Kleibeck"),)),
        ),
        said=(
            p.SaidLine(
                "„Wir haben gewarnt, und wir haben es aufgeschrieben.“",
                c.Speaker("Wiebke Dorn", "", "Deichgräfin", "person"),
                "dem Boten",
                date(2024, 2, 12),
                "direct",
                is_confirmed=True,
                story=link("Kleibeck räumt auf", "/s/"),
            ),
        ),
        chart=chart_of(months),
        years=((2024, tuple(p.MonthLink(f"Monat {n}", "/m/", n * 7) for n in range(1, 8))),),
        pictures=tuple(
            image("lighthouse", alt="Leuchtturm", caption="Am Deich.") for _ in range(4)
        ),
        notices=notices(2, article=link("Kleibeck räumt auf", "/s/")),
        before=c.DossierLink("Der Winter davor", "/d/", 12),
        after=c.DossierLink("Der neue Deich", "/d/", 1),
        text_path="/text/",
        books=(link("E-Book (EPUB)", "/book.epub"),),
    )


def _mention(name: str) -> p.Mention:
    return p.Mention(
        name, "/x/", "Deichgräfin" if " " in name else "", 61, NOW.replace(year=2024), NOW
    )


def text(language: str) -> c.DossierTextPage:
    told = stories(language)[:3]
    block = c.Block(kind="heading", text="Die Lage am Morgen", anchor="lage")
    return c.DossierTextPage(
        frame=frame(language, "Dossier"),
        name="Sturmflut an der Holme (2024)",
        path="/dossier/",
        article_count=851,
        number=2,
        part_count=18,
        stories=tuple(
            c.WholeStory(n, story, f"story-{n}", "", story.image, (block,) if n == 0 else (), ())
            for n, story in enumerate(told)
        ),
        pager=c.Pager(newer="?after=x", older="?before=x"),
        books=(link("E-Book (EPUB)", "/book.epub"),),
    )
