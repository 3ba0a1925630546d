"""Build the e-book of a dossier: EPUB 3, text only, a thousand stories a volume.

Made while the reader waits and kept by the press like any page, so it is as fresh as one and holds
no story that was taken back (docs/decisions/0130-a-dossier-is-a-story.md).
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO
from itertools import groupby
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from django.utils.translation import gettext as _
from lxml import etree, html

from depesche.dossiers.models import Dossier
from depesche.dossiers.queries import stories_in_volume
from depesche.dossiers.tally import measure
from depesche.dossiers.told import told_of
from depesche.portal.contracts import WholeStory
from depesche.portal.dossier_overview import BOOK_STORIES
from depesche.portal.filters import day, month, period
from depesche.portal.paging import NoSuchPlace
from depesche.portal.paper import Paper
from depesche.portal.render import page_environment
from depesche.portal.whole_stories import WITHOUT_MEDIA, whole_stories

UNFIT = re.compile(r"[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # for XML 1.0
XHTML = "http://www.w3.org/1999/xhtml"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
OPS = "http://www.idpf.org/2007/ops"
FOLDER = "EPUB"
FIRST_DAY = (1980, 1, 1, 0, 0, 0)  # of a zip's calendar: the same book is the same file
SQUEEZE = 4  # a third of the time of 9, a tenth longer
CONTAINER = """<?xml version="1.0" encoding="UTF-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
<rootfiles>
<rootfile full-path="EPUB/package.opf" media-type="application/oebps-package+xml"/>
</rootfiles>
</container>
"""


@dataclass(frozen=True)
class Chapter:
    """A file of the book: what came out in one month."""

    name: str
    title: str
    stories: tuple[WholeStory, ...]


@dataclass(frozen=True)
class Line:
    """A line of the timeline in the front of the book; `path` is empty for another volume's."""

    day: str
    text: str
    path: str


@dataclass(frozen=True)
class Book:
    """What the templates of a book are filled with."""

    identifier: str
    title: str
    volume: str
    language: str
    publisher: str
    address: str
    period: str
    count: int
    summary: str
    standing: str
    standing_on: str
    made_at: str
    modified: str
    chapters: tuple[Chapter, ...]
    timeline: tuple[Line, ...]


def build_book(paper: Paper, dossier: Dossier, number: int | None) -> bytes:
    """Return a volume of the e-book; `number` is None where there is only one.

    Raises NoSuchPlace for a volume that there is not.
    """
    count = measure(dossier).article_count
    volumes = -(-count // BOOK_STORIES)
    if not count or (number is None) != (volumes == 1) or (number or 1) > volumes:
        raise NoSuchPlace
    start = ((number or 1) - 1) * BOOK_STORIES
    articles = stories_in_volume(dossier, start=start, length=BOOK_STORIES)
    stories = whole_stories(paper, articles, WITHOUT_MEDIA)
    if not stories:
        raise NoSuchPlace
    return write_book(paper, _book(paper, dossier, stories, number))


def _book(
    paper: Paper, dossier: Dossier, stories: Sequence[WholeStory], number: int | None
) -> Book:
    address = paper.url(f"/dossiers/{dossier.slug}/")
    last = max(story.story.updated_at or story.story.published_at for story in stories)
    chapters = tuple(_chapters(stories))
    return Book(
        identifier=f"{address}book{f'-{number}' if number else ''}.epub",
        title=dossier.name,
        volume=_("Volume %(number)s") % {"number": number} if number else "",
        language=paper.edition.language,
        publisher=paper.edition.name,
        address=address,
        period=period(dossier.period_from, dossier.period_to),
        count=len(stories),
        summary=dossier.summary,
        standing=dossier.standing,
        standing_on=day(paper.local(dossier.standing_at)) if dossier.standing_at else "",
        made_at=day(last),
        modified=_stamp(last),
        chapters=chapters,
        timeline=tuple(_timeline(dossier, chapters)),
    )


def _chapters(stories: Iterable[WholeStory]) -> Iterator[Chapter]:
    """Group stories, oldest first, by the month in which they came out."""
    for key, group in groupby(stories, key=lambda one: f"{one.story.published_at:%Y-%m}"):
        found = tuple(group)
        yield Chapter(f"stories-{key}.xhtml", month(found[0].story.published_at), found)


def _timeline(dossier: Dossier, chapters: Sequence[Chapter]) -> Iterator[Line]:
    where = {one.key: (chapter, one) for chapter in chapters for one in chapter.stories}
    for turn in told_of(dossier).turns:
        found = where.get(turn.article)
        if found is not None:
            chapter, one = found
            on = turn.happened_on or one.story.published_at
            yield Line(day(on), turn.line, f"{chapter.name}#{one.anchor}")


def _stamp(instant: datetime) -> str:
    return f"{instant.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"


def write_book(paper: Paper, book: Book) -> bytes:
    """Write the files of a book into one, in the order that readers' programs want."""
    file = BytesIO()
    with ZipFile(file, "w", ZIP_DEFLATED, compresslevel=SQUEEZE) as archive:
        archive.writestr(_entry("mimetype", ZIP_STORED), "application/epub+zip")
        archive.writestr(_entry("META-INF/container.xml"), CONTAINER)
        for name, content in _files(paper, book):
            archive.writestr(_entry(f"{FOLDER}/{name}"), content)
    return file.getvalue()


def _entry(name: str, kind: int = ZIP_DEFLATED) -> ZipInfo:
    entry = ZipInfo(name, FIRST_DAY)
    entry.compress_type = kind
    return entry


def _files(paper: Paper, book: Book) -> Iterator[tuple[str, bytes]]:
    environment = page_environment()

    def filled(template: str, **names: object) -> str:
        text = environment.get_template(f"portal/book/{template}").render(book=book, **names)
        return UNFIT.sub("", text)

    yield "package.opf", filled("package.opf").encode()
    yield "style.css", filled("style.css").encode()
    yield "nav.xhtml", xhtml(filled("nav.html"), paper)
    yield "title.xhtml", xhtml(filled("title.html"), paper)
    for chapter in book.chapters:
        yield chapter.name, xhtml(filled("stories.html", chapter=chapter), paper)


def xhtml(text: str, paper: Paper) -> bytes:
    """Return a page of a book as XML; its links lead to the paper, wherever the book is read."""
    root = html.document_fromstring(text)
    for link in root.iter("a"):
        href = link.get("href", "")
        if href.startswith("/"):
            link.set("href", f"{paper.edition.base_url}{href}")
    for element in root.iter():
        if "data-type" in element.attrib:
            element.set(f"{{{OPS}}}type", element.attrib.pop("data-type"))
    html.html_to_xhtml(root)
    tree = etree.ElementTree(_with_prefix(root))
    return etree.tostring(tree, encoding="UTF-8", xml_declaration=True, doctype="<!DOCTYPE html>")


def _with_prefix(root: etree._Element) -> etree._Element:
    """Return `root` with the names of XHTML and EPUB declared on it, in their usual spelling."""
    made = etree.Element(f"{{{XHTML}}}html", nsmap={None: XHTML, "epub": OPS})
    made.set("lang", root.get("lang", ""))
    made.set(XML_LANG, root.get("lang", ""))
    made.extend(list(root))
    etree.cleanup_namespaces(made, keep_ns_prefixes=["epub"])
    return made
