"""The mark “Advertisement”: on every paid story, whatever the templates of a theme print.

A page with a paid story is read once more after it was rendered. Where the mark is missing, it is
put in (docs/decisions/0076-the-mark-is-the-renderers.md).
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, fields, is_dataclass
from html import escape
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urlsplit

from django.utils.translation import gettext as _

from depesche.portal.contracts import ArticlePage, Frame, Page, Teaser

CLASS = "advertisement-mark"
AREAS = frozenset({"article", "li"})
EMPTY = frozenset(
    {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr"}
)
UNSEEN_TAGS = frozenset(
    {"details", "dialog", "iframe", "noscript", "object", "script", "style", "template", "title"}
)
UNSEEN_CLASS = "unseen"


@dataclass(frozen=True)
class Marked:
    """A page's text with every mark, and how many of them its templates had left out."""

    text: str
    put_in: int = 0


@dataclass
class Element:
    """An element of the page; `start` is its place, `inside` that of its content."""

    tag: str
    start: int
    inside: int
    is_seen: bool = True
    is_mark: bool = False
    path: str = ""  # the story to which a link leads
    text: str = ""
    stories: set[str] = field(default_factory=set)  # to which links inside lead
    marks: int = 0


def with_marks(text: str, page: Page) -> Marked:
    """Return the page's text with the mark on every paid story, at its own page and in lists."""
    stories = list(stories_on(page))
    paid = {story.path for story in stories if story.is_advertisement}
    is_paid = isinstance(page, ArticlePage) and page.is_advertisement
    if not paid and not is_paid:
        return Marked(text)
    reading = Reading({story.path for story in stories}, _("Advertisement"))
    reading.read(text)
    places = {link.inside: "span" for link in reading.unmarked_links(paid)}
    if is_paid and not reading.is_marked:
        places[reading.headline_start] = "p"
    for place in sorted(places, reverse=True):
        mark = f'<{places[place]} class="{CLASS}">{escape(reading.word)}</{places[place]}> '
        text = text[:place] + mark + text[place:]
    return Marked(text, len(places))


def stories_on(part: Any) -> Iterator[Teaser]:
    """Yield every story in a list of a page contract."""
    if isinstance(part, Teaser):
        yield part
    elif isinstance(part, tuple):
        for each in part:
            yield from stories_on(each)
    elif is_dataclass(part) and not isinstance(part, Frame):
        for each in fields(part):
            yield from stories_on(getattr(part, each.name))


class Reading(HTMLParser):
    """A page read for its links to stories and for the marks that readers see.

    A mark counts if it says the word, has its class and no other, and nothing hides it. It counts
    for a story if it stands in the link, or in the link's `article` or `li` where that leads to no
    other story and is not the page's own; for the page if it stands before the headline's end.
    """

    def __init__(self, stories: set[str], word: str) -> None:
        super().__init__()
        self.word = word
        self._stories = stories
        self._lines: list[int] = []
        self._open: list[Element] = []
        self._links: list[tuple[Element, Element]] = []  # each with its area
        self._marks: list[tuple[Element, Element | None]] = []
        self._headline: Element | None = None
        self._headline_area: Element | None = None
        self._headline_end = 0
        self._body = 0

    def read(self, text: str) -> None:
        """Read the whole page."""
        self._lines = [0]
        for line in text.split("\n"):
            self._lines.append(self._lines[-1] + len(line) + 1)
        self._headline_end = len(text)
        self.feed(text)
        self.close()

    @property
    def headline_start(self) -> int:
        """Where the headline begins; the page's content where it has none."""
        return self._headline.start if self._headline else self._body

    @property
    def is_marked(self) -> bool:
        """Tell whether the page says of itself, before its headline is over, that it is paid."""
        return any(
            mark.start < self._headline_end
            and (area is None or area is self._headline_area or not area.stories)
            for mark, area in self._marks
        )

    def unmarked_links(self, paid: set[str]) -> Iterator[Element]:
        """Yield the links that need a mark: one in each area, with words in it if there is one."""
        done: set[int] = set()
        for link, around in sorted(self._links, key=lambda pair: not pair[0].text.strip()):
            is_own = around.stories == {link.path} and around is not self._headline_area
            area = around if is_own else link
            if link.path in paid and not area.marks and area.start not in done:
                done.add(area.start)
                yield link

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open an element."""
        row, column = self.getpos()
        start = self._lines[row - 1] + column
        element = Element(tag, start, start + len(self.get_starttag_text() or ""))
        facts = dict(attrs)
        classes = (facts.get("class") or "").split()
        element.is_mark = classes == [CLASS]
        is_shown = facts.keys().isdisjoint({"hidden", "inert"}) and tag not in UNSEEN_TAGS
        above = self._open[-1].is_seen if self._open else True
        element.is_seen = above and is_shown and UNSEEN_CLASS not in classes
        if tag in EMPTY:
            return
        self._open.append(element)
        if tag == "a":
            self._follow(element, facts.get("href") or "")
        elif tag == "h1" and self._headline is None:
            self._headline, self._headline_area = element, self._area()
        elif tag in {"body", "main"}:
            self._body = element.inside

    def handle_data(self, data: str) -> None:
        """Take the words of links and marks."""
        for element in self._open:
            if element.path or element.is_mark:
                element.text += data

    def handle_endtag(self, tag: str) -> None:
        """Close an element, and what was left open in it."""
        if not any(element.tag == tag for element in self._open):
            return
        closed = self._open.pop()
        while closed.tag != tag:
            closed = self._open.pop()
        if closed is self._headline:
            row, column = self.getpos()
            self._headline_end = self._lines[row - 1] + column
        if closed.is_mark and closed.is_seen and closed.text.strip() == self.word:
            self._marks.append((closed, self._area()))
            for element in self._open:
                element.marks += 1

    def _follow(self, link: Element, address: str) -> None:
        path = urlsplit(address).path
        if path not in self._stories:
            return
        link.path = path
        for element in self._open:
            element.stories.add(path)
        self._links.append((link, self._area() or link))

    def _area(self) -> Element | None:
        return next((each for each in reversed(self._open) if each.tag in AREAS), None)
